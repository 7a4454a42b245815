package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * One leg of a connection: what its provider was asked, what it said, and what we have seen.
 *
 * @param legId also the client reference of the order; never reused
 * @param revision the newest plan that wants it
 * @param auditTime when to look at it again although all is well
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

    /** Whether the provider holds exactly that, and no unanswered command may have changed it. */
    boolean holds(long bandwidthBps) {
        return state().held()
                && bandwidthBps() == bandwidthBps
                && late.filter(it -> it.verb() == Verb.MODIFY && it.bandwidthBps() != bandwidthBps)
                        .isEmpty();
    }

    boolean carries(Plan plan) {
        return state() == LegState.ACTIVE
                && bandwidthBps() == plan.bandwidthBps()
                && sight.verifiedRevision() >= plan.revision();
    }

    /** No such command before this time: after failures, and while an opposite one may still arrive. */
    Instant earliest(Verb verb, long targetBps, Instant now) {
        Instant settled = late.filter(it -> verb == Verb.RELEASE && it.mayArrive(Verb.RESERVE, now)
                        || verb == Verb.MODIFY && it.mayArrive(Verb.MODIFY, now) && it.bandwidthBps() != targetBps)
                .map(Late::untilTime)
                .orElse(Instant.EPOCH);
        return settled.isAfter(trial.retryTime()) ? settled : trial.retryTime();
    }

    /** The leg as it must be stored before the command is sent, so that a crash in between is harmless. */
    Leg asked(Command command, Instant now, Pace pace) {
        return switch (command.verb()) {
            case RESERVE, MODIFY -> {
                boolean repeated = late.isPresent() && late.get().mayArrive(command.verb(), now);
                yield with(
                        Optional.of(new Late(command.verb(), command.bandwidthBps(), pace.expiryTime(now), repeated)));
            }
            case RELEASE -> with(sight.in(LegState.RELEASING));
            case ACTIVATE, READ_BACK -> this;
        };
    }

    Heard hear(Command command, Answer answer, Instant now, Pace pace) {
        return switch (answer) {
            case Answer.Done(var order) -> done(command, order, now, pace);
            case Answer.Missing() -> missing(command.verb(), now, pace);
            case Answer.Unknown(var cause) -> new Heard.Kept(failed(cause, now, pace));
            case Answer.Refused(var code, var reason) ->
                switch (command.verb()) {
                    case RESERVE, ACTIVATE, MODIFY -> new Heard.Refused(code + ": " + reason);
                    case RELEASE, READ_BACK -> new Heard.Kept(failed(code + ": " + reason, now, pace));
                };
        };
    }

    private Heard done(Command command, Order order, Instant now, Pace pace) {
        Leg seen = answered(command.verb()).with(sight.of(order));
        return switch (command.verb()) {
            case RESERVE -> new Heard.Kept(seen.with(Optional.<Late>empty()).with(Trial.FRESH));
            case ACTIVATE ->
                new Heard.Kept(
                        order.standing() == Standing.HELD
                                ? seen.failed("Still " + order, now, pace)
                                : seen.with(trial.promised()));
            case MODIFY ->
                new Heard.Kept(
                        order.bandwidthBps() == command.bandwidthBps()
                                ? seen.with(trial.promised())
                                : seen.failed("Still " + order, now, pace));
            case RELEASE ->
                new Heard.Kept(
                        order.standing() == Standing.CEASED
                                ? seen.with(trial.promised())
                                : failed("Still " + order, now, pace));
            case READ_BACK -> readBack(command, order, seen, now, pace);
        };
    }

    private Heard readBack(Command command, Order order, Leg seen, Instant now, Pace pace) {
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
        return drifted(with(sight.in(LegState.PENDING)), "no order", now, pace);
    }

    /** Told once: while the repair fails, each further look finds the same. */
    private Heard drifted(Leg seen, String found, Instant now, Pace pace) {
        String difference = "Wanted %s, found %s".formatted(sight, found);
        return new Heard.Kept(
                seen.failed(difference, now, pace),
                trial.attemptCount() == 0 ? Optional.of(difference) : Optional.empty());
    }

    /** The provider said no to a leg that the active plan does not need. */
    Leg refused(Verb verb, String reason) {
        Leg noted = answered(verb).with(trial.refused(reason));
        if (verb != Verb.RESERVE) {
            return noted;
        }
        // An earlier try without an answer may still win, so that only a release settles it.
        return noted.with(sight.in(noted.late.isPresent() ? LegState.RELEASING : LegState.REFUSED));
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
