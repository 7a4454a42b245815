package dev.braid.simulation;

import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.Signal.ProvisioningReport;
import dev.braid.path.domain.route.Leg;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What provisioning holds of one connection, and what it does next about it. */
final class Order {
    private final RandomGenerator random;
    private final Set<Plan> held = new LinkedHashSet<>();
    private final List<ProvisioningReport> reports = new ArrayList<>();
    private PathRecord heard;
    private Optional<Plan> active = Optional.empty();
    /** The plan before, while the active one soaks. */
    private Optional<Plan> before = Optional.empty();
    /** That failed in its soak, until the older one is told to carry traffic again. */
    private Optional<Plan> left = Optional.empty();

    private OptionalLong releaseOwed = OptionalLong.empty();
    private boolean reserved;
    private boolean awake;
    private long highestRevision;
    private long refusedRevision;
    private long cleanRevision;
    private long unusedRevision;
    private long sequence;

    Order(RandomGenerator random) {
        this.random = random;
    }

    Optional<Plan> active() {
        return active;
    }

    Set<Plan> held() {
        return held;
    }

    String intentKey() {
        return heard.intentKey();
    }

    int intentConnectionCount() {
        return heard.intentConnectionCount();
    }

    /** Whether nobody woke it yet. */
    boolean wake() {
        boolean slept = !awake;
        awake = true;
        return slept;
    }

    void slept() {
        awake = false;
    }

    List<ProvisioningReport> takeReports() {
        List<ProvisioningReport> taken = List.copyOf(reports);
        reports.clear();
        return taken;
    }

    boolean isReady() {
        return desired().filter(plan -> reserved || isActive(plan)).isPresent();
    }

    /** Takes a newer record; whether it is one. */
    boolean hear(PathRecord record) {
        if (heard != null && heard.sequence() >= record.sequence()) {
            return false;
        }
        boolean samePlan = heard != null
                && record.plan().map(Plan::revision).equals(heard.plan().map(Plan::revision));
        reserved &= samePlan;
        if (heard != null && !samePlan) {
            heard.plan().filter(plan -> !isActive(plan)).ifPresent(plan -> unusedRevision = plan.revision());
        }
        heard = record;
        highestRevision = Math.max(highestRevision, record.lastRevision());
        if (record.plan().isEmpty()) {
            active = Optional.empty();
            before = Optional.empty();
            left = Optional.empty();
            unusedRevision = 0;
            if (record.phase() == Phase.RELEASING) {
                releaseOwed = OptionalLong.of(highestRevision);
            }
        }
        return true;
    }

    /** Gets one step further; whether there was one to do. */
    boolean work(double refusalShare, boolean gateOpen) {
        Optional<Plan> next = desired().filter(plan -> !isActive(plan));
        if (releaseOwed.isPresent() && (next.isEmpty() || random.nextInt(3) == 0)) {
            long owed = releaseOwed.getAsLong();
            held.removeIf(plan -> plan.revision() <= owed);
            report(owed, new Outcome.Released());
            releaseOwed = OptionalLong.empty();
            return true;
        }
        if (left.isPresent()) {
            held.remove(left.get());
            left = Optional.empty();
            report(active.orElseThrow().revision(), new Outcome.Activated());
            return true;
        }
        if (before.isPresent() && random.nextDouble() < refusalShare) {
            goBack();
            return true;
        }
        boolean unused = unusedRevision > 0 && releaseOwed.isEmpty();
        if ((unused && random.nextInt(3) == 0) || (next.isPresent() && !build(next.get(), refusalShare, gateOpen))) {
            if (unused) {
                letGoOfUnused();
            }
            return unused;
        }
        if (next.isPresent()) {
            return true;
        }
        Optional<Plan> unclean = active.filter(plan -> plan.revision() > cleanRevision);
        unclean.ifPresent(this::letGoOfOlder);
        return unclean.isPresent();
    }

    private Optional<Plan> desired() {
        return heard.plan().filter(plan -> plan.revision() != refusedRevision).or(() -> active);
    }

    private boolean isActive(Plan plan) {
        return active.filter(it -> it.revision() == plan.revision()).isPresent();
    }

    private void report(long revision, Outcome outcome) {
        sequence++;
        reports.add(new ProvisioningReport(heard.connectionId(), revision, sequence, outcome));
    }

    private void letGoOfOlder(Plan plan) {
        cleanRevision = plan.revision();
        before = Optional.empty();
        unusedRevision = 0;
        held.removeIf(old -> old.revision() < plan.revision());
        report(plan.revision(), new Outcome.OldLegsReleased());
    }

    private void letGoOfUnused() {
        Set<Long> kept = Stream.of(active, before, left, desired())
                .flatMap(Optional::stream)
                .map(Plan::revision)
                .collect(Collectors.toSet());
        held.removeIf(plan -> !kept.contains(plan.revision()));
        report(unusedRevision, new Outcome.UnusedPlansReleased(kept));
        unusedRevision = 0;
    }

    /** A leg of the active plan is lost, and the legs before it are taken into use again. */
    private void goBack() {
        Plan failed = active.orElseThrow();
        Plan older = before.orElseThrow();
        Leg leg = failed.legs().get(random.nextInt(failed.legs().size()));
        if (heard.plan().filter(failed::equals).isPresent()) {
            refusedRevision = failed.revision();
        }
        active = Optional.of(older);
        before = Optional.empty();
        left = Optional.of(failed);
        report(failed.revision(), new Outcome.Failed(leg.providerId(), leg.linkIds(), "lost", older.revision()));
    }

    /** What a connection carries already is found in place; all else a provider may refuse. */
    private boolean build(Plan plan, double refusalShare, boolean gateOpen) {
        boolean inPlace = active.filter(carried ->
                        carried.linkIds().equals(plan.linkIds()) && carried.bandwidthBps() == plan.bandwidthBps())
                .isPresent();
        if (!inPlace && reserved && active.isEmpty() && !gateOpen) {
            return false;
        }
        if (!inPlace && random.nextDouble() < refusalShare) {
            Leg leg = plan.legs().get(random.nextInt(plan.legs().size()));
            refusedRevision = plan.revision();
            report(plan.revision(), new Outcome.Failed(leg.providerId(), leg.linkIds(), "NO_CAPACITY"));
        } else if (!inPlace && !reserved) {
            reserved = true;
            held.add(plan);
        } else {
            boolean newLegs = active.filter(carried -> carried.linkIds().equals(plan.linkIds()))
                    .isEmpty();
            before = newLegs ? active : before;
            active = Optional.of(plan);
            releaseOwed = OptionalLong.empty();
            held.add(plan);
            report(plan.revision(), new Outcome.Activated());
        }
        return true;
    }
}
