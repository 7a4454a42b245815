package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.provisioning.shipped.Bench.Spot;
import dev.braid.provisioning.shipped.Scene.Remote;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * An adapter for each way to tell of changes wrongly, and a connection over three carriers through each, all at the same
 * time. What is told is a hint: it leads to a look and to nothing else, and what is kept from us the audit finds.
 */
class WatchFaultsProcessTest {
    private static final long BPS = 100_000_000;
    private static final List<Telling> FAULTS =
            Arrays.stream(Telling.values()).filter(Telling::offered).toList();
    private static final String[] FIRST = {"ACTIVATED 1", "OLD_LEGS_RELEASED 1"};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static final Map<Telling, BookAdapter> BOOKS = new LinkedHashMap<>();
    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);

    /** A connection whose second carrier is behind the adapter that tells in that way. */
    private record Cell(Telling fault, Wanted wanted) {
        private List<String> carriers() {
            return List.of("atlas", providerId(fault), "duneway");
        }

        Expected plan(long bps, String... told) {
            wanted.send(wanted.plan(bps, Scene.links(carriers())));
            return Expected.of(Expected.each(carriers(), bps), told);
        }

        /** The carrier changes its order by itself. */
        void change() {
            book().orders
                    .replaceAll(
                            (reference, order) -> Bench.connection(reference).equals(wanted.connectionId)
                                    ? order.toBuilder().setBandwidthBps(BPS / 2).build()
                                    : order);
        }

        private BookAdapter book() {
            return BOOKS.get(fault);
        }

        /** How often that carrier was told to do something. */
        int commands() {
            return Stream.of(Call.RESERVE, Call.ACTIVATE, Call.MODIFY, Call.RELEASE)
                    .mapToInt(it -> scene.bench.calls(new Spot(wanted.connectionId, providerId(fault), it)))
                    .sum();
        }
    }

    private static String providerId(Telling fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @BeforeAll
    static void open() throws Exception {
        Map<String, Remote> remotes = new HashMap<>();
        for (Telling fault : FAULTS) {
            BOOKS.put(fault, new BookAdapter(providerId(fault)));
            remotes.put(providerId(fault), new Remote(BOOKS.get(fault), fault));
        }
        scene = new Scene(folder, List.of("duneway"), remotes, Map.of("braid.provisioning.rollout.audit-period", "3s"));
    }

    @AfterAll
    static void close() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void whateverIsToldOfChangesTheCarriersHoldWhatIsWanted() throws Exception {
        List<Cell> cells = FAULTS.stream()
                .map(it -> new Cell(it, Wanted.connection("watched")))
                .toList();
        Map<Wanted, Expected> expected = new LinkedHashMap<>();
        cells.forEach(it -> expected.put(it.wanted, it.plan(BPS, FIRST)));
        Expected.await(scene, bus, expected);

        hintsLeadToNothingButLooks(cells);
        assertThat(cells).allMatch(it -> drifts(it).isEmpty());

        cells.forEach(Cell::change);
        await().atMost(Expected.LONGEST)
                .until(() -> cells.stream().noneMatch(it -> drifts(it).isEmpty()));
        Expected.awaitHeld(scene, expected);

        cells.forEach(it ->
                expected.put(it.wanted, it.plan(2 * BPS, FIRST[0], FIRST[1], "ACTIVATED 2", "OLD_LEGS_RELEASED 2")));
        Expected.await(scene, bus, expected);

        for (Cell cell : cells) {
            cell.wanted.send(cell.wanted.release());
            expected.put(
                    cell.wanted,
                    Expected.nothing(FIRST[0], FIRST[1], "ACTIVATED 2", "OLD_LEGS_RELEASED 2", "RELEASED 2"));
        }
        Expected.await(scene, bus, expected);
        assertThat(cells)
                .allSatisfy(cell -> assertThat(drifts(cell))
                        .singleElement()
                        .satisfies(it ->
                                assertThat(it.getDriftFound().getProviderId()).isEqualTo(providerId(cell.fault))));
    }

    private List<ProvisioningEvent> drifts(Cell cell) {
        return bus.events(cell.wanted.connectionId).stream()
                .filter(ProvisioningEvent::hasDriftFound)
                .toList();
    }

    private static void hintsLeadToNothingButLooks(List<Cell> cells) {
        List<Integer> before = cells.stream().map(Cell::commands).toList();
        Map<Telling, Double> taken = new HashMap<>();
        FAULTS.forEach(it -> taken.put(it, hints(it, "taken")));
        await().atMost(Expected.LONGEST).untilAsserted(() -> FAULTS.forEach(it -> inForce(it, taken.get(it))));
        assertThat(cells.stream().map(Cell::commands)).isEqualTo(before);
    }

    /** That the service has met the fault, and how. */
    private static void inForce(Telling fault, double takenBefore) {
        int opened = scene.bench.calls(Spot.of(providerId(fault), Call.WATCH));
        if (fault.stays()) {
            assertThat(opened).as("%s: opened", fault).isEqualTo(1);
            assertThat(metric("braid_provider_watching", fault, ""))
                    .as("%s: somebody listens", fault)
                    .isEqualTo(1);
        } else {
            assertThat(opened).as("%s: opened", fault).isGreaterThan(5);
        }
        switch (fault) {
            case LIE_UNCHANGED, CRASH_AFTER ->
                assertThat(hints(fault, "taken")).as("%s: taken", fault).isGreaterThan(takenBefore + 1);
            case LIE_OF_STRANGERS -> {
                assertThat(hints(fault, "unknown")).as("%s: unknown", fault).isPositive();
                assertThat(hints(fault, "nonsense")).as("%s: nonsense", fault).isPositive();
                assertThat(hints(fault, "taken")).as("%s: taken", fault).isZero();
            }
            case LIE_FLOOD ->
                assertThat(hints(fault, "dropped")).as("%s: dropped", fault).isPositive();
            case REFUSAL, TIME_OUT, CRASH_BEFORE ->
                assertThat(hints(fault, "")).as("%s: hints", fault).isZero();
            case NOT_OFFERED -> throw new IllegalStateException("That is no fault.");
        }
    }

    private static double hints(Telling fault, String outcome) {
        return metric("braid_provider_hints_total", fault, "outcome=\"" + outcome);
    }

    private static double metric(String name, Telling fault, String with) {
        try {
            return scene.service.metrics(name).stream()
                    .filter(it -> it.contains("provider=\"" + providerId(fault) + "\"") && it.contains(with))
                    .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
