package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One leg of a connection: what its provider was asked, what it said, and what we have seen.
 *
 * @param legId also the client reference of the order; never reused
 * @param revision the newest plan that wants it
 * @param auditTime when to look at it again although all is well; or to ask again while somebody else has to act
 * @param seenTime when its provider last said how its order stands
 * @param late a command that may still arrive
 */
public record Leg(
        String legId,
        Route route,
        long revision,
        Sight sight,
        Trial trial,
        Instant auditTime,
        Instant seenTime,
        Optional<Late> late) {
    private static final int TRIES_TO_BRING_BACK = 3;

    static Leg pending(String legId, Route route, long bandwidthBps, long revision) {
        return new Leg(
                legId,
                route,
                revision,
                Sight.pending(bandwidthBps),
                Trial.FRESH,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
    }

    public LegState state() {
        return sight.state();
    }

    public long bandwidthBps() {
        return sight.bandwidthBps();
    }

    boolean seenSince(long atRevision, Instant now) {
        return sight.verifiedRevision() >= atRevision && now.isBefore(auditTime);
    }

    /** Whether it was looked at since it was last changed, or since somebody said that there is news of it. */
    boolean isSeen() {
        return switch (state()) {
            case ACTIVE -> sight.verifiedRevision() > 0;
            case RESERVED -> isSpared() || !auditTime.equals(Instant.EPOCH);
            case PENDING, WAITING, ASTRAY, RELEASING, RELEASED, REFUSED -> true;
        };
    }

    /** Whether the time has come to look at an order that waits for somebody. */
    boolean lookDue(Instant now) {
        return !now.isBefore(auditTime);
    }

    /** Whether the provider holds it and waits for somebody to change it. */
    boolean changing() {
        return state().held() && sight.pendingOn().isPresent();
    }

    /** Whether what waits is a change of its bandwidth that was asked for. */
    boolean altering() {
        return changing() && late.filter(it -> it.verb() == Verb.MODIFY).isPresent();
    }

    /** Whether somebody there is to do what was asked last, and not something of the provider's own. */
    private boolean awaited() {
        return state() == LegState.RESERVED && !isSpared() ? changing() : altering();
    }

    /** Whether it has that bandwidth, and waits for somebody to do something else, as to activate it. */
    boolean waitsAt(long bandwidthBps) {
        return bandwidthBps() == bandwidthBps && changing() && !altering();
    }

    /** Whether the provider holds exactly that, and no command without an answer or effect may change it. */
    boolean holds(long bandwidthBps) {
        return state().held()
                && bandwidthBps() == bandwidthBps
                && !awaited()
                && late.filter(it -> it.verb() == Verb.MODIFY)
                        .filter(it -> it.repeated() || it.bandwidthBps() != bandwidthBps)
                        .isEmpty();
    }

    /** Whether the provider holds no more, whatever came of commands without an answer, and nobody there may add to it. */
    boolean holdsNoMoreThan(long bandwidthBps) {
        return bandwidthBps() <= bandwidthBps
                && !altering()
                && late.filter(it -> it.verb() == Verb.MODIFY)
                        .filter(it -> it.repeated() || it.bandwidthBps() > bandwidthBps)
                        .isEmpty();
    }

    boolean carries(Plan plan) {
        return state() == LegState.ACTIVE
                && sight.frozen().isEmpty()
                && bandwidthBps() == plan.bandwidthBps()
                && sight.verifiedRevision() >= plan.revision();
    }

    /** Whether it carries the plan's traffic elsewhere than ordered, and stays there although it was activated again. */
    boolean carriesAstray(Plan plan) {
        return state() == LegState.ASTRAY
                && bandwidthBps() == plan.bandwidthBps()
                && sight.verifiedRevision() >= plan.revision()
                && resists();
    }

    /** Whether what is wanted of it was tried in vain so often that the rest does not wait for it any more. */
    boolean resists() {
        return trial.attemptCount() >= TRIES_TO_BRING_BACK;
    }

    /** No such command before this time: after failures, while somebody works on it, or an opposite one may arrive. */
    Instant earliest(Verb verb, long targetBps, Instant now) {
        Instant settled = late.filter(it -> verb == Verb.RELEASE && it.mayArrive(Verb.RESERVE, now)
                        || verb == Verb.MODIFY && it.mayArrive(Verb.MODIFY, now) && it.bandwidthBps() != targetBps)
                .map(Late::untilTime)
                .orElse(Instant.EPOCH);
        boolean underway = awaited() && (verb == Verb.ACTIVATE || verb == Verb.MODIFY)
                || state() == LegState.RELEASING && sight.pendingOn().isPresent();
        return Stream.of(settled, trial.retryTime(), underway ? auditTime : Instant.EPOCH)
                .max(Comparator.naturalOrder())
                .get();
    }

    /** The leg as it must be stored before the command is sent, so that a crash in between is harmless. */
    Leg asked(Command command, Instant now, Pace pace) {
        return switch (command.verb()) {
            case RESERVE, MODIFY -> {
                // An earlier one may have been done, or somebody there has it in hand.
                boolean repeated =
                        late.filter(it -> it.verb() == command.verb()).isPresent();
                yield with(
                        Optional.of(new Late(command.verb(), command.bandwidthBps(), pace.expiryTime(now), repeated)));
            }
            case RELEASE -> with(sight.in(LegState.RELEASING));
            case ACTIVATE, READ_BACK -> this;
        };
    }

    Heard hear(Command command, Answer answer, Instant now, Pace pace) {
        return new LegHearing(this, command, now, pace).hear(answer);
    }

    /** Looked at again no later than then. */
    Leg lookedAtBy(Instant time) {
        return time.isBefore(auditTime) ? new Leg(legId, route, revision, sight, trial, time, seenTime, late) : this;
    }

    /** Held as it is, and to be activated again before it counts as in use. */
    Leg spared() {
        return state() == LegState.ACTIVE ? with(sight.spared()) : this;
    }

    /** Whether it is held as it is: what it carries is what it carried before. */
    boolean isSpared() {
        return sight.isSpared();
    }

    Leg lookedAtNow() {
        return lookedAt(Instant.EPOCH);
    }

    Leg lookedAt(Instant time) {
        return new Leg(legId, route, revision, sight, trial, time, seenTime, late);
    }

    /** Whether it is in service as we know it, where it was ordered. */
    boolean isAsBelieved(Order order) {
        return order.standing() == Standing.IN_SERVICE
                && order.bandwidthBps() == bandwidthBps()
                && order.astray().isEmpty();
    }

    /**
     * The provider said no to a leg that the active plan does not need. It counts as never held only after a single try
     * that was answered; else it is let go, and read back until it is seen to be gone.
     */
    Leg refused(Verb verb, String reason) {
        // What the last one was refused, an earlier one may have got.
        Leg noted = with(late.filter(it -> it.verb() != verb || it.repeated())).with(trial.refused(reason));
        boolean doubtful = noted.late.isPresent();
        return switch (state()) {
            case PENDING -> noted.with(sight.in(doubtful ? LegState.RELEASING : LegState.REFUSED));
            case WAITING -> noted.with(sight.in(LegState.RELEASING));
            case RELEASED -> noted.with(sight.in(doubtful ? LegState.RELEASING : LegState.RELEASED));
            case RESERVED -> isHeldElsewhere(verb) ? noted.with(sight.in(LegState.RELEASING)) : noted;
            case ACTIVE, ASTRAY, RELEASING, REFUSED -> noted;
        };
    }

    /** Whether the answer to that, which counts as a refusal, is an order that nobody can use as it is. */
    boolean isHeldElsewhere(Verb verb) {
        return state() == LegState.RESERVED
                && switch (verb) {
                    case RESERVE, READ_BACK -> true;
                    case ACTIVATE, MODIFY, RELEASE -> false;
                };
    }

    Leg failed(String error, Instant now, Pace pace) {
        return with(trial.failed(error, now, pace));
    }

    Leg wantedBy(Plan plan) {
        return new Leg(legId, route, plan.revision(), sight, trial, auditTime, seenTime, late);
    }

    /** After an answer to the command: what an earlier try of it may have done is open still. */
    Leg answered(Verb verb) {
        return with(late.filter(it -> it.verb() != verb || it.repeated())
                .map(it -> it.verb() == verb ? it.answered() : it));
    }

    /** All is well: the next look is then. */
    Leg audited(Instant nextAudit) {
        return new Leg(legId, route, revision, sight, Trial.FRESH, nextAudit, seenTime, late);
    }

    Leg seen(Instant now) {
        return new Leg(legId, route, revision, sight, trial, auditTime, now, late);
    }

    Leg with(Sight next) {
        return new Leg(legId, route, revision, next, trial, auditTime, seenTime, late);
    }

    Leg with(Trial next) {
        return new Leg(legId, route, revision, sight, next, auditTime, seenTime, late);
    }

    Leg with(Optional<Late> next) {
        return new Leg(legId, route, revision, sight, trial, auditTime, seenTime, next);
    }
}
