package dev.braid.provisioning.shipped;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.braid.provisioning.provider.SimulatorProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Stands before the carriers of the simulator, and treats each call as the bench says. */
final class Door implements AutoCloseable {
    private final SimulatorProcess simulator;
    private final Bench bench;
    private final HttpServer server;
    private final OrderTongue orders;
    private final SonataTongue sonata;

    /** What a carrier says. */
    record Said(int status, String body) {}

    /** How one API names its calls, and how it refuses, denies and lies. */
    interface Tongue {
        /** What is called. */
        Heard hear(String providerId, Asked asked);

        Said refusal(Heard heard);

        Said denial();

        /** The truth, but for the links. */
        Said elsewhere(Heard heard, Asked asked) throws IOException, InterruptedException;

        /** The lie, told by somebody who can look at the truth. */
        Said lie(Heard heard, Asked asked) throws IOException, InterruptedException;
    }

    /** A request as it comes in. */
    record Asked(String method, String path, String query, String body) {
        String target() {
            return query.isEmpty() ? path : path + "?" + query;
        }
    }

    /** What a request is about; an empty leg id for none. */
    record Heard(String providerId, String legId, Call call) {}

    Door(SimulatorProcess simulator, Bench bench) throws IOException {
        this.simulator = simulator;
        this.bench = bench;
        this.orders = new OrderTongue(this);
        this.sonata = new SonataTongue(this);
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            URI uri = exchange.getRequestURI();
            Asked asked = new Asked(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Said said = treat(asked);
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(said.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private Said treat(Asked asked) throws IOException, InterruptedException {
        String providerId = asked.path().split("/")[2];
        Tongue tongue = asked.path().contains(SonataTongue.MARK) ? sonata : orders;
        Heard heard = tongue.hear(providerId, asked);
        Treatment treatment = bench.take(providerId, heard.legId(), heard.call());
        return switch (treatment) {
            case PASS -> forward(asked);
            case TIME_OUT -> {
                Thread.sleep(Bench.TOO_LONG);
                yield forward(asked);
            }
            case REFUSAL -> tongue.refusal(heard);
            case CRASH_BEFORE -> throw new IOException("The connection breaks.");
            case CRASH_AFTER -> {
                forward(asked);
                throw new IOException("The connection breaks.");
            }
            case LIE -> tongue.lie(heard, asked);
            case DENIAL -> tongue.denial();
            case ELSEWHERE -> tongue.elsewhere(heard, asked);
            case HELD_BEFORE -> throw bench.awaitThaw(providerId, heard.legId(), heard.call());
            case HELD_AFTER -> {
                forward(asked);
                throw bench.awaitThaw(providerId, heard.legId(), heard.call());
            }
            case HELD_LATE -> {
                bench.awaitLetIn(providerId, heard.legId(), heard.call());
                Said said = forward(asked);
                bench.answeredLate(heard.call(), said.status());
                yield said;
            }
        };
    }

    Said forward(Asked asked) throws IOException, InterruptedException {
        HttpResponse<String> response = simulator.send(asked.method(), asked.target(), asked.body());
        return new Said(response.statusCode(), sonata.learn(asked, response.body()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
