package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.provisioning.shipped.Bench.Spot;
import dev.braid.provisioning.shipped.Scene.Holding;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed in the middle of connections over three carriers: each of them is stopped at a step of its own,
 * where so many carriers have done what they were told and nobody here has heard of it. Then one SIGKILL meets all of
 * them. Of two replicas one stands still in the same way, and the other takes over; what the first one had sent comes to
 * the carriers after that, and it goes on itself, as if no time had passed.
 */
class KillProcessTest {
    private static final long BPS = 100_000_000;
    private static final String SELLER = "duneway";
    private static final List<String> CARRIERS = List.of("atlas", SELLER, Scene.REMOTE);
    private static final Map<String, Long> ONCE = Expected.each(CARRIERS, BPS);
    private static final Map<String, Long> DOUBLE = Expected.each(CARRIERS, 2 * BPS);
    // What becomes of those that wait for people.
    private static final int ACCEPTED = 0;
    private static final int REFUSED = 1;
    private static final int CANCELLED = 2;
    private static final int CANCELLED_AFTER_YES = 3;
    private static final int CANCELLED_AFTER_NO = 4;
    private static final String[] FIRST = {"ACTIVATED 1", "OLD_LEGS_RELEASED 1"};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Map<Wanted, Expected> expected = new LinkedHashMap<>();

    /** A connection, and the step at which it is stopped: so many carriers have carried out the call, the others not. */
    private record Step(Wanted wanted, Call call, int done) {
        /** Only a seller of LSO Sonata is asked whether and for how much. */
        static List<String> asked(Call call) {
            return call == Call.QUALIFY || call == Call.QUOTE ? List.of(SELLER) : CARRIERS;
        }

        List<Spot> spots() {
            return asked(call).stream()
                    .map(it -> new Spot(wanted.connectionId, it, call))
                    .toList();
        }

        boolean afterActivation() {
            return call == Call.MODIFY || call == Call.RELEASE;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        scene = new Scene(folder);
    }

    @AfterAll
    static void close() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void killedOrStalledAtAnyStepItGoesOnOrIsCancelledAndWaitsForPeopleThroughAllOfIt() throws Exception {
        List<Wanted> waiting = waitForPeople();
        List<Step> goOn = stopEachAtItsStep(Treatment.HELD_BEFORE);
        scene.service.kill();
        scene.bench.thaw();
        decideWhileNobodyHears(waiting);
        scene.service.start();
        goOn.forEach(step -> expected.put(step.wanted, goneOn(step)));
        Expected.await(scene, bus, expected);
        var no = bus.events(waiting.get(REFUSED).connectionId).getFirst().getFailed();
        assertThat(no.getProviderId()).isEqualTo(Scene.BY_HAND);
        assertThat(no.getReason()).contains("no ducts");

        scene.replica.start();
        List<Step> cancelled = stopEachAtItsStep(Treatment.HELD_LATE);
        Wanted days = plan(Wanted.connection("days"), Scene.AFTER_DAYS);
        heldByAll(List.of(days));
        assertThat(claims(scene.service)).isPositive();
        scene.service.stall();
        scene.bench.thaw();
        for (Step step : cancelled) {
            step.wanted.send(step.wanted.release());
            // What was underway may have come to be before anybody read that it is not wanted any more.
            expected.put(step.wanted, Expected.ended(step.call == Call.MODIFY ? "RELEASED 2" : "RELEASED 1"));
        }
        expected.put(days, Expected.of(Expected.each(with(Scene.AFTER_DAYS), BPS), FIRST));
        Expected.await(scene, bus, expected);
        whatTheStalledOneHadSentChangesNothing();

        goOn.stream().filter(it -> it.call != Call.RELEASE).forEach(it -> end(it.wanted));
        end(days);
        end(waiting.get(ACCEPTED));
        end(waiting.get(REFUSED));
        Expected.await(scene, bus, expected);
    }

    private void whatTheStalledOneHadSentChangesNothing() throws Exception {
        scene.bench.letIn();
        List<String> late = await().atMost(Expected.LONGEST)
                .until(scene.bench::late, Optional::isPresent)
                .orElseThrow();
        assertThat(late)
                .as("what the carrier said to what came late")
                .anyMatch(it -> it.startsWith("RESERVE"))
                .anyMatch(it -> it.startsWith("ACTIVATE"))
                .allMatch(it -> it.startsWith("READ ") || it.contains(" 4"));
        scene.service.goOn();
        await().atMost(Expected.LONGEST).until(() -> claims(scene.service) == 0);
        Expected.await(scene, bus, expected);
    }

    /** How many connections it has in its hands. */
    private static long claims(ShippedService service) throws Exception {
        return service.metrics("braid_provisioning_claims").stream()
                .mapToLong(it -> (long) Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Of three carriers one works by hand: nothing is active, nobody is busy with it, and one is cancelled at once. */
    private List<Wanted> waitForPeople() throws Exception {
        List<Wanted> waiting = new ArrayList<>();
        for (int i = 0; i <= CANCELLED_AFTER_NO; i++) {
            waiting.add(plan(Wanted.connection("people"), Scene.BY_HAND));
        }
        Wanted cancelled = plan(Wanted.connection("people"), Scene.BY_HAND);
        heldByAll(waiting);
        heldByAll(List.of(cancelled));
        cancelled.send(cancelled.release());
        expected.put(cancelled, Expected.nothing("RELEASED 1"));
        Expected.await(scene, bus, expected);
        assertThat(waiting).allMatch(it -> bus.told(it.connectionId).isEmpty());
        return waiting;
    }

    private void decideWhileNobodyHears(List<Wanted> waiting) throws Exception {
        people(waiting.get(ACCEPTED), ":accept");
        people(waiting.get(REFUSED), ":reject?reason=no%20ducts");
        people(waiting.get(CANCELLED_AFTER_YES), ":accept");
        people(waiting.get(CANCELLED_AFTER_NO), ":reject?reason=no%20ducts");
        expected.put(waiting.get(ACCEPTED), Expected.of(Expected.each(with(Scene.BY_HAND), BPS), FIRST));
        expected.put(waiting.get(REFUSED), Expected.nothing("FAILED 1"));
        for (int i : List.of(CANCELLED, CANCELLED_AFTER_YES, CANCELLED_AFTER_NO)) {
            waiting.get(i).send(waiting.get(i).release());
            expected.put(waiting.get(i), Expected.ended("RELEASED 1"));
        }
    }

    private static Wanted plan(Wanted wanted, String byHand) {
        wanted.send(wanted.plan(BPS, Scene.links(with(byHand))));
        return wanted;
    }

    private static List<String> with(String byHand) {
        return List.of("atlas", Scene.REMOTE, byHand);
    }

    private static void heldByAll(List<Wanted> waiting) {
        await().atMost(Expected.LONGEST).untilAsserted(() -> {
            for (Wanted wanted : waiting) {
                assertThat(holdings(wanted)).extracting(Holding::state).containsExactly("HELD", "HELD", "HELD");
            }
        });
    }

    /** A call to the first carrier that it has not carried out is treated so. */
    private List<Step> stopEachAtItsStep(Treatment first) {
        List<Step> steps = new ArrayList<>();
        for (Call call :
                List.of(Call.QUALIFY, Call.QUOTE, Call.RESERVE, Call.ACTIVATE, Call.READ, Call.MODIFY, Call.RELEASE)) {
            for (int done = 0; done <= Step.asked(call).size(); done++) {
                steps.add(new Step(Wanted.connection("killed"), call, done));
            }
        }
        Map<Wanted, Expected> active = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step.afterActivation()) {
                step.wanted.send(step.wanted.plan(BPS, Scene.links(CARRIERS)));
                active.put(step.wanted, Expected.of(ONCE, FIRST));
            }
        }
        Expected.await(scene, bus, active);
        for (Step step : steps) {
            for (int i = 0; i < step.spots().size(); i++) {
                Spot spot = step.spots().get(i);
                Treatment before = spot.providerId().equals(CARRIERS.getFirst()) ? first : Treatment.HELD_BEFORE;
                scene.bench.hold(spot, i < step.done ? Treatment.HELD_AFTER : before);
            }
            step.wanted.send(
                    step.call == Call.RELEASE
                            ? step.wanted.release()
                            : step.wanted.plan(step.call == Call.MODIFY ? 2 * BPS : BPS, Scene.links(CARRIERS)));
        }
        await().atMost(Expected.LONGEST)
                .untilAsserted(() -> assertThat(steps.stream()
                                .flatMap(it -> it.spots().stream())
                                .filter(it -> !scene.bench.reached(it)))
                        .isEmpty());
        return steps;
    }

    private static Expected goneOn(Step step) {
        return switch (step.call) {
            case QUALIFY, QUOTE, RESERVE, ACTIVATE, READ -> Expected.of(ONCE, FIRST);
            case MODIFY -> Expected.of(DOUBLE, FIRST[0], FIRST[1], "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
            case RELEASE -> Expected.nothing(FIRST[0], FIRST[1], "RELEASED 1");
            case LIST, DESCRIBE, WATCH -> throw new IllegalStateException("Nobody is stopped there.");
        };
    }

    private void end(Wanted wanted) {
        List<String> told = new ArrayList<>(expected.get(wanted).told());
        wanted.send(wanted.release());
        told.add(told.contains("ACTIVATED 2") ? "RELEASED 2" : "RELEASED 1");
        expected.put(wanted, new Expected(told, Map.of()));
    }

    private static List<Holding> holdings(Wanted wanted) throws Exception {
        return scene.holdings().stream()
                .filter(it -> it.connectionId().equals(wanted.connectionId))
                .toList();
    }

    /** Somebody of the carrier decides. */
    private static void people(Wanted wanted, String decision) throws Exception {
        String reference = holdings(wanted).stream()
                .filter(it -> it.providerId().equals(Scene.BY_HAND))
                .map(Holding::reference)
                .findFirst()
                .orElseThrow();
        String seller = "/carriers/" + Scene.BY_HAND;
        HttpResponse<String> orders = scene.simulator.send(
                "GET",
                seller + "/mefApi/sonata/productOrderingManagement/v10/productOrder?externalId=" + reference,
                "");
        String id = ((JsonObject) new JsonArray(orders.body()).getValue(0)).getString("id");
        HttpResponse<String> said = scene.simulator.send("POST", seller + "/people/" + id + decision, "");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
    }
}
