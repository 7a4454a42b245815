package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.shipped.Scene.Holding;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    /** Nothing is held, whatever came before the news of it. */
    static Expected ended(String lastTold) {
        return new Expected(List.of(WHATEVER, lastTold), Map.of());
    }

    private boolean matches(List<String> seen) {
        return told.getFirst().equals(WHATEVER)
                ? !seen.isEmpty() && seen.getLast().equals(told.getLast())
                : seen.equals(told);
    }

    /** Waits until all of it is true at the same moment; says of each connection that is not so how it is. */
    static void await(Scene scene, Bus bus, Map<Wanted, Expected> expected) {
        long start = System.nanoTime();
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(400))
                .untilAsserted(() -> assertThat(differences(scene, bus, expected)).isEmpty());
        System.out.println("STAGE ms " + (System.nanoTime() - start) / 1000000);
    }

    private static List<String> differences(Scene scene, Bus bus, Map<Wanted, Expected> expected)
            throws IOException, InterruptedException {
        Map<String, List<Holding>> held =
                scene.holdings().stream().collect(Collectors.groupingBy(Holding::connectionId));
        List<String> differences = new ArrayList<>();
        expected.forEach((wanted, want) -> {
            List<String> told = told(bus, wanted);
            TreeSet<String> wantedOrders = new TreeSet<>();
            want.heldBps.forEach((providerId, bps) -> wantedOrders.add(providerId + " IN_SERVICE " + bps));
            List<String> orders = held.getOrDefault(wanted.connectionId, List.of()).stream()
                    .map(it -> "%s %s %d".formatted(it.providerId(), it.state(), it.bandwidthBps()))
                    .sorted()
                    .toList();
            if (!want.matches(told) || !orders.equals(List.copyOf(wantedOrders))) {
                differences.add("%s: wanted %s %s, is %s %s"
                        .formatted(wanted.connectionId, want.told, wantedOrders, told, orders));
            }
        });
        return differences;
    }

    /** Repairs may be told of at any time; they are no news of the plan. */
    private static List<String> told(Bus bus, Wanted wanted) {
        return bus.events(wanted.connectionId).stream()
                .filter(it -> !it.hasDriftFound())
                .map(it -> it.getEventCase() + " " + it.getRevision())
                .toList();
    }
}
