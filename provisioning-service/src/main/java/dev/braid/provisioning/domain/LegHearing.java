package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.Optional;

/** Takes the answer to one command into its leg: what it says is believed, but only a read-back proves it. */
record LegHearing(Leg leg, Command command, Instant now, Pace pace) {

    Heard hear(Answer answer) {
        return switch (answer) {
            case Answer.Done(var order) -> done(order);
            case Answer.Missing() -> missing();
            case Answer.Unknown(var cause) -> new Heard.Kept(leg.failed(cause, now, pace));
            case Answer.Refused(var code, var reason) ->
                switch (command.verb()) {
                    case RESERVE, ACTIVATE, MODIFY -> new Heard.Refused(leg, code + ": " + reason);
                    case READ_BACK ->
                        leg.state() == LegState.WAITING
                                ? new Heard.Refused(leg, code + ": " + reason)
                                : new Heard.Kept(leg.failed(code + ": " + reason, now, pace));
                    case RELEASE -> new Heard.Kept(leg.failed(code + ": " + reason, now, pace));
                };
        };
    }

    private Heard done(Order order) {
        Leg seen = looksAgain(leg.answered(command.verb()).with(leg.sight().of(order)));
        return switch (command.verb()) {
            case RESERVE -> new Heard.Kept(rests(seen.with(Optional.<Late>empty())));
            case ACTIVATE -> new Heard.Kept(order.standing() == Standing.HELD ? notYet(seen, order) : promised(seen));
            case MODIFY ->
                new Heard.Kept(order.bandwidthBps() == command.bandwidthBps() ? promised(seen) : notYet(seen, order));
            case RELEASE ->
                new Heard.Kept(
                        order.standing() == Standing.CEASED
                                ? promised(seen)
                                : notYet(looksAgain(leg.with(leg.sight().waitingAs(order))), order));
            case READ_BACK -> readBack(order, seen);
        };
    }

    private static Leg promised(Leg seen) {
        return seen.with(seen.trial().promised());
    }

    /** Not as it was asked to be: somebody works on it, or it was not done. */
    private Leg notYet(Leg seen, Order order) {
        return order.pendingOn().isPresent() ? promised(seen) : seen.failed("Still " + order, now, pace);
    }

    /** While the provider waits for somebody, we ask in a slow rhythm. */
    private Leg looksAgain(Leg seen) {
        return seen.sight()
                .pendingOn()
                .map(it -> seen.lookedAt(pace.lookTime(it, now)))
                .orElse(seen);
    }

    /** All is well until the next look: in the slow rhythm at what waits for somebody, at all else once in each period. */
    private Leg rests(Leg seen) {
        return seen.audited(seen.sight().pendingOn().isPresent() ? seen.auditTime() : pace.auditTime(now));
    }

    private Heard readBack(Order order, Leg seen) {
        return switch (leg.state()) {
            case WAITING ->
                order.standing() == Standing.CEASED
                        ? new Heard.Refused(seen, order.providerState())
                        : new Heard.Kept(rests(seen));
            case RELEASED ->
                order.standing() == Standing.CEASED
                        ? new Heard.Over()
                        : drifted(seen.with(seen.sight().in(LegState.RELEASING)), order.toString());
            case RESERVED -> is(order, Standing.HELD) ? new Heard.Kept(rests(seen)) : drifted(seen, order.toString());
            case PENDING, ACTIVE, RELEASING, REFUSED ->
                is(order, Standing.IN_SERVICE)
                        ? new Heard.Kept(rests(seen.with(seen.sight().verified(command.revision()))))
                        : drifted(seen, order.toString());
        };
    }

    private boolean is(Order order, Standing believed) {
        return order.standing() == believed && order.bandwidthBps() == leg.bandwidthBps();
    }

    private Heard missing() {
        return switch (command.verb()) {
            case RESERVE ->
                new Heard.Kept(leg.failed("The provider does not know the order it was asked to hold", now, pace));
            case RELEASE -> new Heard.Kept(promised(leg.with(leg.sight().in(LegState.RELEASED))));
            case ACTIVATE, MODIFY -> lost();
            case READ_BACK -> leg.state() == LegState.RELEASED ? new Heard.Over() : lost();
        };
    }

    /** Ordered again under the same reference: if the order is there after all, the provider finds it and says so. */
    private Heard lost() {
        Late doubt = Late.seen(leg.bandwidthBps(), now);
        return drifted(leg.with(leg.sight().in(LegState.PENDING)).with(Optional.of(doubt)), "no order");
    }

    /** Told once: while the repair fails, each further look finds the same. */
    private Heard drifted(Leg seen, String found) {
        String difference = "Wanted %s, found %s".formatted(leg.sight(), found);
        return new Heard.Kept(
                seen.failed(difference, now, pace),
                leg.trial().attemptCount() == 0 ? Optional.of(difference) : Optional.empty());
    }
}
