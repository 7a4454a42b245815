package dev.braid.path.scenario;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.Leg;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays provisioning and its providers, as far as can be seen from its reports: of each connection it hears the records
 * in their order and is heard in its order, each as late as the test likes; what a provider refuses is left to chance.
 */
public final class PlayedProvisioning {
    private final Random random;
    private final double refusalShare;
    private final TreeMap<String, Connection> connections = new TreeMap<>();
    private int refusals;
    private int returns;

    public PlayedProvisioning(Random random, double refusalShare) {
        this.random = random;
        this.refusalShare = refusalShare;
    }

    private static final class Connection {
        final Deque<PathRecord> records = new ArrayDeque<>();
        final Deque<ProvisioningReport> reports = new ArrayDeque<>();
        PathRecord heard;
        Optional<Plan> active = Optional.empty();
        /** The plan before, while the active one soaks. */
        Optional<Plan> before = Optional.empty();
        /** That failed in its soak, until the older one is told to carry traffic again. */
        Optional<Plan> left = Optional.empty();

        OptionalLong releaseOwed = OptionalLong.empty();
        final Set<Plan> held = new HashSet<>();
        boolean reserved;
        long highestRevision;
        long refusedRevision;
        long cleanRevision;
        long unusedRevision;
        long sequence;

        Optional<Plan> desired() {
            return heard.plan()
                    .filter(plan -> plan.revision() != refusedRevision)
                    .or(() -> active);
        }

        boolean isReady() {
            return heard != null
                    && desired().filter(plan -> reserved || isActive(plan)).isPresent();
        }

        boolean isActive(Plan plan) {
            return active.filter(it -> it.revision() == plan.revision()).isPresent();
        }

        void report(long revision, Outcome outcome) {
            sequence++;
            reports.add(new ProvisioningReport(heard.connectionId(), revision, sequence, outcome));
        }
    }

    /** Puts what was decided on its way. */
    public void send(Decision decision) {
        if (decision instanceof Decision.Changed(var records)) {
            records.forEach(record -> connections
                    .computeIfAbsent(record.connectionId(), _ -> new Connection())
                    .records
                    .add(record));
        }
    }

    /** The next record of some connection arrives. */
    public void hear() {
        pick().ifPresent(PlayedProvisioning::hear);
    }

    /** Some connection gets one step further. */
    public void work() {
        pick().ifPresent(this::work);
    }

    /** The next report on some connection arrives. */
    public void deliver(Scenario scenario) {
        pick().ifPresent(connection -> deliver(connection, scenario));
    }

    /** Everything arrives and is answered, until nothing is left to do. */
    public void settle(Scenario scenario) {
        for (int round = 0; round < 1_000; round++) {
            boolean busy = false;
            for (Connection connection : connections.values()) {
                busy |= hear(connection) | work(connection) | deliver(connection, scenario);
            }
            if (!busy) {
                return;
            }
        }
        throw new AssertionError("It does not come to rest.");
    }

    /** The plan that carries the connection's traffic. */
    public Optional<Plan> active(String connectionId) {
        return connections.get(connectionId).active;
    }

    /** Every plan of which providers hold something. */
    public Map<String, Set<Plan>> held() {
        Map<String, Set<Plan>> held = new TreeMap<>();
        connections.forEach((id, connection) -> held.put(id, Set.copyOf(connection.held)));
        return held;
    }

    /** How many plans were lost in their soak. */
    public int returns() {
        return returns;
    }

    /** How many plans were refused. */
    public int refusals() {
        return refusals;
    }

    private Optional<Connection> pick() {
        Collection<Connection> all = connections.values();
        return all.isEmpty()
                ? Optional.empty()
                : all.stream().skip(random.nextInt(all.size())).findFirst();
    }

    private static boolean hear(Connection connection) {
        PathRecord record = connection.records.poll();
        if (record == null) {
            return false;
        }
        boolean samePlan = connection.heard != null
                && record.plan()
                        .map(Plan::revision)
                        .equals(connection.heard.plan().map(Plan::revision));
        connection.reserved &= samePlan;
        if (connection.heard != null && !samePlan) {
            connection
                    .heard
                    .plan()
                    .filter(plan -> !connection.isActive(plan))
                    .ifPresent(plan -> connection.unusedRevision = plan.revision());
        }
        connection.heard = record;
        connection.highestRevision = Math.max(connection.highestRevision, record.lastRevision());
        if (record.plan().isEmpty()) {
            connection.active = Optional.empty();
            connection.unusedRevision = 0;
            connection.before = Optional.empty();
            connection.left = Optional.empty();
            if (record.phase() == Phase.RELEASING) {
                connection.releaseOwed = OptionalLong.of(connection.highestRevision);
            }
        }
        return true;
    }

    private boolean work(Connection connection) {
        if (connection.heard == null) {
            return false;
        }
        Optional<Plan> next = connection.desired().filter(plan -> !connection.isActive(plan));
        boolean releases = connection.releaseOwed.isPresent() && (next.isEmpty() || random.nextInt(3) == 0);
        if (releases) {
            long owed = connection.releaseOwed.getAsLong();
            connection.held.removeIf(plan -> plan.revision() <= owed);
            connection.report(owed, new Outcome.Released());
            connection.releaseOwed = OptionalLong.empty();
            return true;
        }
        if (connection.left.isPresent()) {
            connection.held.remove(connection.left.get());
            connection.left = Optional.empty();
            connection.report(connection.active.orElseThrow().revision(), new Outcome.Activated());
            return true;
        }
        if (connection.before.isPresent() && random.nextDouble() < refusalShare) {
            goBack(connection);
            return true;
        }
        boolean unused = connection.unusedRevision > 0 && connection.releaseOwed.isEmpty();
        if (unused && random.nextInt(3) == 0 || next.isPresent() && !build(connection, next.get())) {
            if (unused) {
                letGoOfUnused(connection);
            }
            return unused;
        }
        if (next.isPresent()) {
            return true;
        }
        Optional<Plan> unclean = connection.active.filter(plan -> plan.revision() > connection.cleanRevision);
        unclean.ifPresent(plan -> {
            connection.cleanRevision = plan.revision();
            connection.before = Optional.empty();
            connection.unusedRevision = 0;
            connection.held.removeIf(held -> held.revision() < plan.revision());
            connection.report(plan.revision(), new Outcome.OldLegsReleased());
        });
        return unclean.isPresent();
    }

    private static void letGoOfUnused(Connection connection) {
        Set<Long> kept = Stream.of(connection.active, connection.before, connection.left, connection.desired())
                .flatMap(Optional::stream)
                .map(Plan::revision)
                .collect(Collectors.toSet());
        connection.held.removeIf(plan -> !kept.contains(plan.revision()));
        connection.report(connection.unusedRevision, new Outcome.UnusedPlansReleased(kept));
        connection.unusedRevision = 0;
    }

    /** A leg of the active plan is lost, and the legs before it are taken into use again. */
    private void goBack(Connection connection) {
        Plan failed = connection.active.orElseThrow();
        Plan before = connection.before.orElseThrow();
        Leg leg = failed.legs().get(random.nextInt(failed.legs().size()));
        if (connection.heard.plan().filter(failed::equals).isPresent()) {
            connection.refusedRevision = failed.revision();
        }
        connection.active = Optional.of(before);
        connection.before = Optional.empty();
        connection.left = Optional.of(failed);
        returns++;
        connection.report(
                failed.revision(), new Outcome.Failed(leg.providerId(), leg.linkIds(), "lost", before.revision()));
    }

    /** What a connection carries already is found in place; all else a provider may refuse. */
    private boolean build(Connection connection, Plan plan) {
        boolean inPlace = connection
                .active
                .filter(active ->
                        active.linkIds().equals(plan.linkIds()) && active.bandwidthBps() == plan.bandwidthBps())
                .isPresent();
        if (!inPlace && connection.reserved && connection.active.isEmpty() && !isGateOpen(connection)) {
            return false;
        }
        if (!inPlace && random.nextDouble() < refusalShare) {
            Leg leg = plan.legs().get(random.nextInt(plan.legs().size()));
            refusals++;
            connection.refusedRevision = plan.revision();
            connection.report(plan.revision(), new Outcome.Failed(leg.providerId(), leg.linkIds(), "NO_CAPACITY"));
        } else if (!inPlace && !connection.reserved) {
            connection.reserved = true;
            connection.held.add(plan);
        } else {
            boolean newLegs = connection
                    .active
                    .filter(active -> active.linkIds().equals(plan.linkIds()))
                    .isEmpty();
            connection.before = newLegs ? connection.active : connection.before;
            connection.active = Optional.of(plan);
            connection.releaseOwed = OptionalLong.empty();
            connection.held.add(plan);
            connection.report(plan.revision(), new Outcome.Activated());
        }
        return true;
    }

    /** All connections of an intent are held before the first of them carries traffic. */
    private boolean isGateOpen(Connection connection) {
        long ready = connections.values().stream()
                .filter(it -> it.heard != null && it.heard.intentKey().equals(connection.heard.intentKey()))
                .filter(Connection::isReady)
                .count();
        return ready >= connection.heard.intentConnectionCount();
    }

    private boolean deliver(Connection connection, Scenario scenario) {
        ProvisioningReport report = connection.reports.poll();
        if (report == null) {
            return false;
        }
        send(scenario.report(report));
        return true;
    }
}
