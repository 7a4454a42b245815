package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The next record of a connection in the making: what is not said stays as it was. */
public final class RecordDraft {
    private final PathRecord before;
    private final Instant now;
    private long generation;
    private Phase phase;
    private Demand demand;
    private Optional<Plan> plan;
    private List<Plan> heldPlans;
    private Optional<Rejection> rejection;
    private int intentConnectionCount;
    private int moveCount;
    private Optional<Instant> holdDownUntilTime;
    private Set<String> refusedLinkIds;
    private long activeRevision;
    private long lastRevision;

    RecordDraft(PathRecord before, Instant now) {
        this.before = before;
        this.now = now;
        this.generation = before.generation();
        this.phase = before.phase();
        this.demand = before.demand();
        this.plan = before.plan();
        this.heldPlans = before.heldPlans();
        this.rejection = before.rejection();
        this.intentConnectionCount = before.intentConnectionCount();
        this.moveCount = before.moveCount();
        this.holdDownUntilTime = before.holdDownUntilTime();
        this.refusedLinkIds = before.refusedLinkIds();
        this.activeRevision = before.activeRevision();
        this.lastRevision = before.lastRevision();
    }

    /** Answers this generation of an intent with so many connections. */
    public RecordDraft generation(long newGeneration, int connectionCount) {
        generation = newGeneration;
        intentConnectionCount = connectionCount;
        return this;
    }

    /** Asks this. */
    public RecordDraft demand(Demand newDemand) {
        demand = newDemand;
        return this;
    }

    /** Wants this way as the next revision; what was wanted stays held until the new plan is active. */
    public RecordDraft want(Plan way) {
        holdPlan();
        lastRevision++;
        plan = Optional.of(way.numbered(lastRevision, way.generation()));
        phase = Phase.PLANNED;
        return this;
    }

    /** Wants nothing any more; what was wanted stays held until the providers have let go. */
    public RecordDraft wantNothing() {
        holdPlan();
        phase = heldPlans.isEmpty() ? Phase.RELEASED : Phase.RELEASING;
        return this;
    }

    /** An older plan over the same links with no more bandwidth adds nothing to what the plan holds, and goes. */
    private void holdPlan() {
        if (plan.isPresent()) {
            Plan newest = plan.get();
            List<Plan> all = new ArrayList<>(heldPlans.stream()
                    .filter(held -> held.revision() == activeRevision
                            || held.bandwidthBps() > newest.bandwidthBps()
                            || !held.linkIds().equals(newest.linkIds()))
                    .toList());
            all.add(newest);
            heldPlans = all;
            plan = Optional.empty();
        }
    }

    /** The revision carries traffic; that of the wanted plan brings the connection to rest. */
    public RecordDraft active(long revision) {
        activeRevision = revision;
        if (plan.isPresent() && plan.get().revision() == revision) {
            phase = Phase.ACTIVE;
        }
        return this;
    }

    /** Nothing is held of plans older than the revision. */
    public RecordDraft drop(long belowRevision) {
        heldPlans = heldPlans.stream()
                .filter(held -> held.revision() >= belowRevision)
                .toList();
        return this;
    }

    /** Nothing is held at all. */
    public RecordDraft released() {
        heldPlans = List.of();
        phase = Phase.RELEASED;
        activeRevision = 0;
        return this;
    }

    /** The newest generation has no plan. A connection that never had one is rejected. */
    public RecordDraft reject(Rejection reason) {
        rejection = Optional.of(reason);
        if (plan.isEmpty() && heldPlans.isEmpty() && lastRevision == 0) {
            phase = Phase.REJECTED;
        }
        return this;
    }

    /** The newest generation has a plan. */
    public RecordDraft accept() {
        rejection = Optional.empty();
        return this;
    }

    /** Leaves these links out until the next generation. */
    public RecordDraft refuse(Set<String> linkIds) {
        refusedLinkIds = linkIds;
        return this;
    }

    /** Was moved, and stays put until then. */
    public RecordDraft moved(Instant holdDownUntil) {
        moveCount++;
        holdDownUntilTime = Optional.of(holdDownUntil);
        return this;
    }

    /** The next record. */
    public PathRecord record() {
        return new PathRecord(
                before.connectionId(),
                before.intentKey(),
                before.tenantId(),
                generation,
                before.sequence() + 1,
                now,
                phase,
                demand,
                plan,
                heldPlans,
                rejection,
                intentConnectionCount,
                moveCount,
                holdDownUntilTime,
                refusedLinkIds,
                activeRevision,
                lastRevision);
    }
}
