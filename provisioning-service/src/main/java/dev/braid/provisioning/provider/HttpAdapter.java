package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Outage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/** Speaks the order API over HTTP and JSON. */
final class HttpAdapter implements ProviderAdapter {
    private static final Logger LOG = Logger.getLogger(HttpAdapter.class);

    private final HttpClient client;
    private final CallGuard guard;
    private final String ordersUrl;
    private final Optional<String> apiKey;
    private final ProviderSettings.Bounds bounds;

    HttpAdapter(
            HttpClient client,
            CallGuard guard,
            URI baseUrl,
            String providerId,
            Optional<String> apiKey,
            ProviderSettings.Bounds bounds) {
        this.client = client;
        this.guard = guard;
        this.ordersUrl = "%s/carriers/%s/orders".formatted(plain(baseUrl), segment(providerId));
        this.apiKey = apiKey;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Uni<Answer> reserve(Command command) {
        JsonObject body = terms(command)
                .put("linkIds", new JsonArray(command.route().linkIds()))
                .put("bandwidthBps", command.bandwidthBps());
        return command(command, to(command, "").PUT(BodyPublishers.ofString(body.encode())));
    }

    @Override
    public Uni<Answer> activate(Command command) {
        return command(command, post(command, ":activate", terms(command)));
    }

    @Override
    public Uni<Answer> modify(Command command) {
        return command(command, post(command, ":modify", terms(command).put("bandwidthBps", command.bandwidthBps())));
    }

    @Override
    public Uni<Answer> release(Command command) {
        return command(command, post(command, ":release", terms(command)));
    }

    @Override
    public Uni<Answer> readBack(Command command) {
        return call(to(command, "").GET(), bounds.answerBytes())
                .map(response -> answer(response, command))
                .onFailure()
                .recoverWithItem(HttpAdapter::unknown);
    }

    @Override
    public Uni<Map<String, Order>> list() {
        return call(request(ordersUrl).GET(), bounds.listBytes()).map(response -> {
            try {
                if (response.statusCode() != 200) {
                    throw new Trouble("The list of orders is answered with %d.".formatted(response.statusCode()));
                }
                return Reading.list(response.body());
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** The order API changes a living order wholly or not at all, and lets go of nothing before. */
    @Override
    public Uni<Optional<Outage>> modification() {
        return Uni.createFrom().item(Optional.of(Outage.HITLESS));
    }

    private Uni<Answer> command(Command command, HttpRequest.Builder request) {
        return call(request, bounds.answerBytes())
                .chain(response -> looksAgain(response)
                        ? readBack(command)
                        : Uni.createFrom().item(answer(response, command)))
                .onFailure()
                .recoverWithItem(HttpAdapter::unknown);
    }

    private Uni<HttpResponse<byte[]>> call(HttpRequest.Builder request, int maxBytes) {
        HttpRequest built = request.build();
        return guard.call(() -> client.sendAsync(built, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes))
                .thenCompose(HttpAdapter::answered));
    }

    /** An answer of the server's own trouble counts as none. */
    static CompletableFuture<HttpResponse<byte[]>> answered(HttpResponse<byte[]> response) {
        return response.statusCode() >= 500
                ? CompletableFuture.failedFuture(
                        new Trouble("The provider answered with %d".formatted(response.statusCode())))
                : CompletableFuture.completedFuture(response);
    }

    private static boolean looksAgain(HttpResponse<byte[]> response) {
        try {
            return Reading.looksAgain(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response, Command command) {
        try {
            return Reading.answer(response.statusCode(), response.body(), command);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Answer unknown(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.debugf("No answer that can be believed: %s", cause.toString());
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Answer.Unknown(said);
    }

    private HttpRequest.Builder post(Command command, String action, JsonObject body) {
        return to(command, action).POST(BodyPublishers.ofString(body.encode()));
    }

    private HttpRequest.Builder to(Command command, String action) {
        return request(ordersUrl + "/" + segment(command.legId()) + action);
    }

    private HttpRequest.Builder request(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(bounds.timeout())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
        apiKey.ifPresent(key -> request.header("X-Api-Key", key));
        return request;
    }

    private static JsonObject terms(Command command) {
        return new JsonObject()
                .put("revision", command.revision())
                .put("epoch", command.epoch())
                .put("notAfter", command.notAfterTime().toString());
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A URL from the configuration that could lead elsewhere than it says stops the start. */
    static String plain(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException(
                    "The provider URL (%s) must be http or https with a host, without user and query.".formatted(url));
        }
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Never follows a redirect: a provider does not decide where we send our key. */
    static HttpClient client(Duration connectTimeout, Executor executor) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor)
                .build();
    }
}
