package dev.braid.path.domain.route;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    private MoveHistory moves;
    private Set<String> refusedLinkIds;
    private long activeRevision;
    private long spareRevision;
    private long lastRevision;
    private Optional<Booking> booking;

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
        this.moves = before.moves();
        this.refusedLinkIds = before.refusedLinkIds();
        this.activeRevision = before.activeRevision();
        this.spareRevision = before.spareRevision();
        this.lastRevision = before.lastRevision();
        this.booking = before.booking();
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

    /** Wants this way as the demand asks: at once where it has no window or is in it, and else books it. */
    public RecordDraft give(Plan way) {
        if (demand.window().isEmpty()) {
            booking = Optional.empty();
            return want(way);
        }
        List<Interval> times = demand.window().get().occurrencesAfter(now);
        if (times.getFirst().start().isAfter(now)) {
            return book(Booking.of(way, times)).rest();
        }
        return book(Booking.of(way, times.subList(1, times.size()))).want(way.during(times.getFirst()));
    }

    /** Claims this way as the demand asks: others still hold it. What was wanted before is let go meanwhile. */
    public RecordDraft claim(Plan way) {
        List<Interval> times = demand.window()
                .map(window -> window.occurrencesAfter(now))
                .orElse(List.of(new Interval(now, Interval.NO_END)));
        return book(Booking.of(way, times)).rest();
    }

    /** Has this for later, in place of what was booked before. */
    public RecordDraft book(Optional<Booking> later) {
        booking = later;
        return this;
    }

    /** What is in force serves the next time, too. */
    public RecordDraft extend(Interval next) {
        plan = plan.map(inForce -> inForce.during(next));
        return this;
    }

    /** Wants nothing any more, now or later. See {@link #rest}. */
    public RecordDraft wantNothing() {
        return book(Optional.empty()).rest();
    }

    /**
     * Wants nothing until what is booked begins; what was wanted stays held until the providers have let go. None of it answers a
     * generation or carries traffic from here on, even where a report that it became active is still on its way.
     */
    public RecordDraft rest() {
        holdPlan();
        heldPlans = heldPlans.stream()
                .map(held -> held.numbered(held.revision(), 0))
                .toList();
        activeRevision = 0;
        spareRevision = 0;
        phase = heldPlans.isEmpty() ? idle() : Phase.RELEASING;
        return this;
    }

    private void holdPlan() {
        plan.ifPresent(left -> heldPlans = HeldPlans.with(heldPlans, left, activeRevision, spareRevision));
        plan = Optional.empty();
    }

    /** The revision carries traffic; that of the wanted plan brings the connection to rest. */
    public RecordDraft active(long revision) {
        spareRevision = spareBeside(revision);
        activeRevision = revision;
        if (plan.isPresent() && plan.get().revision() == revision) {
            phase = Phase.ACTIVE;
        }
        return this;
    }

    /** What carried traffic until now; or what was ready beside that already, where the next plan has no leg that is new. */
    private long spareBeside(long nextRevision) {
        return find(activeRevision)
                .filter(carried -> find(nextRevision).filter(carried::hasLegsOf).isPresent())
                .map(_ -> spareRevision)
                .orElse(activeRevision);
    }

    private Optional<Plan> find(long revision) {
        return Stream.concat(heldPlans.stream(), plan.stream())
                .filter(each -> each.revision() == revision)
                .findFirst();
    }

    /** Nothing is held of plans older than the revision, and none of them carries traffic. */
    public RecordDraft drop(long belowRevision) {
        activeRevision = activeRevision < belowRevision ? 0 : activeRevision;
        spareRevision = spareRevision < belowRevision ? 0 : spareRevision;
        heldPlans = heldPlans.stream()
                .filter(held -> held.revision() >= belowRevision)
                .toList();
        return this;
    }

    /** Of the plans up to the revision nothing is held but of these, and of what carries traffic. */
    public RecordDraft keep(long upToRevision, Set<Long> heldRevisions) {
        heldPlans = heldPlans.stream()
                .filter(held -> held.revision() > upToRevision
                        || held.revision() == activeRevision
                        || heldRevisions.contains(held.revision()))
                .toList();
        return this;
    }

    /** Nothing is held at all. */
    public RecordDraft released() {
        heldPlans = List.of();
        phase = idle();
        activeRevision = 0;
        spareRevision = 0;
        return this;
    }

    private Phase idle() {
        return booking.isPresent() ? Phase.SCHEDULED : Phase.RELEASED;
    }

    /** The newest generation has no plan. A connection that never had one is rejected. */
    public RecordDraft reject(Rejection reason) {
        rejection = Optional.of(reason);
        if (plan.isEmpty() && heldPlans.isEmpty() && booking.isEmpty() && lastRevision == 0) {
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
    public RecordDraft moved(boolean failure, Instant holdDownUntil) {
        moves = moves.moved(now, failure, holdDownUntil);
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
                moves,
                refusedLinkIds,
                activeRevision,
                spareRevision,
                lastRevision,
                booking.map(this::numbered));
    }

    private Booking numbered(Booking later) {
        return new Booking(later.plan().numbered(lastRevision + 1, later.plan().generation()), later.next());
    }
}
