package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.shipped.Scene.Holding;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * What must be true of one connection in the end.
 *
 * @param told the events of it but for drift, each with its revision
 * @param heldBps of each provider that carries it, and nothing anywhere else
 */
record Expected(List<String> told, Map<String, Long> heldBps) {
    private static final String WHATEVER = "...";
    /** Of a machine that has much else to do; it takes seconds. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    static Expected of(Map<String, Long> heldBps, String... told) {
        return new Expected(List.of(told), heldBps);
    }

    static Expected nothing(String... told) {
        return of(Map.of(), told);
    }

    /** So much of each of these providers. */
    static Map<String, Long> each(List<String> providerIds, long bandwidthBps) {
        return providerIds.stream().collect(Collectors.toMap(it -> it, _ -> bandwidthBps));
    }

    /** Nothing is held, whatever came before the news of it. */
    static Expected ended(String lastTold) {
        return last(Map.of(), lastTold);
    }

    /** So much is held, whatever came before the news of it. */
    static Expected last(Map<String, Long> heldBps, String lastTold) {
        return new Expected(List.of(WHATEVER, lastTold), heldBps);
    }

    private boolean matches(List<String> seen) {
        return told.getFirst().equals(WHATEVER)
                ? !seen.isEmpty() && seen.getLast().equals(told.getLast())
                : seen.equals(told);
    }

    /**
     * Waits until all of it is true at the same moment, and says of each connection that is not so how it is. News that come
     * before they are true end the test.
     */
    static void await(Scene scene, Bus bus, Map<Wanted, Expected> expected) {
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(400))
                .untilAsserted(
                        () -> assertThat(differences(scene, bus, expected)).isEmpty());
    }

    /** Waits until that is held, whatever was told: a repair is no news. */
    static void awaitHeld(Scene scene, Map<Wanted, Expected> expected) {
        Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(400)).untilAsserted(() -> {
            Map<String, List<Holding>> held =
                    scene.holdings().stream().collect(Collectors.groupingBy(Holding::connectionId));
            assertThat(expected)
                    .allSatisfy((wanted, want) -> assertThat(
                                    want.holds(held.getOrDefault(wanted.connectionId, List.of())))
                            .as("%s: wanted %s, and held %s", wanted.connectionId, want, held.get(wanted.connectionId))
                            .isTrue());
        });
    }

    private static List<String> differences(Scene scene, Bus bus, Map<Wanted, Expected> expected) throws Exception {
        Map<Wanted, List<String>> told = new LinkedHashMap<>();
        expected.keySet().forEach(wanted -> told.put(wanted, told(bus, wanted)));
        // Looked at after the news, so that these must be true already.
        Map<String, List<Holding>> held =
                scene.holdings().stream().collect(Collectors.groupingBy(Holding::connectionId));
        List<String> differences = new ArrayList<>();
        expected.forEach((wanted, want) -> {
            boolean asTold = want.matches(told.get(wanted));
            boolean asHeld = want.holds(held.getOrDefault(wanted.connectionId, List.of()));
            String seen = "%s: wanted %s, is told %s and held %s"
                    .formatted(wanted.connectionId, want, told.get(wanted), held.get(wanted.connectionId));
            if (asTold && !asHeld && saysWhatIsHeld(told.get(wanted).getLast())) {
                throw new IllegalStateException("Told before it is true: " + seen);
            }
            if (!asTold || !asHeld) {
                differences.add(seen);
            }
        });
        return differences;
    }

    /** Legs of a plan that failed, or that traffic has come back from, are released afterwards. */
    private static boolean saysWhatIsHeld(String told) {
        return !told.startsWith("FAILED") && !told.startsWith("ACTIVATED");
    }

    private boolean holds(List<Holding> held) {
        Map<String, Long> inService = new HashMap<>();
        held.stream()
                .filter(it -> it.state().equals("IN_SERVICE"))
                .forEach(it -> inService.put(it.providerId(), it.bandwidthBps()));
        return held.size() == heldBps.size() && inService.equals(heldBps);
    }

    /** Repairs, and the end of what was given up, may be told of at any time; they are no news of the plan. */
    private static List<String> told(Bus bus, Wanted wanted) {
        return bus.events(wanted.connectionId).stream()
                .filter(it -> !it.hasDriftFound() && !it.hasUnusedPlansReleased())
                .map(it -> it.getEventCase() + " " + it.getRevision())
                .toList();
    }
}
