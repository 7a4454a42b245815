package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.provisioning.shipped.Bench.Spot;
import dev.braid.provisioning.shipped.Scene.Holding;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call to a carrier fails in every way, over each protocol: a connection of three carriers for each cell of the
 * table, all of them at the same time. After each step the carriers hold exactly what is wanted, or nothing and the report
 * says why.
 */
class FailureMatrixProcessTest {
    private static final long BPS = 100_000_000;
    /** One for each protocol: the order API, LSO Sonata, and braid.adapter.v1. */
    private static final String ORDERS = "pacifane";

    private static final String SELLER = "duneway";
    private static final List<String> FAULTY = List.of(ORDERS, SELLER, Scene.REMOTE);

    private static final List<String> SOUND = List.of("atlas", "cordillon");
    private static final List<Call> COMMANDS =
            List.of(Call.RESERVE, Call.ACTIVATE, Call.MODIFY, Call.RELEASE, Call.READ);
    private static final List<Treatment> FAULTS = List.of(
            Treatment.TIME_OUT, Treatment.REFUSAL, Treatment.CRASH_BEFORE, Treatment.CRASH_AFTER, Treatment.LIE);
    private static final String STRANGER = "somebody.else.1.1";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);

    /** One cell of the table, and the connection that goes through it. */
    private record Cell(String faulty, Call call, Treatment fault, Wanted wanted) {
        static Cell of(String faulty, Call call, Treatment fault) {
            return new Cell(faulty, call, fault, Wanted.connection("matrix"));
        }

        Map<String, String> links() {
            Map<String, String> links = new LinkedHashMap<>();
            links.put(SOUND.getFirst(), Scene.link(SOUND.getFirst()));
            links.put(faulty, Scene.link(faulty));
            links.put(SOUND.getLast(), Scene.link(SOUND.getLast()));
            return links;
        }

        Map<String, Long> all(long bps) {
            Map<String, Long> all = new TreeMap<>();
            links().keySet().forEach(it -> all.put(it, bps));
            return all;
        }

        /** A no ends a plan; of a release or a look it is no answer. */
        boolean refusedAt(Call step) {
            return fault == Treatment.REFUSAL && call == step;
        }

        boolean refusedFirst() {
            return refusedAt(Call.QUALIFY)
                    || refusedAt(Call.QUOTE)
                    || refusedAt(Call.RESERVE)
                    || refusedAt(Call.ACTIVATE);
        }

        Expected first() {
            return refusedFirst()
                    ? Expected.nothing("FAILED 1")
                    : Expected.of(all(BPS), "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        }

        Expected changed() {
            if (refusedFirst()) {
                return Expected.of(all(2 * BPS), "FAILED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
            }
            return refusedAt(Call.MODIFY)
                    ? Expected.of(all(BPS), "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "FAILED 2")
                    : Expected.of(
                            all(2 * BPS), "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
        }

        Expected over() {
            List<String> told = new ArrayList<>(changed().told());
            told.add("RELEASED 2");
            return new Expected(told, Map.of());
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
    void whateverACallComesToTheCarriersHoldWhatIsWanted() throws Exception {
        List<Cell> cells = cells();
        for (String faulty : FAULTY) {
            scene.orderBesides(faulty, STRANGER, BPS);
            scene.bench.arrange(Spot.listOf(faulty), FAULTS);
        }

        Map<Wanted, Expected> expected = new LinkedHashMap<>();
        for (Cell cell : cells) {
            cell.wanted.send(cell.wanted.plan(BPS, cell.links()));
            expected.put(cell.wanted, cell.first());
        }
        Expected.await(scene, bus, expected);
        whoRefusedIsNamed(cells);

        for (Cell cell : cells) {
            cell.wanted.send(cell.wanted.plan(2 * BPS, cell.links()));
            expected.put(cell.wanted, cell.changed());
        }
        Expected.await(scene, bus, expected);
        whoRefusedIsNamed(cells);

        for (Cell cell : cells) {
            cell.wanted.send(cell.wanted.release());
            expected.put(cell.wanted, cell.over());
        }
        Expected.await(scene, bus, expected);

        whatRanElsewhereWasTold(cells);

        // Nothing of it was a test of nothing.
        await().atMost(Expected.LONGEST)
                .untilAsserted(() -> assertThat(scene.bench.untouched()).isEmpty());
        strangersAreToldOfAndLeftAlone();
    }

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String faulty : FAULTY) {
            for (Call call : COMMANDS) {
                for (Treatment fault : FAULTS) {
                    cells.add(Cell.of(faulty, call, fault));
                }
            }
            cells.add(Cell.of(faulty, Call.READ, Treatment.DENIAL));
        }
        for (Treatment fault : FAULTS) {
            cells.add(Cell.of(SELLER, Call.QUALIFY, fault));
            cells.add(Cell.of(SELLER, Call.QUOTE, fault));
        }
        cells.add(Cell.of(ORDERS, Call.READ, Treatment.ELSEWHERE));
        cells.add(Cell.of(Scene.REMOTE, Call.READ, Treatment.ELSEWHERE));
        for (Cell cell : cells) {
            int times = cell.fault == Treatment.CRASH_BEFORE ? 2 : 1;
            scene.bench.arrange(
                    new Spot(cell.wanted.connectionId, cell.faulty, cell.call), Collections.nCopies(times, cell.fault));
        }
        return cells;
    }

    private void whoRefusedIsNamed(List<Cell> cells) {
        for (Cell cell : cells) {
            bus.events(cell.wanted.connectionId).stream()
                    .filter(it -> it.hasFailed())
                    .forEach(it -> {
                        assertThat(it.getFailed().getProviderId()).isEqualTo(cell.faulty);
                        assertThat(it.getFailed().getReason()).contains("not today");
                    });
        }
    }

    private void whatRanElsewhereWasTold(List<Cell> cells) {
        for (Cell cell : cells) {
            if (cell.fault == Treatment.ELSEWHERE) {
                assertThat(bus.events(cell.wanted.connectionId))
                        .filteredOn(it -> it.hasDriftFound())
                        .anyMatch(it -> it.getDriftFound().getDifference().contains("links [another] and not"));
            }
        }
    }

    /** Orders that nobody here knows may be somebody's traffic; a list that fails or is empty changes nothing. */
    private static void strangersAreToldOfAndLeftAlone() throws Exception {
        // What was not bought through it, a seller's inventory does not show.
        for (String faulty : List.of("pacifane", Scene.REMOTE)) {
            await().atMost(Expected.LONGEST)
                    .untilAsserted(() -> assertThat(scene.service.metrics("braid_orphan_orders"))
                            .anyMatch(it -> it.contains("\"" + faulty + "\"") && it.endsWith(" 1.0")));
        }
        assertThat(scene.holdings().stream()
                        .filter(it -> it.reference().equals(STRANGER))
                        .map(Holding::providerId))
                .containsExactlyInAnyOrderElementsOf(FAULTY);
    }
}
