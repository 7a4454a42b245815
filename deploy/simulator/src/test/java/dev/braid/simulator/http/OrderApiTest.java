package dev.braid.simulator.http;

import static dev.braid.simulator.http.Customer.LON_PAR;
import static dev.braid.simulator.http.Customer.orders;
import static dev.braid.simulator.http.Customer.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.simulator.http.Customer.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class OrderApiTest {

    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final long GBPS = 1_000_000_000L;

    @TestHTTPResource("/")
    URI base;

    private Customer customer;
    private String reference;

    @BeforeEach
    void chooseReference() {
        customer = new Customer(base);
        reference = "acme.orders.1." + RUNNING.incrementAndGet();
    }

    @Test
    void anOrderLivesFromReservationToRelease() {
        Answer held = customer.reserve(reference, LON_PAR, GBPS, 1);
        assertThat(held.status()).isEqualTo(201);
        assertThat(held.text("clientReference")).isEqualTo(reference);
        assertThat(held.text("state")).isEqualTo("HELD");
        assertThat(held.text("orderId")).isNotEmpty();

        assertThat(customer.activate(reference, 1).text("state")).isEqualTo("IN_SERVICE");
        assertThat(customer.modify(reference, 2 * GBPS, 2)
                        .body()
                        .path("bandwidthBps")
                        .asLong())
                .isEqualTo(2 * GBPS);
        assertThat(customer.order(reference).body().path("revision").asLong()).isEqualTo(2);
        assertThat(customer.get("/carriers/atlas/orders").body().path("orders").findValuesAsText("clientReference"))
                .contains(reference);

        assertThat(customer.release(reference, 2).text("state")).isEqualTo("CEASED");
        assertThat(customer.release(reference, 2).text("state")).isEqualTo("CEASED");
        assertThat(customer.order(reference).text("state")).isEqualTo("CEASED");
        assertThat(customer.get("/carriers/atlas/orders").body().path("orders").findValuesAsText("clientReference"))
                .doesNotContain(reference);
    }

    @Test
    void commandsOfAnEarlierEpochThanTheLatestSeenAreRefused() {
        customer.reserve(reference, LON_PAR, GBPS, 7);
        String later = "{\"revision\":1,\"epoch\":2,\"notAfter\":\"%s\"}".formatted(Customer.soon());
        String earlier = "{\"revision\":9,\"epoch\":1,\"notAfter\":\"%s\"}".formatted(Customer.soon());

        Answer taken = customer.send("POST", orders(reference) + ":activate", later);
        Answer delayed = customer.send("POST", orders(reference) + ":release", earlier);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().path("epoch").asLong()).isEqualTo(2);
        assertThat(delayed.status()).isEqualTo(409);
        assertThat(delayed.text("code")).isEqualTo("STALE_EPOCH");
        assertThat(customer.release(reference, 9).text("code")).isEqualTo("STALE_EPOCH");
        assertThat(customer.order(reference).text("state")).isEqualTo("IN_SERVICE");
    }

    @Test
    void theSameReservationAgainIsTheSameOrder() {
        Answer first = customer.reserve(reference, LON_PAR, GBPS, 1);
        Answer again = customer.reserve(reference, LON_PAR, GBPS, 1);
        Answer other = customer.reserve(reference, LON_PAR, GBPS + 1, 1);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("CONFLICT");
    }

    @Test
    void commandsThatAreOldOrLateAreRefused() {
        customer.reserve(reference, LON_PAR, GBPS, 3);

        Answer stale = customer.release(reference, 2);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("code")).isEqualTo("STALE_REVISION");

        Answer expired = customer.send(
                "POST",
                orders(reference) + ":release",
                "{\"revision\":3,\"notAfter\":\"%s\"}".formatted(Instant.now().minusSeconds(1)));
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.text("code")).isEqualTo("EXPIRED");
        assertThat(customer.order(reference).text("state")).isEqualTo("HELD");
    }

    @Test
    void theInventoryCountsBothDirections() {
        long there = ordered("atlas-dal-phx-1");
        long back = ordered("atlas-phx-dal-1");
        customer.reserve(reference, List.of("atlas-dal-phx-1"), 7 * GBPS, 1);

        assertThat(ordered("atlas-dal-phx-1")).isEqualTo(there + 7 * GBPS);
        assertThat(ordered("atlas-phx-dal-1")).isEqualTo(back + 7 * GBPS);
        customer.release(reference, 1);
        assertThat(ordered("atlas-dal-phx-1")).isEqualTo(there);
    }

    @Test
    void aThousandEqualReservationsAtOnceMakeOneOrder() throws Exception {
        List<Answer> answers = atOnce(1000, i -> customer.reserve(reference, List.of("atlas-cpt-jnb-1"), GBPS, 1));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(999);
        assertThat(answers.stream().map(answer -> answer.text("orderId")).distinct())
                .hasSize(1);
        assertThat(ordered("atlas-cpt-jnb-1")).isEqualTo(GBPS);
    }

    @Test
    void aLinkIsNeverSoldTwice() throws Exception {
        List<Answer> answers =
                atOnce(40, i -> customer.reserve(reference + "." + i, List.of("atlas-jnb-mtzls-1"), 20 * GBPS, 1));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 422)
                .hasSize(30)
                .allSatisfy(answer -> assertThat(answer.text("code")).isEqualTo("NO_CAPACITY"));
        assertThat(ordered("atlas-jnb-mtzls-1")).isEqualTo(200 * GBPS);
    }

    @Test
    void commandsOfOneOrderTakeEffectOneByOne() throws Exception {
        customer.reserve(reference, List.of("atlas-sea-slc-1"), GBPS, 1);
        List<Answer> answers = atOnce(
                60,
                i -> i % 2 == 0
                        ? customer.modify(reference, GBPS * (1 + i), 1)
                        : customer.send("POST", orders(reference) + ":activate", step(1)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(ordered("atlas-sea-slc-1"))
                .isEqualTo(customer.order(reference).body().path("bandwidthBps").asLong());
        customer.release(reference, 1);
        assertThat(ordered("atlas-sea-slc-1")).isZero();
    }

    private long ordered(String linkId) {
        return customer.get("/carriers/atlas/inventory").body().path(linkId).asLong();
    }

    private static List<Answer> atOnce(int count, IntFunction<Answer> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Callable<Answer>> calls = IntStream.range(0, count)
                    .<Callable<Answer>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
