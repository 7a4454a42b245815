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
 * @param late a command that may still arrive
 */
public record Leg(
        String legId, Route route, long revision, Sight sight, Trial trial, Instant auditTime, Optional<Late> late) {

    static Leg pending(String legId, Route route, long bandwidthBps, long revision) {
        return new Leg(
                legId, route, revision, Sight.pending(bandwidthBps), Trial.FRESH, Instant.EPOCH, Optional.empty());
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

    /** Whether the time has come to look at an order that waits for somebody. */
    boolean lookDue(Instant now) {
        return !now.isBefore(auditTime);
    }

    /** Whether the provider holds it and waits for somebody to change it. */
    boolean changing() {
        return state().held() && sight.pendingOn().isPresent();
    }

    /** Whether the provider holds exactly that, and no command without an answer or effect may change it. */
    boolean holds(long bandwidthBps) {
        return state().held()
                && bandwidthBps() == bandwidthBps
                && !changing()
                && late.filter(it -> it.verb() == Verb.MODIFY && it.bandwidthBps() != bandwidthBps)
                        .isEmpty();
    }

    boolean carries(Plan plan) {
        return state() == LegState.ACTIVE
                && bandwidthBps() == plan.bandwidthBps()
                && sight.verifiedRevision() >= plan.revision();
    }

    /** No such command before this time: after failures, while somebody works on it, or an opposite one may arrive. */
    Instant earliest(Verb verb, long targetBps, Instant now) {
        Instant settled = late.filter(it -> verb == Verb.RELEASE && it.mayArrive(Verb.RESERVE, now)
                        || verb == Verb.MODIFY && it.mayArrive(Verb.MODIFY, now) && it.bandwidthBps() != targetBps)
                .map(Late::untilTime)
                .orElse(Instant.EPOCH);
        boolean underway = changing() && verb != Verb.RELEASE
                || state() == LegState.RELEASING && sight.pendingOn().isPresent();
        return Stream.of(settled, trial.retryTime(), underway ? auditTime : Instant.EPOCH)
                .max(Comparator.naturalOrder())
                .get();
    }

    /** The leg as it must be stored before the command is sent, so that a crash in between is harmless. */
    Leg asked(Command command, Instant now, Pace pace) {
        return switch (command.verb()) {
            case RESERVE -> asking(command, late.filter(it -> it.verb() == Verb.RESERVE), now, pace);
            case MODIFY -> asking(command, late.filter(it -> it.mayArrive(Verb.MODIFY, now)), now, pace);
            case RELEASE -> with(sight.in(LegState.RELEASING));
            case ACTIVATE, READ_BACK -> this;
        };
    }

    /** What is answered to a change holds unless an earlier one may still come; any earlier try may have made the order. */
    private Leg asking(Command command, Optional<Late> doubt, Instant now, Pace pace) {
        return with(
                Optional.of(new Late(command.verb(), command.bandwidthBps(), pace.expiryTime(now), doubt.isPresent())));
    }

    Heard hear(Command command, Answer answer, Instant now, Pace pace) {
        return switch (answer) {
            case Answer.Done(var order) -> done(command, order, now, pace);
            case Answer.Missing() -> missing(command.verb(), now, pace);
            case Answer.Unknown(var cause) -> new Heard.Kept(failed(cause, now, pace));
            case Answer.Refused(var code, var reason) ->
                switch (command.verb()) {
                    case RESERVE, ACTIVATE, MODIFY -> new Heard.Refused(this, code + ": " + reason);
                    case READ_BACK ->
                        state() == LegState.WAITING
                                ? new Heard.Refused(this, code + ": " + reason)
                                : new Heard.Kept(failed(code + ": " + reason, now, pace));
                    case RELEASE -> new Heard.Kept(failed(code + ": " + reason, now, pace));
                };
        };
    }

    private Heard done(Command command, Order order, Instant now, Pace pace) {
        Leg seen = answered(command.verb()).with(sight.of(order)).looksAgain(now, pace);
        return switch (command.verb()) {
            case RESERVE -> new Heard.Kept(seen.with(Optional.<Late>empty()).with(Trial.FRESH));
            case ACTIVATE ->
                new Heard.Kept(
                        order.standing() == Standing.HELD
                                ? seen.notYet(order, now, pace)
                                : seen.with(trial.promised()));
            case MODIFY ->
                new Heard.Kept(
                        order.bandwidthBps() == command.bandwidthBps()
                                ? seen.with(trial.promised())
                                : seen.notYet(order, now, pace));
            case RELEASE ->
                new Heard.Kept(
                        order.standing() == Standing.CEASED
                                ? seen.with(trial.promised())
                                : with(sight.waitingAs(order))
                                        .looksAgain(now, pace)
                                        .notYet(order, now, pace));
            case READ_BACK -> readBack(command, order, seen, now, pace);
        };
    }

    /** Not as it was asked to be: somebody works on it, or it was not done. */
    private Leg notYet(Order order, Instant now, Pace pace) {
        return order.pendingOn().isPresent() ? with(trial.promised()) : failed("Still " + order, now, pace);
    }

    /** While the provider waits for somebody, we ask in a slow rhythm. */
    private Leg looksAgain(Instant now, Pace pace) {
        return sight.pendingOn()
                .map(it -> new Leg(legId, route, revision, sight, trial, pace.lookTime(it, now), late))
                .orElse(this);
    }

    /** Looked at again no later than then. */
    Leg lookedAtBy(Instant time) {
        return time.isBefore(auditTime) ? new Leg(legId, route, revision, sight, trial, time, late) : this;
    }

    /** Held as it is, and to be activated again before it counts as in use. */
    Leg spared() {
        return state() == LegState.ACTIVE ? with(sight.in(LegState.RESERVED)) : this;
    }

    Leg lookedAtNow() {
        return new Leg(legId, route, revision, sight, trial, Instant.EPOCH, late);
    }

    /** The provider has decided what it waited with, or has not yet. */
    private static Heard waited(Order order, Leg seen) {
        return switch (order.standing()) {
            case PENDING, HELD, IN_SERVICE -> new Heard.Kept(seen.with(Trial.FRESH));
            case CEASED -> new Heard.Refused(seen, order.providerState());
        };
    }

    private Heard readBack(Command command, Order order, Leg seen, Instant now, Pace pace) {
        if (state() == LegState.WAITING) {
            return waited(order, seen);
        }
        if (state() == LegState.RELEASED) {
            return order.standing() == Standing.CEASED
                    ? new Heard.Over()
                    : drifted(seen.with(seen.sight.in(LegState.RELEASING)), order.toString(), now, pace);
        }
        boolean asBelieved = order.standing() == Standing.IN_SERVICE && order.bandwidthBps() == bandwidthBps();
        return asBelieved
                ? new Heard.Kept(seen.verified(command.revision(), pace.auditTime(now)))
                : drifted(seen, order.toString(), now, pace);
    }

    private Heard missing(Verb verb, Instant now, Pace pace) {
        return switch (verb) {
            case RESERVE ->
                new Heard.Kept(failed("The provider does not know the order it was asked to hold", now, pace));
            case RELEASE -> new Heard.Kept(with(sight.in(LegState.RELEASED)).with(trial.promised()));
            case ACTIVATE, MODIFY -> lost(now, pace);
            case READ_BACK -> state() == LegState.RELEASED ? new Heard.Over() : lost(now, pace);
        };
    }

    /** Ordered again under the same reference: if the order is there after all, the provider finds it and says so. */
    private Heard lost(Instant now, Pace pace) {
        Leg again = with(sight.in(LegState.PENDING)).with(Optional.of(Late.seen(bandwidthBps(), now)));
        return drifted(again, "no order", now, pace);
    }

    /** Told once: while the repair fails, each further look finds the same. */
    private Heard drifted(Leg seen, String found, Instant now, Pace pace) {
        String difference = "Wanted %s, found %s".formatted(sight, found);
        return new Heard.Kept(
                seen.failed(difference, now, pace),
                trial.attemptCount() == 0 ? Optional.of(difference) : Optional.empty());
    }

    /**
     * The provider said no to a leg that the active plan does not need. It counts as never held only after a single try
     * that was answered; else it is let go, and read back until it is seen to be gone.
     */
    Leg refused(Verb verb, String reason) {
        Leg noted = answered(verb).with(trial.refused(reason));
        boolean doubtful = noted.late.isPresent();
        return switch (state()) {
            case PENDING -> noted.with(sight.in(doubtful ? LegState.RELEASING : LegState.REFUSED));
            case WAITING -> noted.with(sight.in(LegState.RELEASING));
            case RELEASED -> noted.with(sight.in(doubtful ? LegState.RELEASING : LegState.RELEASED));
            case RESERVED, ACTIVE, RELEASING, REFUSED -> noted;
        };
    }

    Leg failed(String error, Instant now, Pace pace) {
        return with(trial.failed(error, now, pace));
    }

    Leg wantedBy(Plan plan) {
        return new Leg(legId, route, plan.revision(), sight, trial, auditTime, late);
    }

    private Leg answered(Verb verb) {
        return with(late.filter(it -> it.verb() != verb || it.repeated()));
    }

    private Leg verified(long atRevision, Instant nextAudit) {
        return new Leg(legId, route, revision, sight.verified(atRevision), Trial.FRESH, nextAudit, late);
    }

    private Leg with(Sight next) {
        return new Leg(legId, route, revision, next, trial, auditTime, late);
    }

    private Leg with(Trial next) {
        return new Leg(legId, route, revision, sight, next, auditTime, late);
    }

    private Leg with(Optional<Late> next) {
        return new Leg(legId, route, revision, sight, trial, auditTime, next);
    }
}
