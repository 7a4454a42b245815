package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.provisioning.v1.PlanFailed;
import dev.braid.provisioning.shipped.Bench.Spot;
import dev.braid.provisioning.shipped.Scene.Holding;
import dev.braid.provisioning.shipped.Scene.Remote;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * An adapter for each thing that may come of the question what it can do, and connections over three carriers through each:
 * nothing is ordered while nobody knows, and nothing counts as done at a number that nobody agreed on.
 */
class DescribeFaultsProcessTest {
    private static final long BPS = 100_000_000;
    private static final String NEIGHBOUR = "neighbour";
    /** As long as it lasts nobody knows. */
    private static final List<Treatment> SILENT = List.of(
            Treatment.TIME_OUT, Treatment.REFUSAL, Treatment.CRASH_BEFORE, Treatment.CRASH_AFTER, Treatment.LIE);
    /** It hands over and says that it does not. */
    private static final Treatment LIE_OF_ITSELF = Treatment.DENIAL;

    private static final Handoff OWN =
            Handoff.newBuilder().setInterconnectId("own").setVlanId(9).build();
    private static final String[] FIRST = {"ACTIVATED 1", "OLD_LEGS_RELEASED 1"};
    private static final String[] SECOND = {"ACTIVATED 2", "OLD_LEGS_RELEASED 2"};

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static final Map<String, BookAdapter> BOOKS = new HashMap<>();
    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Map<Wanted, Expected> expected = new LinkedHashMap<>();

    private static String providerId(Treatment fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A connection whose second carrier is behind the adapter with that fault. */
    private record Cell(Treatment fault, Wanted wanted) {
        List<String> carriers() {
            return List.of("atlas", providerId(fault), NEIGHBOUR);
        }

        void plan(long bps) {
            wanted.send(wanted.chained(bps, Scene.links(carriers())));
        }

        /** The order of a carrier that carries its traffic. */
        Order order(String carrier) {
            return BOOKS.get(carrier).orders.values().stream()
                    .filter(it -> Bench.connection(it.getReference()).equals(wanted.connectionId))
                    .filter(it -> it.getStanding() == OrderStanding.ORDER_STANDING_IN_SERVICE)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @BeforeAll
    static void open() throws Exception {
        Map<String, Remote> remotes = new HashMap<>();
        List<String> faulty = new ArrayList<>(
                SILENT.stream().map(DescribeFaultsProcessTest::providerId).toList());
        faulty.add(providerId(LIE_OF_ITSELF));
        faulty.add(NEIGHBOUR);
        for (String providerId : faulty) {
            BookAdapter book = new BookAdapter(providerId);
            book.unasked = OWN;
            BOOKS.put(providerId, book);
            remotes.put(providerId, new Remote(book, Telling.NOT_OFFERED));
        }
        scene = new Scene(folder, List.of(), remotes, Map.of());
    }

    @AfterAll
    static void close() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void whateverComesOfADescriptionTheCarriersHoldWhatIsWanted() throws Exception {
        List<Cell> kept = cells();
        List<Cell> cancelled = cells();
        Cell lied = new Cell(LIE_OF_ITSELF, Wanted.connection("described"));
        SILENT.forEach(it -> scene.bench.hold(spot(it), it));
        scene.bench.hold(spot(LIE_OF_ITSELF), LIE_OF_ITSELF);
        kept.forEach(it -> it.plan(BPS));
        cancelled.forEach(it -> it.plan(BPS));
        lied.plan(BPS);
        nothingIsOrderedWhileNobodyKnows(kept, cancelled);
        nothingIsDoneAtANumberThatNobodyAgreedOn(lied);

        cancelled.forEach(it -> {
            it.wanted.send(it.wanted.release());
            expected.put(it.wanted, Expected.nothing("RELEASED 1"));
        });
        // Else a release might come after all is known, and be one of what was activated.
        await().atMost(Expected.LONGEST)
                .untilAsserted(() -> assertThat(scene.holdings().stream().map(Holding::connectionId))
                        .doesNotContainAnyElementsOf(cancelled.stream()
                                .map(it -> it.wanted.connectionId)
                                .toList()));
        SILENT.forEach(it -> scene.bench.free(spot(it)));
        scene.bench.free(spot(LIE_OF_ITSELF));
        kept.forEach(it -> expected.put(it.wanted, Expected.of(Expected.each(it.carriers(), BPS), FIRST)));
        lied.plan(2 * BPS);
        expected.put(
                lied.wanted, Expected.of(Expected.each(lied.carriers(), 2 * BPS), "FAILED 1", SECOND[0], SECOND[1]));
        Expected.await(scene, bus, expected);

        kept.forEach(it -> {
            it.plan(2 * BPS);
            expected.put(
                    it.wanted,
                    Expected.of(Expected.each(it.carriers(), 2 * BPS), FIRST[0], FIRST[1], SECOND[0], SECOND[1]));
        });
        Expected.await(scene, bus, expected);
        kept.add(lied);
        kept.forEach(DescribeFaultsProcessTest::bothSidesHaveTheSameNumber);

        kept.forEach(it -> {
            List<String> told = new ArrayList<>(expected.get(it.wanted).told());
            told.add("RELEASED 2");
            it.wanted.send(it.wanted.release());
            expected.put(it.wanted, new Expected(told, Map.of()));
        });
        Expected.await(scene, bus, expected);
    }

    private static List<Cell> cells() {
        return new ArrayList<>(SILENT.stream()
                .map(it -> new Cell(it, Wanted.connection("described")))
                .toList());
    }

    private static Spot spot(Treatment fault) {
        return Spot.of(providerId(fault), Call.DESCRIBE);
    }

    private void nothingIsOrderedWhileNobodyKnows(List<Cell> kept, List<Cell> cancelled) {
        List<Cell> all = new ArrayList<>(kept);
        all.addAll(cancelled);
        await().atMost(Expected.LONGEST).untilAsserted(() -> {
            Map<String, List<String>> held = new HashMap<>();
            for (Holding holding : scene.holdings()) {
                held.computeIfAbsent(holding.connectionId(), _ -> new ArrayList<>())
                        .add(holding.providerId());
            }
            assertThat(all)
                    .allSatisfy(it ->
                            assertThat(held.get(it.wanted.connectionId)).containsExactlyInAnyOrder("atlas", NEIGHBOUR));
            // Asked in vain for both, and for one of them again.
            assertThat(SILENT).allSatisfy(it -> assertThat(inVain(it)).isGreaterThan(2));
        });
        assertThat(all).allSatisfy(it -> {
            assertThat(scene.bench.calls(new Spot(it.wanted.connectionId, providerId(it.fault), Call.RESERVE)))
                    .isZero();
            assertThat(bus.told(it.wanted.connectionId)).isEmpty();
        });
    }

    private static double inVain(Treatment fault) throws Exception {
        return scene.service.metrics("braid_provider_commands_seconds_count").stream()
                .filter(it -> it.contains("provider=\"" + providerId(fault) + "\"")
                        && it.contains("verb=\"RESERVE\"")
                        && it.contains("answer=\"Unknown\""))
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void nothingIsDoneAtANumberThatNobodyAgreedOn(Cell lied) {
        Expected.await(scene, bus, Map.of(lied.wanted, Expected.nothing("FAILED 1")));
        assertThat(scene.bench.calls(new Spot(lied.wanted.connectionId, providerId(lied.fault), Call.ACTIVATE)))
                .isZero();
        PlanFailed failed = bus.events(lied.wanted.connectionId).getFirst().getFailed();
        assertThat(failed.getProviderId()).isEqualTo(providerId(lied.fault));
        assertThat(failed.getReason()).contains("a_end own as 9 and not ", "z_end own as 9 and not ");
    }

    private static void bothSidesHaveTheSameNumber(Cell cell) {
        Order order = cell.order(providerId(cell.fault));
        assertThat(order.getAEnd().getInterconnectId()).isEqualTo("atlas-" + providerId(cell.fault));
        assertThat(order.getAEnd().getVlanId()).isPositive();
        assertThat(order.getZEnd().getVlanId()).isPositive();
        assertThat(order.getZEnd()).isEqualTo(cell.order(NEIGHBOUR).getAEnd());
    }
}
