package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.PlanFailed;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.provisioning.shipped.Bench.Spot;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections move from three carriers to three others, by the order API, LSO Sonata and braid.adapter.v1 each: while any
 * call fails in any way, and through a SIGKILL at any step. In the end all of the new path is held and nothing of the old
 * one, or the reverse, and then the report says why.
 */
class MoveProcessTest {
    private static final long BPS = 50_000_000;
    private static final List<String> OLD = List.of("atlas", "duneway", Scene.REMOTE);
    private static final List<String> NEW = List.of("cordillon", "pacifane", Scene.DISTANT);
    private static final String LOSER = NEW.getFirst();
    /** In LSO Sonata what is in service is not activated again. */
    private static final List<String> ACTIVATED_AGAIN = List.of("atlas", Scene.REMOTE);

    private static final List<Call> STEPS = List.of(Call.RESERVE, Call.ACTIVATE, Call.READ, Call.RELEASE);
    private static final List<Treatment> FAULTS = List.of(
            Treatment.TIME_OUT, Treatment.REFUSAL, Treatment.CRASH_BEFORE, Treatment.CRASH_AFTER, Treatment.LIE);
    private static final String[] FIRST = {"ACTIVATED 1", "OLD_LEGS_RELEASED 1"};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);

    @BeforeAll
    static void open() throws Exception {
        scene = new Scene(folder, List.of("duneway", "pacifane"));
    }

    @AfterAll
    static void close() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    /** The carriers that are called at that step of a move. */
    private static List<String> called(Call step) {
        return step == Call.RELEASE ? OLD : NEW;
    }

    private record Fault(Wanted wanted, String faulty, Call step, Treatment treatment) {
        boolean endsTheMove() {
            return treatment == Treatment.REFUSAL && (step == Call.RESERVE || step == Call.ACTIVATE);
        }

        Expected end() {
            return endsTheMove() ? Expected.of(Expected.each(OLD, BPS), FIRST[0], FIRST[1], "FAILED 2") : moved();
        }
    }

    @Test
    void whateverACallComesToTheOldPathIsHeldOrTheNewOne() {
        List<Fault> faults = new ArrayList<>();
        for (Call step : STEPS) {
            for (String faulty : called(step)) {
                for (Treatment treatment : FAULTS) {
                    faults.add(new Fault(Wanted.connection("moves"), faulty, step, treatment));
                }
            }
        }
        activeOnTheOldPath(faults.stream().map(Fault::wanted).toList());

        Map<Wanted, Expected> expected = new LinkedHashMap<>();
        for (Fault fault : faults) {
            int times = fault.treatment == Treatment.CRASH_BEFORE ? 2 : 1;
            Spot spot = new Spot(fault.wanted.connectionId, fault.faulty, fault.step);
            scene.bench.arrange(spot, Collections.nCopies(times, fault.treatment));
            fault.wanted.send(fault.wanted.plan(BPS, Scene.links(NEW)));
            expected.put(fault.wanted, fault.end());
        }
        Expected.await(scene, bus, expected);

        assertThat(scene.bench.untouched()).isEmpty();
        for (Fault fault : faults) {
            bus.events(fault.wanted.connectionId).stream()
                    .filter(it -> it.hasFailed())
                    .forEach(it -> {
                        assertThat(it.getFailed().getProviderId()).isEqualTo(fault.faulty);
                        assertThat(it.getFailed().getReason()).contains("not today");
                    });
        }
        releaseAll(expected);
    }

    /** So many of the carriers have carried out the step when the kill comes, and nobody here has heard of it. */
    private record Stop(Wanted wanted, Call step, int done) {
        List<Spot> spots() {
            return called(step).stream()
                    .map(it -> new Spot(wanted.connectionId, it, step))
                    .toList();
        }
    }

    @Test
    void killedAtAnyStepItMovesOrGoesBack() throws Exception {
        List<Stop> goOn = stopEachAtItsStep();
        List<Stop> turnBack = stopEachAtItsStep();
        List<Wanted> returning = stopEachInItsReturn();
        scene.service.kill();
        scene.bench.thaw();
        Map<Wanted, Expected> expected = new LinkedHashMap<>();
        goOn.forEach(it -> expected.put(it.wanted, moved()));
        for (Stop stop : turnBack) {
            stop.wanted.send(stop.wanted.plan(BPS, Scene.links(OLD)));
            expected.put(stop.wanted, Expected.last(Expected.each(OLD, BPS), "OLD_LEGS_RELEASED 3"));
        }
        for (Wanted wanted : returning) {
            expected.put(
                    wanted,
                    Expected.of(Expected.each(OLD, BPS), FIRST[0], FIRST[1], "ACTIVATED 2", "FAILED 2", "ACTIVATED 1"));
        }
        scene.service.start();

        Expected.await(scene, bus, expected);
        returning.forEach(it -> assertThat(bus.events(it.connectionId))
                .filteredOn(ProvisioningEvent::hasFailed)
                .singleElement()
                .extracting(ProvisioningEvent::getFailed)
                .returns(LOSER, PlanFailed::getProviderId)
                .returns(1L, PlanFailed::getReturnedRevision));
        releaseAll(expected);
    }

    /**
     * A new leg is lost in the soak, and the old ones are to carry again: so many of their carriers have been told, and done
     * it, when the kill comes.
     */
    private List<Wanted> stopEachInItsReturn() {
        List<Wanted> all = OLD.stream().map(_ -> Wanted.connection("moves")).toList();
        activeOnTheOldPath(all);
        List<Spot> spots = new ArrayList<>();
        for (Wanted wanted : all) {
            // It is seen in service, and when it is looked at again it is gone.
            scene.bench.arrange(
                    new Spot(wanted.connectionId, LOSER, Call.READ), List.of(Treatment.PASS, Treatment.DENIAL));
            int done = all.indexOf(wanted);
            for (int i = 0; i < ACTIVATED_AGAIN.size(); i++) {
                Spot spot = new Spot(wanted.connectionId, ACTIVATED_AGAIN.get(i), Call.ACTIVATE);
                scene.bench.hold(spot, i < done ? Treatment.HELD_AFTER : Treatment.HELD_BEFORE);
                spots.add(spot);
            }
            wanted.send(wanted.plan(BPS, Scene.links(NEW)));
        }
        awaitReached(spots);
        return all;
    }

    private static void awaitReached(List<Spot> spots) {
        await().atMost(Expected.LONGEST)
                .untilAsserted(() -> assertThat(spots.stream().filter(it -> !scene.bench.reached(it)))
                        .isEmpty());
    }

    private List<Stop> stopEachAtItsStep() {
        List<Stop> stops = new ArrayList<>();
        for (Call step : STEPS) {
            for (int done = 0; done <= OLD.size(); done++) {
                stops.add(new Stop(Wanted.connection("moves"), step, done));
            }
        }
        activeOnTheOldPath(stops.stream().map(Stop::wanted).toList());
        for (Stop stop : stops) {
            for (int i = 0; i < OLD.size(); i++) {
                scene.bench.hold(stop.spots().get(i), i < stop.done ? Treatment.HELD_AFTER : Treatment.HELD_BEFORE);
            }
            stop.wanted.send(stop.wanted.plan(BPS, Scene.links(NEW)));
        }
        awaitReached(stops.stream().flatMap(it -> it.spots().stream()).toList());
        return stops;
    }

    private void activeOnTheOldPath(List<Wanted> all) {
        Map<Wanted, Expected> active = new LinkedHashMap<>();
        for (Wanted wanted : all) {
            wanted.send(wanted.plan(BPS, Scene.links(OLD)));
            active.put(wanted, Expected.of(Expected.each(OLD, BPS), FIRST));
        }
        Expected.await(scene, bus, active);
    }

    private static Expected moved() {
        return Expected.of(Expected.each(NEW, BPS), FIRST[0], FIRST[1], "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
    }

    private void releaseAll(Map<Wanted, Expected> all) {
        all.replaceAll((wanted, end) -> {
            wanted.send(wanted.release());
            return Expected.ended("RELEASED " + (end.told().getLast().endsWith("3") ? 3 : 2));
        });
        Expected.await(scene, bus, all);
    }
}
