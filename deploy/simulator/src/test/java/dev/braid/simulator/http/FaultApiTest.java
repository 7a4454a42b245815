package dev.braid.simulator.http;

import static dev.braid.simulator.http.Customer.LON_PAR;
import static dev.braid.simulator.http.Customer.orders;
import static dev.braid.simulator.http.Customer.reservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.simulator.http.Customer.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class FaultApiTest {

    private static final long MBPS = 1_000_000L;

    @TestHTTPResource("/")
    URI base;

    private Customer customer;

    @BeforeEach
    void connect() {
        customer = new Customer(base);
    }

    @AfterEach
    void mend() {
        customer.mend();
    }

    @Test
    void faultsAreShownUntilMended() {
        customer.faults("links/atlas-lon-par-1", "{\"extraLatencyUs\":30000}");
        customer.faults("links/atlas-par-fra-1", "{\"cut\":true,\"bothDirections\":false}");
        Answer shown = customer.faults("carriers/duneway", "{\"errorRate\":0.25,\"delayMs\":5}");

        assertThat(shown.body()).isEqualTo(customer.get("/faults").body());
        assertThat(shown.body().toString())
                .isEqualTo(
                        "{\"links\":{"
                                + "\"atlas-lon-par-1\":{\"extraLatencyUs\":30000,\"cut\":false},"
                                + "\"atlas-par-fra-1\":{\"extraLatencyUs\":0,\"cut\":true},"
                                + "\"atlas-par-lon-1\":{\"extraLatencyUs\":30000,\"cut\":false}},"
                                + "\"carriers\":{\"duneway\":"
                                + "{\"rejectNext\":0,\"errorRate\":0.25,\"delayMs\":5,\"frozen\":false,\"lie\":false,\"doubles\":false}}}");
        assertThat(customer.faults("links/atlas-lon-par-1", "{}")
                        .body()
                        .path("links")
                        .size())
                .isEqualTo(1);
        assertThat(customer.mend().body().toString()).isEqualTo("{\"links\":{},\"carriers\":{}}");
    }

    @Test
    void theNextReservationsAreRejectedAndThenNoMore() {
        customer.faults("carriers/atlas", "{\"rejectNext\":2}");

        assertThat(reserve("reject.1").text("code")).isEqualTo("REJECTED");
        assertThat(reserve("reject.1").status()).isEqualTo(422);
        assertThat(reserve("reject.1").status()).isEqualTo(201);
        assertThat(customer.get("/faults").body().path("carriers")).isEmpty();
    }

    @Test
    void someRequestsEndInAnErrorAndLeaveNothing() {
        customer.faults("carriers/atlas", "{\"errorRate\":0.5}");
        long errors = IntStream.range(0, 100)
                .filter(i -> customer.get("/carriers/atlas/orders").status() == 503)
                .count();
        assertThat(errors).isBetween(30L, 70L);

        customer.faults("carriers/atlas", "{\"errorRate\":1}");
        assertThat(reserve("error.1").status()).isEqualTo(503);
        customer.mend();
        assertThat(customer.order("error.1").status()).isEqualTo(404);
    }

    @Test
    void answersTakeLonger() {
        customer.faults("carriers/atlas", "{\"delayMs\":300}");
        long before = System.nanoTime();
        customer.get("/carriers/atlas/orders");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void aLiarAcknowledgesAndDoesNothing() {
        reserve("lie.1");
        customer.faults("carriers/atlas", "{\"lie\":true}");

        assertThat(customer.activate("lie.1", 1).text("state")).isEqualTo("IN_SERVICE");
        assertThat(customer.order("lie.1").text("state")).isEqualTo("HELD");
        assertThat(reserve("lie.2").status()).isEqualTo(201);
        assertThat(customer.order("lie.2").status()).isEqualTo(404);
    }

    @Test
    void aFrozenCarrierAnswersNobodyAndForgetsThoseWhoGaveUp() throws Exception {
        customer.faults("carriers/atlas", "{\"frozen\":true}");

        assertThatThrownBy(() -> customer.send(
                        "PUT",
                        orders("frozen.1"),
                        reservation(LON_PAR, "1000000", 1),
                        Customer.KEY,
                        Duration.ofMillis(400)))
                .hasCauseInstanceOf(HttpTimeoutException.class);
        CompletableFuture<Answer> patient = CompletableFuture.supplyAsync(() -> reserve("frozen.2"));
        TimeUnit.MILLISECONDS.sleep(300);
        assertThat(patient).isNotDone();
        assertThat(customer.get("/carriers/norrvane/orders").status()).isEqualTo(200);

        customer.mend();
        assertThat(patient.get(5, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(customer.order("frozen.1").status()).isEqualTo(404);
    }

    @Test
    void aCommandThatThawsTooLateIsRefused() throws Exception {
        customer.faults("carriers/atlas", "{\"frozen\":true}");
        String body = reservation(LON_PAR, "1000000", 1)
                .replaceAll(
                        "\"notAfter\":\".*\"",
                        "\"notAfter\":\"%s\"".formatted(java.time.Instant.now().plusMillis(200)));
        CompletableFuture<Answer> late =
                CompletableFuture.supplyAsync(() -> customer.send("PUT", orders("late.1"), body));
        TimeUnit.MILLISECONDS.sleep(400);
        customer.mend();

        assertThat(late.get(5, TimeUnit.SECONDS).status()).isEqualTo(410);
    }

    @Test
    void badFaultsAreRefused() {
        assertThat(customer.faults("links/no-such-link", "{}").status()).isEqualTo(404);
        assertThat(customer.faults("carriers/nobody", "{}").status()).isEqualTo(404);
        assertInvalid("links/atlas-lon-par-1", "{\"extraLatencyUs\":-1}", "extraLatencyUs");
        assertInvalid("links/atlas-lon-par-1", "{\"extraLatencyUs\":10000001}", "extraLatencyUs");
        assertInvalid("links/atlas-lon-par-1", "{\"cut\":\"yes\"}", "cut");
        assertInvalid("carriers/atlas", "{\"errorRate\":NaN}", "errorRate");
        assertInvalid("carriers/atlas", "{\"errorRate\":1.01}", "errorRate");
        assertInvalid("carriers/atlas", "{\"rejectNext\":2147483648}", "rejectNext");
        assertInvalid("carriers/atlas", "{\"froze\":true}", "froze");
        assertThat(customer.get("/faults").body().toString()).isEqualTo("{\"links\":{},\"carriers\":{}}");
    }

    private void assertInvalid(String path, String body, String field) {
        Answer answer = customer.faults(path, body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo(field);
    }

    private Answer reserve(String reference) {
        return customer.reserve(reference, LON_PAR, MBPS, 1);
    }
}
