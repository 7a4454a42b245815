package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.provider.sonata.SonataAdapter;
import dev.braid.provisioning.provider.sonata.SonataSettings;
import dev.braid.provisioning.support.ProvisioningStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A seller that takes connections and gives no answer, or never comes to the end of one. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class SonataSilenceTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);
    /** Without a bound of ours nothing would ever come. */
    private static final Duration FOR_EVER = Duration.ofSeconds(30);

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";

    @Inject
    SonataSettings settings;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore ended = new Semaphore(0);
    private ServerSocket seller;

    private enum Manner {
        SILENT,
        TRICKLING
    }

    @BeforeEach
    void open() throws IOException {
        seller = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        seller.close();
        client.shutdownNow();
    }

    /** As the service sends it: whoever is silent loses the connection too. */
    @ParameterizedTest
    @EnumSource
    void silenceEndsWithinTheBoundsOfTheProvider(Manner manner) throws InterruptedException {
        serve(manner);
        TestBounds bounds = new TestBounds(TIMEOUT);
        CallGuard guard = new CallGuard("atlas", bounds);
        SonataAdapter adapter = adapter(request -> guard.call(
                () -> client.sendAsync(request.get(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), 1 << 20))));

        for (Verb verb : Verb.values()) {
            assertThat(ask(adapter, verb)).as(verb.name()).isInstanceOf(Answer.Unknown.class);
        }
        assertThatThrownBy(() -> adapter.list().await().atMost(FOR_EVER))
                .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class);
        assertThat(ended.tryAcquire(Verb.values().length + 1, FOR_EVER.toSeconds(), TimeUnit.SECONDS))
                .as("every connection was given up")
                .isTrue();
    }

    /** Whatever carries the requests out. */
    @ParameterizedTest
    @EnumSource
    void theAdapterWaitsForNobodyLongerThanItWasTold(Manner manner) {
        serve(manner);
        SonataAdapter adapter = adapter(request ->
                Uni.createFrom().completionStage(() -> client.sendAsync(request.get(), BodyHandlers.ofByteArray())));

        assertThat(ask(adapter, Verb.READ_BACK)).isInstanceOf(Answer.Unknown.class);
        assertThatThrownBy(() -> adapter.list().await().atMost(FOR_EVER))
                .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class);
    }

    private SonataAdapter adapter(Function<Supplier<HttpRequest>, Uni<HttpResponse<byte[]>>> exchange) {
        return new SonataAdapter(
                exchange, "http://127.0.0.1:" + seller.getLocalPort(), Optional.empty(), TIMEOUT, settings);
    }

    private static Answer ask(SonataAdapter adapter, Verb verb) {
        return adapter.carryOut(new Command(
                        verb,
                        "acme.web.1.1",
                        new Route("atlas", List.of("link")),
                        1,
                        1,
                        Instant.now().plusSeconds(60)))
                .await()
                .atMost(FOR_EVER);
    }

    private void serve(Manner manner) {
        Thread.ofVirtual().start(() -> {
            while (!seller.isClosed()) {
                try {
                    Socket buyer = seller.accept();
                    Thread.ofVirtual().start(() -> serve(buyer, manner));
                } catch (IOException over) {
                    return;
                }
            }
        });
    }

    private void serve(Socket buyer, Manner manner) {
        try (buyer) {
            switch (manner) {
                case SILENT -> buyer.getInputStream().transferTo(OutputStream.nullOutputStream());
                case TRICKLING -> trickle(buyer.getOutputStream());
            }
        } catch (IOException gone) {
            // The buyer has hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.release();
        }
    }

    private static void trickle(OutputStream answer) throws IOException, InterruptedException {
        answer.write(HEAD.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            answer.write(' ');
            answer.flush();
            Thread.sleep(20);
        }
    }
}
