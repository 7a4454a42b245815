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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed in the middle of connections over three carriers: each of them is stopped at a step of its own,
 * where so many carriers have done what they were told and nobody here has heard of it. Then one SIGKILL meets all of
 * them.
 */
class KillProcessTest {
    private static final long BPS = 100_000_000;
    private static final List<String> CARRIERS = List.of("atlas", "norrvane", Scene.REMOTE);
    private static final List<String> WITH_PEOPLE = List.of("atlas", Scene.REMOTE, Scene.BY_HAND);
    private static final Map<String, Long> ONCE = held(CARRIERS, BPS);
    private static final Map<String, Long> DOUBLE = held(CARRIERS, 2 * BPS);
    private static final String[] FIRST = {"ACTIVATED 1", "OLD_LEGS_RELEASED 1"};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Map<Wanted, Expected> expected = new LinkedHashMap<>();

    /** A connection, and the step at which it is stopped: so many carriers have carried out the call, the others not. */
    private record Step(Wanted wanted, Call call, int done) {
        List<Spot> spots() {
            return CARRIERS.stream()
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
    void killedAtAnyStepItGoesOnToWhatIsWanted() throws Exception {
        List<Step> steps = stopEachAtItsStep();
        scene.service.kill();
        scene.bench.thaw();
        scene.service.start();
        for (Step step : steps) {
            expected.put(step.wanted, goneOn(step));
        }
        Expected.await(scene, bus, expected);
        endAll(steps);
    }

    @Test
    void killedAtAnyStepAndCancelledWhileItIsDeadItReleasesAll() throws Exception {
        List<Step> steps = stopEachAtItsStep();
        scene.service.kill();
        scene.bench.thaw();
        assertThat(scene.holdings()).isNotEmpty();
        steps.forEach(step -> step.wanted.send(step.wanted.release()));
        scene.service.start();
        for (Step step : steps) {
            // What was underway may have come to be before anybody read that it is not wanted any more.
            expected.put(step.wanted, Expected.ended(step.call == Call.MODIFY ? "RELEASED 2" : "RELEASED 1"));
        }
        Expected.await(scene, bus, expected);
    }

    /** Connections wait for people; the service dies while they wait, and again. */
    @Test
    void waitsForPeopleThroughSigkillsAndIsCancelledAtAnyPoint() throws Exception {
        Map<String, Long> all = held(WITH_PEOPLE, BPS);
        Wanted patient = wait("patient");
        Wanted accepted = wait("accepted");
        Wanted refused = wait("refused");
        Wanted cancelled = wait("cancelled");
        Wanted cancelledWhileDead = wait("dead");
        Wanted cancelledAfterYes = wait("yes");
        Wanted cancelledAfterNo = wait("no");
        Wanted cancelledWhenActive = wait("active");
        List<Wanted> waiting = List.of(
                patient,
                accepted,
                refused,
                cancelled,
                cancelledWhileDead,
                cancelledAfterYes,
                cancelledAfterNo,
                cancelledWhenActive);
        for (Wanted wanted : waiting) {
            wanted.send(wanted.plan(BPS, links(WITH_PEOPLE)));
        }
        await().atMost(Expected.LONGEST).untilAsserted(() -> {
            for (Wanted wanted : waiting) {
                assertThat(holdings(wanted))
                        .extracting(Holding::providerId, Holding::state)
                        .hasSize(3)
                        .allMatch(it -> it.toList().get(1).equals("HELD"));
            }
        });
        assertThat(waiting).allMatch(it -> bus.told(it.connectionId).isEmpty());

        cancelled.send(cancelled.release());
        expected.put(cancelled, Expected.nothing("RELEASED 1"));
        Expected.await(scene, bus, expected);

        scene.service.kill();
        people(accepted, ":accept");
        people(refused, ":reject?reason=no%20ducts");
        people(cancelledAfterYes, ":accept");
        people(cancelledAfterNo, ":reject?reason=no%20ducts");
        for (Wanted each : List.of(cancelledWhileDead, cancelledAfterYes, cancelledAfterNo)) {
            each.send(each.release());
            expected.put(each, Expected.ended("RELEASED 1"));
        }
        expected.put(accepted, Expected.of(all, FIRST));
        expected.put(refused, Expected.nothing("FAILED 1"));
        scene.service.start();
        Expected.await(scene, bus, expected);
        var failed = bus.events(refused.connectionId).getFirst().getFailed();
        assertThat(failed.getProviderId()).isEqualTo(Scene.BY_HAND);
        assertThat(failed.getReason()).contains("no ducts");

        scene.service.kill();
        scene.service.start();
        // Its days pass, and nobody has to call.
        expected.put(patient, Expected.of(all, FIRST));
        expected.put(cancelledWhenActive, Expected.of(all, FIRST));
        Expected.await(scene, bus, expected);

        for (Wanted each : List.of(patient, accepted, refused, cancelledWhenActive)) {
            each.send(each.release());
            List<String> told = new ArrayList<>(expected.get(each).told());
            told.add("RELEASED 1");
            expected.put(each, new Expected(told, Map.of()));
        }
        Expected.await(scene, bus, expected);
    }

    private List<Step> stopEachAtItsStep() {
        List<Step> steps = new ArrayList<>();
        for (Call call : List.of(Call.RESERVE, Call.ACTIVATE, Call.READ, Call.MODIFY, Call.RELEASE)) {
            for (int done = 0; done <= CARRIERS.size(); done++) {
                steps.add(new Step(Wanted.connection("killed"), call, done));
            }
        }
        Map<Wanted, Expected> active = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step.afterActivation()) {
                step.wanted.send(step.wanted.plan(BPS, links(CARRIERS)));
                active.put(step.wanted, Expected.of(ONCE, FIRST));
            }
        }
        Expected.await(scene, bus, active);
        for (Step step : steps) {
            for (int i = 0; i < CARRIERS.size(); i++) {
                scene.bench.hold(
                        step.spots().get(i), i < step.done ? Treatment.HELD_AFTER : Treatment.HELD_BEFORE);
            }
            step.wanted.send(
                    step.call == Call.RELEASE
                            ? step.wanted.release()
                            : step.wanted.plan(step.call == Call.MODIFY ? 2 * BPS : BPS, links(CARRIERS)));
        }
        await().atMost(Expected.LONGEST).untilAsserted(() -> assertThat(steps.stream()
                        .flatMap(it -> it.spots().stream())
                        .filter(it -> !scene.bench.reached(it)))
                .isEmpty());
        return steps;
    }

    private static Expected goneOn(Step step) {
        return switch (step.call) {
            case RESERVE, ACTIVATE, READ -> Expected.of(ONCE, FIRST);
            case MODIFY -> Expected.of(DOUBLE, FIRST[0], FIRST[1], "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
            case RELEASE -> Expected.nothing(FIRST[0], FIRST[1], "RELEASED 1");
            case LIST -> throw new IllegalStateException("Nobody is stopped there.");
        };
    }

    private void endAll(List<Step> steps) {
        for (Step step : steps) {
            if (step.call == Call.RELEASE) {
                continue;
            }
            step.wanted.send(step.wanted.release());
            List<String> told = new ArrayList<>(expected.get(step.wanted).told());
            told.add(step.call == Call.MODIFY ? "RELEASED 2" : "RELEASED 1");
            expected.put(step.wanted, new Expected(told, Map.of()));
        }
        Expected.await(scene, bus, expected);
    }

    private static Wanted wait(String tenantId) {
        return Wanted.connection(tenantId);
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

    private static Map<String, String> links(List<String> providerIds) {
        Map<String, String> links = new LinkedHashMap<>();
        providerIds.forEach(it -> links.put(it, Scene.LINKS.get(it)));
        return links;
    }

    private static Map<String, Long> held(List<String> providerIds, long bps) {
        Map<String, Long> held = new LinkedHashMap<>();
        providerIds.forEach(it -> held.put(it, bps));
        return held;
    }
}
