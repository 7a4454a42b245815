package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Caution;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Decision;
import dev.braid.provisioning.domain.Leg;
import dev.braid.provisioning.domain.LegState;
import dev.braid.provisioning.domain.Pace;
import dev.braid.provisioning.domain.Plan;
import dev.braid.provisioning.domain.Reply;
import dev.braid.provisioning.domain.Report;
import dev.braid.provisioning.domain.Rollout;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.domain.Wish;
import dev.braid.provisioning.support.ProvisioningStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An intent over three sellers, one of which works by hand. Provisioning dies in every step, between its commands and what
 * it hears of them, and the tenant cancels in every step.
 */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class SonataRolloutTest {
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
    private static final long BPS = 100_000_000;
    private static final String BY_HAND = "swiftglass";
    private static final int STEPS_UNTIL_ACTIVE = 8;
    private static final List<Route> ROUTES = List.of(
            new Route("atlas", List.of("atlas-dal-phx-1")),
            new Route("cordillon", List.of("cordillon-nyc-iad-1")),
            new Route(BY_HAND, List.of("swiftglass-nyc-iad-1")));
    private static final Caution NO_CAUTION = new Caution(Instant.EPOCH, Instant.EPOCH, _ -> false);
    private static final Pace PACE = new Pace(
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ZERO,
            new SplittableRandom(1));

    private final Map<String, SonataBuyer> buyers = new java.util.HashMap<>();
    private final List<Report> reports = new ArrayList<>();
    private SellerDesk customer;
    private Rollout stored;
    private Instant now = Instant.now();

    @BeforeEach
    void begin() {
        customer = new SellerDesk(simulator);
        ROUTES.forEach(it ->
                buyers.put(it.providerId(), SonataBuyer.of(simulator.url(), it.providerId(), Duration.ofSeconds(5))));
        stored = Rollout.unknown("acme.three" + RUNNING.incrementAndGet() + ".1")
                .accept(new Wish(1, 1, 1, Optional.of(new Plan(1, 1, BPS, ROUTES, 1, "USD")), false));
    }

    static IntStream steps() {
        return IntStream.range(0, STEPS_UNTIL_ACTIVE);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void isActiveInTheEndAlthoughProvisioningDiesInOneStep(int deadly) {
        for (int step = 0; step < STEPS_UNTIL_ACTIVE + 6; step++) {
            if (step == STEPS_UNTIL_ACTIVE / 2) {
                assertThat(reports).isEmpty();
                assertThat(states()).doesNotContain("IN_SERVICE");
                people();
            }
            turn(step == deadly);
        }
        assertThat(stored.active().map(Plan::revision)).contains(1L);
        assertThat(states()).containsExactly("IN_SERVICE", "IN_SERVICE", "IN_SERVICE");
        assertThat(reports)
                .hasAtLeastOneElementOfType(Report.Activated.class)
                .noneMatch(Report.Failed.class::isInstance);
        end();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void isCancelledAfterAnyStepAndNothingIsHeld(int last) {
        for (int step = 0; step < last; step++) {
            if (step == STEPS_UNTIL_ACTIVE / 2) {
                people();
            }
            // Every second one is a step whose answers nobody has heard.
            turn(step % 2 == 1);
        }
        end();
    }

    private void end() {
        stored = stored.accept(new Wish(2, 1, 1, Optional.empty(), true));
        for (int step = 0; step < 12 && !stored.legs().isEmpty(); step++) {
            turn(false);
        }
        turn(false);
        assertThat(stored.legs()).isEmpty();
        assertThat(reports).last().isInstanceOf(Report.Released.class);
        assertThat(states()).allMatch("CEASED"::equals);
    }

    private void turn(boolean dies) {
        Decision decision = stored.decide(true, now, PACE, NO_CAUTION);
        stored = decision.rollout();
        reports.addAll(decision.reports());
        List<Reply> replies = new ArrayList<>();
        for (Command command : decision.commands()) {
            replies.add(
                    new Reply(command, buyers.get(command.route().providerId()).ask(command)));
        }
        if (!dies) {
            Decision heard = stored.hear(replies, now, PACE, NO_CAUTION);
            stored = heard.rollout();
            reports.addAll(heard.reports());
        }
        now = now.plusSeconds(10);
    }

    private void people() {
        for (Leg leg : stored.legs()) {
            if (leg.route().providerId().equals(BY_HAND) && leg.state() != LegState.RELEASED) {
                JsonNode orders = customer.get(
                                "/carriers/swiftglass/mefApi/sonata/productOrderingManagement/v10/productOrder?projectId="
                                        + leg.legId())
                        .body();
                orders.forEach(it -> customer.send(
                        "POST", "/carriers/swiftglass/people/" + it.path("id").asText() + ":accept", ""));
            }
        }
    }

    /** What stands at the sellers' desks for this connection. */
    private List<String> states() {
        List<String> states = new ArrayList<>();
        for (int number = 1; number <= ROUTES.size(); number++) {
            String order = "/carriers/%s/orders/%s.%d"
                    .formatted(ROUTES.get(number - 1).providerId(), stored.connectionId(), number);
            JsonNode found = customer.get(order).body();
            if (found.hasNonNull("state")) {
                states.add(found.get("state").asText());
            }
        }
        return states;
    }
}
