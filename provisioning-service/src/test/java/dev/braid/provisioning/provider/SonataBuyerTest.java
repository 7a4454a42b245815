package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.braid.embedded.FreePort;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.provider.sonata.SonataListener;
import dev.braid.provisioning.support.ProvisioningStack;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Provisioning's buyer and this seller know nothing of each other but the published API. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class SonataBuyerTest {
    @TempDir
    static Path folder;

    private static SimulatorProcess simulator;

    @BeforeAll
    static void startSimulator() throws IOException, InterruptedException {
        assumeTrue(Files.exists(SimulatorProcess.JAR), "The simulator is not built: " + SimulatorProcess.JAR);
        simulator = new SimulatorProcess(folder);
    }

    @AfterAll
    static void stopSimulator() {
        if (simulator != null) {
            simulator.close();
        }
    }

    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final long GBPS = 1_000_000_000L;
    private static final List<String> PATH = List.of("atlas-lon-par-1", "atlas-par-fra-1");
    private static final List<String> BY_HAND = List.of("swiftglass-nyc-chi-1");

    @Inject
    MeterRegistry meters;

    private SellerDesk customer;
    private SonataBuyer atlas;
    private SonataBuyer swiftglass;
    private String leg;

    @BeforeEach
    void connect() {
        customer = new SellerDesk(simulator);
        atlas = SonataBuyer.of(simulator.url(), "atlas", Duration.ofSeconds(5));
        swiftglass = SonataBuyer.of(simulator.url(), "swiftglass", Duration.ofSeconds(5));
        leg = "acme.sonata.1." + RUNNING.incrementAndGet();
    }

    @AfterEach
    void mend() {
        customer.mend();
    }

    @Test
    void aLegLivesFromTheQualificationToTheDisconnection() {
        assertThat(atlas.ask(Verb.READ_BACK, leg, PATH, GBPS)).isEqualTo(new Answer.Missing());
        is(atlas.ask(Verb.RESERVE, leg, PATH, GBPS), Standing.HELD, GBPS, "inProgress");
        assertThat(desk("atlas")).isEqualTo("HELD");
        is(atlas.ask(Verb.ACTIVATE, leg, PATH, GBPS), Standing.IN_SERVICE, GBPS, "active");
        is(atlas.ask(Verb.MODIFY, leg, PATH, 3 * GBPS), Standing.IN_SERVICE, 3 * GBPS, "active");
        is(atlas.ask(Verb.READ_BACK, leg, PATH, 3 * GBPS), Standing.IN_SERVICE, 3 * GBPS, "active");
        assertThat(desk("atlas")).isEqualTo("IN_SERVICE");
        is(atlas.ask(Verb.RELEASE, leg, PATH, 3 * GBPS), Standing.CEASED, GBPS, "terminated");
        is(atlas.ask(Verb.READ_BACK, leg, PATH, 3 * GBPS), Standing.CEASED, GBPS, "terminated");
        is(atlas.ask(Verb.RESERVE, leg, PATH, GBPS), Standing.CEASED, GBPS, "terminated");
        assertThat(desk("atlas")).isEqualTo("CEASED");
    }

    @Test
    void theSameCommandsAgainHaveNoFurtherEffect() {
        Answer held = atlas.ask(Verb.RESERVE, leg, PATH, GBPS);
        assertThat(atlas.ask(Verb.RESERVE, leg, PATH, GBPS)).isEqualTo(held);
        assertThat(orders("atlas")).isEqualTo(1);
        Answer active = atlas.ask(Verb.ACTIVATE, leg, PATH, GBPS);
        assertThat(atlas.ask(Verb.ACTIVATE, leg, PATH, GBPS)).isEqualTo(active);
        Answer changed = atlas.ask(Verb.MODIFY, leg, PATH, 2 * GBPS);
        assertThat(atlas.ask(Verb.MODIFY, leg, PATH, 2 * GBPS)).isEqualTo(changed);
        assertThat(orders("atlas")).isEqualTo(2);
        Answer over = atlas.ask(Verb.RELEASE, leg, PATH, 2 * GBPS);
        assertThat(atlas.ask(Verb.RELEASE, leg, PATH, 2 * GBPS)).isEqualTo(over);
        assertThat(orders("atlas")).isEqualTo(3);
    }

    @Test
    void manyAtOnceOrderOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> buyers = Collections.nCopies(8, () -> atlas.ask(Verb.RESERVE, leg, PATH, GBPS));
            for (Future<Answer> answer : threads.invokeAll(buyers)) {
                assertThat(answer.get()).isInstanceOfAny(Answer.Done.class, Answer.Unknown.class);
            }
        }
        assertThat(orders("atlas")).isEqualTo(1);
        is(atlas.ask(Verb.RESERVE, leg, PATH, GBPS), Standing.HELD, GBPS, "inProgress");
    }

    @Test
    void whatDoesNotFitIsRefusedInTheWordsOfTheSellerAndNothingIsOrdered() {
        assertThat(atlas.ask(Verb.RESERVE, leg, PATH, 900_000 * GBPS))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, it -> assertThat(it.reason()).contains("bit/s free"));
        assertThat(atlas.ask(Verb.RESERVE, leg, BY_HAND, GBPS))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, it -> assertThat(it.reason()).contains("has no link"));
        assertThat(orders("atlas")).isZero();
    }

    @Test
    void anOrderThatIsRejectedAfterItWasAcknowledgedIsRefused() {
        customer.faults("carriers/atlas", "{\"rejectNext\":1}");
        assertThat(atlas.ask(Verb.RESERVE, leg, PATH, GBPS))
                .isEqualTo(new Answer.Refused(
                        "REJECTED", "rejected: REJECTED: atlas rejects order %s on request.".formatted(leg)));
        is(
                atlas.ask(Verb.READ_BACK, leg, PATH, GBPS),
                Standing.CEASED,
                GBPS,
                "rejected: REJECTED: atlas rejects order %s on request.".formatted(leg));
        is(atlas.ask(Verb.RELEASE, leg, PATH, GBPS), Standing.CEASED, GBPS, null);
    }

    @Test
    void aChangeThatDoesNotFitLeavesWhatIsThere() {
        atlas.ask(Verb.RESERVE, leg, PATH, GBPS);
        assertThat(atlas.ask(Verb.MODIFY, leg, PATH, 2 * GBPS)).isInstanceOf(Answer.Refused.class);
        atlas.ask(Verb.ACTIVATE, leg, PATH, GBPS);
        assertThat(atlas.ask(Verb.MODIFY, leg, PATH, 900_000 * GBPS))
                .isInstanceOfSatisfying(
                        Answer.Refused.class, it -> assertThat(it.reason()).contains("NO_CAPACITY"));
        is(atlas.ask(Verb.READ_BACK, leg, PATH, GBPS), Standing.IN_SERVICE, GBPS, "active");
        atlas.ask(Verb.RELEASE, leg, PATH, GBPS);
    }

    @ParameterizedTest
    @CsvSource({
        "frozen, RESERVE", "frozen, ACTIVATE", "frozen, MODIFY", "frozen, RELEASE", "frozen, READ_BACK",
        "errorRate, RESERVE", "errorRate, ACTIVATE", "errorRate, MODIFY", "errorRate, RELEASE", "errorRate, READ_BACK",
        "lie, RESERVE", "lie, ACTIVATE", "lie, MODIFY", "lie, RELEASE"
    })
    void aSellerThatMisbehavesRefusesNothingAndIsFoundOut(String fault, Verb verb) {
        SonataBuyer hasty = SonataBuyer.of(simulator.url(), "atlas", Duration.ofMillis(600));
        long before = verb == Verb.MODIFY ? 2 * GBPS : GBPS;
        if (verb != Verb.RESERVE) {
            atlas.ask(Verb.RESERVE, leg, PATH, before);
        }
        if (verb == Verb.MODIFY || verb == Verb.RELEASE) {
            atlas.ask(Verb.ACTIVATE, leg, PATH, before);
        }
        String value = fault.equals("errorRate") ? "1" : "true";
        customer.faults("carriers/atlas", "{\"%s\":%s}".formatted(fault, value));
        Answer answer = hasty.ask(verb, leg, PATH, GBPS);
        if (fault.equals("lie")) {
            assertThat(answer).isNotInstanceOf(Answer.Refused.class);
            if (answer instanceof Answer.Done(var order)) {
                assertThat(order.standing()).isEqualTo(verb == Verb.ACTIVATE ? Standing.HELD : Standing.IN_SERVICE);
                assertThat(order.bandwidthBps()).isEqualTo(before);
            }
        } else {
            assertThat(answer).isInstanceOf(Answer.Unknown.class);
        }
        customer.mend();
        Answer.Done after = (Answer.Done) atlas.ask(verb, leg, PATH, GBPS);
        assertThat(after.order().standing())
                .isEqualTo(
                        switch (verb) {
                            case RESERVE, READ_BACK -> Standing.HELD;
                            case ACTIVATE, MODIFY -> Standing.IN_SERVICE;
                            case RELEASE -> Standing.CEASED;
                        });
        assertThat(after.order().bandwidthBps()).isEqualTo(GBPS);
        assertThat(customer.get(addition("atlas")).body()).hasSize(1);
        atlas.ask(Verb.RELEASE, leg, PATH, GBPS);
    }

    @Test
    void peopleAreWaitedForAndSayYes() {
        Order pending = is(swiftglass.ask(Verb.RESERVE, leg, BY_HAND, GBPS), Standing.PENDING, GBPS, "acknowledged");
        assertThat(pending.pendingOn().orElseThrow().reason()).contains(pending.orderId(), "acknowledged");
        assertThat(pending.pendingOn().orElseThrow().expireTime().orElseThrow())
                .isAfter(Instant.now().plusSeconds(600));
        is(swiftglass.ask(Verb.ACTIVATE, leg, BY_HAND, GBPS), Standing.PENDING, GBPS, "acknowledged");
        people(pending.orderId() + ":accept");
        is(swiftglass.ask(Verb.READ_BACK, leg, BY_HAND, GBPS), Standing.HELD, GBPS, "inProgress");
        is(swiftglass.ask(Verb.ACTIVATE, leg, BY_HAND, GBPS), Standing.IN_SERVICE, GBPS, "active");

        Order changing = is(
                swiftglass.ask(Verb.MODIFY, leg, BY_HAND, 2 * GBPS), Standing.IN_SERVICE, GBPS, "active.pendingChange");
        assertThat(changing.pendingOn()).isPresent();
        assertThat(swiftglass.ask(Verb.MODIFY, leg, BY_HAND, 2 * GBPS)).isEqualTo(new Answer.Done(changing));
        is(swiftglass.ask(Verb.MODIFY, leg, BY_HAND, GBPS), Standing.IN_SERVICE, GBPS, "active");
        swiftglass.ask(Verb.MODIFY, leg, BY_HAND, 2 * GBPS);
        people(lastOrder("swiftglass") + ":accept");
        is(swiftglass.ask(Verb.MODIFY, leg, BY_HAND, 2 * GBPS), Standing.IN_SERVICE, 2 * GBPS, "active");
        is(swiftglass.ask(Verb.RELEASE, leg, BY_HAND, GBPS), Standing.CEASED, GBPS, "terminated");
    }

    @Test
    void whatPeopleDecideIsHeardOfWithoutAsking() throws InterruptedException {
        int port = FreePort.find();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (SonataListener listener =
                SonataListener.open(meters, SonataBuyer.listening(port)).orElseThrow()) {
            SonataBuyer listening =
                    SonataBuyer.of(simulator.url(), "swiftglass", Duration.ofSeconds(5), Optional.of(listener));
            Cancellable watch = listening.adapter().changes().subscribe().with(told::add);
            // Until the seller knows that we listen.
            for (int i = 0; told.isEmpty(); i++) {
                assertThat(i).isLessThan(100);
                swiftglass.ask(Verb.RESERVE, leg + "." + i, BY_HAND, GBPS);
                swiftglass.ask(Verb.RELEASE, leg + "." + i, BY_HAND, GBPS);
            }
            Order pending = is(swiftglass.ask(Verb.RESERVE, leg, BY_HAND, GBPS), Standing.PENDING, GBPS, null);
            awaitTold(told, leg);
            told.clear();

            people(pending.orderId() + ":accept");

            awaitTold(told, leg);
            is(swiftglass.ask(Verb.READ_BACK, leg, BY_HAND, GBPS), Standing.HELD, GBPS, "inProgress");
            watch.cancel();
            swiftglass.ask(Verb.RELEASE, leg, BY_HAND, GBPS);
        }
    }

    /** Others may be told of before. */
    private static void awaitTold(BlockingQueue<String> told, String leg) throws InterruptedException {
        String next = "";
        while (!leg.equals(next)) {
            next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
        }
    }

    @Test
    void peopleSayNoInTheirWords() {
        Order pending = is(swiftglass.ask(Verb.RESERVE, leg, BY_HAND, GBPS), Standing.PENDING, GBPS, null);
        people(pending.orderId() + ":reject?reason=no+duct");
        is(swiftglass.ask(Verb.READ_BACK, leg, BY_HAND, GBPS), Standing.CEASED, GBPS, "rejected: no duct");
        assertThat(swiftglass.ask(Verb.RESERVE, leg, BY_HAND, GBPS))
                .isEqualTo(new Answer.Refused("REJECTED", "rejected: no duct"));
        assertThat(desk("swiftglass")).isEqualTo("CEASED");
    }

    @Test
    void anOrderThatWaitsIsCancelled() {
        swiftglass.ask(Verb.RESERVE, leg, BY_HAND, GBPS);
        assertThat(desk("swiftglass")).isEqualTo("HELD");
        is(swiftglass.ask(Verb.RELEASE, leg, BY_HAND, GBPS), Standing.CEASED, GBPS, "cancelled: Not wanted any more");
        assertThat(desk("swiftglass")).isEqualTo("CEASED");
    }

    @Test
    void anOrderThatSomebodyElseEndsIsSeenToBeOver() {
        atlas.ask(Verb.RESERVE, leg, PATH, GBPS);
        atlas.ask(Verb.ACTIVATE, leg, PATH, GBPS);
        customer.release("atlas", leg);
        is(atlas.ask(Verb.READ_BACK, leg, PATH, GBPS), Standing.CEASED, GBPS, "terminated");
    }

    @Test
    void anOrderOverOtherLinksIsNeverUsedAndComesToAnEndAllTheSame() {
        List<String> elsewhere = List.of("atlas-dal-phx-1");
        for (Verb last : List.of(Verb.RESERVE, Verb.ACTIVATE)) {
            String own = leg + "." + last;
            atlas.ask(Verb.RESERVE, own, elsewhere, GBPS);
            atlas.ask(last, own, elsewhere, GBPS);
            for (Verb verb : List.of(Verb.RESERVE, Verb.ACTIVATE, Verb.MODIFY, Verb.READ_BACK)) {
                assertThat(atlas.ask(verb, own, PATH, GBPS))
                        .as(verb.name())
                        .isEqualTo(new Answer.Unknown("The order runs over %s.".formatted(elsewhere)));
            }
            Standing standing = last == Verb.RESERVE ? Standing.HELD : Standing.IN_SERVICE;
            is(atlas.ask(Verb.READ_BACK, own, elsewhere, GBPS), standing, GBPS, null);
            customer.faults("carriers/atlas", "{\"lie\":true}");
            if (atlas.ask(Verb.RELEASE, own, PATH, GBPS) instanceof Answer.Done(var there)) {
                assertThat(there.standing()).isEqualTo(standing);
                assertThat(there.astray()).contains("links %s and not %s".formatted(elsewhere, PATH));
            } else {
                assertThat(last).as("what only a disconnection ends").isEqualTo(Verb.ACTIVATE);
            }
            customer.mend();
            is(atlas.ask(Verb.RELEASE, own, PATH, GBPS), Standing.CEASED, GBPS, null);
            is(atlas.ask(Verb.READ_BACK, own, PATH, GBPS), Standing.CEASED, GBPS, null);
            assertThat(customer.get("/carriers/atlas/orders/" + own).text("state"))
                    .isEqualTo("CEASED");
        }
    }

    @Test
    void allThatLivesIsListed() {
        atlas.ask(Verb.RESERVE, leg, PATH, GBPS);
        assertThat(atlas.adapter().list().await().atMost(Duration.ofSeconds(20)))
                .hasEntrySatisfying(leg, it -> {
                    assertThat(it.standing()).isEqualTo(Standing.HELD);
                    assertThat(it.bandwidthBps()).isEqualTo(GBPS);
                });
        atlas.ask(Verb.RELEASE, leg, PATH, GBPS);
        assertThat(atlas.adapter().list().await().atMost(Duration.ofSeconds(20)))
                .doesNotContainKey(leg);
    }

    private static Order is(Answer answer, Standing standing, long bandwidthBps, String words) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        Order order = ((Answer.Done) answer).order();
        assertThat(tuple(order.standing(), order.bandwidthBps())).isEqualTo(tuple(standing, bandwidthBps));
        if (words != null) {
            assertThat(order.providerState()).isEqualTo(words);
        }
        return order;
    }

    private String desk(String providerId) {
        return customer.get("/carriers/%s/orders/%s".formatted(providerId, leg)).text("state");
    }

    private int orders(String providerId) {
        return customer.get(ordering(providerId) + "?projectId=" + leg).body().size();
    }

    private String addition(String providerId) {
        return ordering(providerId) + "?externalId=" + leg;
    }

    private String lastOrder(String providerId) {
        var orders = customer.get(ordering(providerId) + "?projectId=" + leg).body();
        return orders.get(orders.size() - 1).path("id").asText();
    }

    private void people(String decision) {
        assertThat(customer.send("POST", "/carriers/swiftglass/people/" + decision, "")
                        .status())
                .isEqualTo(200);
    }

    private static String ordering(String providerId) {
        return "/carriers/%s/mefApi/sonata/productOrderingManagement/v10/productOrder".formatted(providerId);
    }
}
