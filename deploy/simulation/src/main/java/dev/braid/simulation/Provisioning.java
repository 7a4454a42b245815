package dev.braid.simulation;

import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** provisioning-service and its providers, as far as can be seen from its reports: each step takes its time. */
final class Provisioning {
    private static final long LEAST_STEP_US = 50_000;
    private static final long MOST_STEP_US = 3 * Defaults.SECOND_US;

    private final EventQueue queue;
    private final RandomGenerator random;
    private final Topic<ProvisioningReport> reports;
    private final double refusalShare;
    private final long honestFromUs;
    private final Runnable afterStep;
    private final Map<String, Order> orders = new TreeMap<>();

    /** @param honestFromUs from when on nothing is refused any more */
    Provisioning(
            EventQueue queue,
            RandomGenerator random,
            Topics topics,
            double refusalShare,
            long honestFromUs,
            Runnable afterStep) {
        this.queue = queue;
        this.random = random;
        this.reports = topics.reports();
        this.refusalShare = refusalShare;
        this.honestFromUs = honestFromUs;
        this.afterStep = afterStep;
        topics.paths().subscribe(new Uptime(), message -> hear(message.value()));
    }

    /** Every plan of which providers hold something, by connection. */
    Map<String, Set<Plan>> held() {
        Map<String, Set<Plan>> held = new TreeMap<>();
        orders.forEach((id, order) -> held.put(id, order.held()));
        return held;
    }

    /** The plan that carries the connection's traffic. */
    Optional<Plan> active(String connectionId) {
        return Optional.ofNullable(orders.get(connectionId)).flatMap(Order::active);
    }

    private void hear(PathRecord record) {
        Order order = orders.computeIfAbsent(record.connectionId(), _ -> new Order(random));
        if (order.hear(record)) {
            plan(record.connectionId(), order);
            wakeSiblings(order);
        }
    }

    private void plan(String connectionId, Order order) {
        if (order.wake()) {
            queue.in(random.nextLong(LEAST_STEP_US, MOST_STEP_US), () -> step(connectionId, order));
        }
    }

    private void step(String connectionId, Order order) {
        order.slept();
        double share = queue.nowUs() < honestFromUs ? refusalShare : 0;
        boolean busy = order.work(share, isGateOpen(order));
        order.takeReports().forEach(reports::send);
        if (busy) {
            plan(connectionId, order);
            wakeSiblings(order);
            afterStep.run();
        }
    }

    private void wakeSiblings(Order order) {
        orders.forEach((id, other) -> {
            if (other != order && other.intentKey().equals(order.intentKey())) {
                plan(id, other);
            }
        });
    }

    /** All connections of an intent are held before the first of them carries traffic. */
    private boolean isGateOpen(Order order) {
        long ready = orders.values().stream()
                .filter(other -> other.intentKey().equals(order.intentKey()))
                .filter(Order::isReady)
                .count();
        return ready >= order.intentConnectionCount();
    }
}
