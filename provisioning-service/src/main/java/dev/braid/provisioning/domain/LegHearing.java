package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.Optional;

/** Takes the answer to one command into its leg: what it says is believed, but only a read-back proves it. */
record LegHearing(Leg leg, Command command, Instant now, Pace pace) {
    private static final String MISPLACED = "Not held as it was ordered: %s";

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
        if (order.standing() == Standing.CEASED && wantsOrder()) {
            return new Heard.Refused(seen, "The order ended: " + order.providerState());
        }
        if (command.verb() == Verb.RESERVE && misplaced(order)) {
            return new Heard.Refused(seen, MISPLACED.formatted(order));
        }
        return switch (command.verb()) {
            case RESERVE -> new Heard.Kept(held(unlessActivated(seen)));
            case ACTIVATE -> order.standing() == Standing.HELD ? new Heard.Kept(notYet(seen, order)) : did(order, seen);
            case MODIFY -> modified(order, unlessActivated(seen));
            case RELEASE ->
                new Heard.Kept(
                        order.standing() == Standing.CEASED
                                ? promised(seen)
                                : notYet(looksAgain(leg.with(leg.sight().waitingAs(order))), order));
            case READ_BACK -> command.aheadOf().isPresent() ? lookedAhead(order, seen) : readBack(order, seen);
        };
    }

    /** Held from the start elsewhere than it was ordered. */
    private static boolean misplaced(Order order) {
        return order.standing() == Standing.HELD && order.astray().isPresent();
    }

    /** What is in service and was not activated last, or not by an answered command, is to be activated all the same. */
    private Leg unlessActivated(Leg seen) {
        return leg.state() == LegState.ACTIVE ? seen : seen.spared();
    }

    private Heard modified(Order order, Leg seen) {
        return order.bandwidthBps() == command.bandwidthBps()
                ? did(order, seen.state() == LegState.RESERVED && !seen.changing() ? seen.lookedAtNow() : seen)
                : new Heard.Kept(notYet(order.pendingOn().isPresent() ? seen.with(leg.late()) : seen, order));
    }

    /** Ahead of a command: what that is about to change is no news, nor what a lost command of ours has changed. */
    private Heard lookedAhead(Order order, Leg seen) {
        if (command.aheadOf().equals(Optional.of(Verb.RELEASE))) {
            return new Heard.Kept(order.standing() == Standing.CEASED ? promised(seen) : leg);
        }
        return isOurDoing(order) ? new Heard.Kept(leg) : readBack(order, seen);
    }

    /** Whether a command of ours that has no answer explains it: what is wanted is asked for again, as after any of these. */
    private boolean isOurDoing(Order order) {
        boolean modified = leg.late()
                .filter(it -> it.verb() == Verb.MODIFY && it.bandwidthBps() == order.bandwidthBps())
                .isPresent();
        boolean activated = !leg.isSpared() && (modified || order.bandwidthBps() == leg.bandwidthBps());
        return switch (order.standing()) {
            case HELD -> modified && leg.state() == LegState.RESERVED && !leg.isSpared();
            case IN_SERVICE ->
                leg.state() == LegState.RESERVED && activated
                        || modified && leg.state().held();
            case PENDING, CEASED -> false;
        };
    }

    private boolean wantsOrder() {
        return switch (command.verb()) {
            case RESERVE, ACTIVATE, MODIFY -> true;
            case RELEASE, READ_BACK -> false;
        };
    }

    /** The count stays, so that an order which is held and ended again and again waits longer each time. */
    private Leg held(Leg seen) {
        return rests(seen).with(seen.trial().promised());
    }

    private static Leg promised(Leg seen) {
        return seen.with(seen.trial().promised());
    }

    private Heard did(Order order, Leg seen) {
        return seen.state() == LegState.ASTRAY && order.pendingOn().isEmpty()
                ? astray(order, seen)
                : new Heard.Kept(promised(seen));
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

    /**
     * All is well until the next look: once in each period. At what waits for somebody in the slow rhythm; what failed before
     * is not forgotten for that.
     */
    private Leg rests(Leg seen) {
        return seen.sight().pendingOn().isPresent()
                ? seen.audited(seen.auditTime()).with(seen.trial().promised())
                : seen.audited(pace.auditTime(now));
    }

    private Heard readBack(Order order, Leg seen) {
        return switch (leg.state()) {
            case WAITING ->
                order.standing() == Standing.CEASED
                        ? new Heard.Refused(seen, order.providerState())
                        : misplaced(order)
                                ? new Heard.Refused(seen, MISPLACED.formatted(order))
                                : new Heard.Kept(rests(unlessActivated(seen)));
            case RELEASED ->
                order.standing() == Standing.CEASED
                        ? new Heard.Over()
                        : drifted(seen.with(seen.sight().in(LegState.RELEASING)), order.toString());
            case RESERVED ->
                (leg.isSpared() || leg.changing()) && order.standing() == Standing.IN_SERVICE
                        ? spared(order, seen)
                        : compared(Standing.HELD, order, seen);
            case PENDING, ACTIVE, ASTRAY, RELEASING, REFUSED -> compared(Standing.IN_SERVICE, order, seen);
        };
    }

    /** Traffic on a leg that another has taken the place of is no news, and makes it no part of a plan. */
    private Heard spared(Order order, Leg seen) {
        Heard found = compared(Standing.IN_SERVICE, order, seen);
        return found instanceof Heard.Kept(var kept, var drift) ? new Heard.Kept(kept.spared(), drift) : found;
    }

    private Heard compared(Standing believed, Order order, Leg seen) {
        if (order.standing() != believed || order.bandwidthBps() != leg.bandwidthBps()) {
            return drifted(unlessActivated(seen), order.toString());
        }
        if (order.astray().isPresent()) {
            return astray(order, seen);
        }
        boolean inVain = order.standing() == Standing.HELD && leg.waitsAt(order.bandwidthBps()) && !seen.changing();
        return new Heard.Kept(
                inVain
                        ? seen.failed("Nobody waits any more, and it is as before: " + order, now, pace)
                        : rests(unlessActivated(verified(seen))));
    }

    private Leg verified(Leg seen) {
        if (seen.state() == LegState.RESERVED) {
            return seen;
        }
        // What has expired before it was seen cannot explain what is seen later.
        Optional<Late> stillLate =
                seen.late().filter(it -> it.verb() != Verb.MODIFY || it.mayArrive(Verb.MODIFY, now) || seen.changing());
        return seen.with(stillLate).with(seen.sight().verified(command.revision()));
    }

    private Heard missing() {
        return switch (command.verb()) {
            case RESERVE ->
                new Heard.Kept(leg.failed("The provider does not know the order it was asked to hold", now, pace));
            case RELEASE -> new Heard.Kept(promised(leg.with(leg.sight().in(LegState.RELEASED))));
            case ACTIVATE, MODIFY -> lost();
            case READ_BACK ->
                command.aheadOf().equals(Optional.of(Verb.RELEASE))
                        ? new Heard.Kept(promised(leg.with(leg.sight().in(LegState.RELEASED))))
                        : leg.state() == LegState.RELEASED ? new Heard.Over() : lost();
        };
    }

    /** Ordered again under the same reference: if the order is there after all, the provider finds it and says so. */
    private Heard lost() {
        Late doubt = Late.seen(leg.bandwidthBps(), now);
        return drifted(leg.with(leg.sight().in(LegState.PENDING)).with(Optional.of(doubt)), Sight.NO_ORDER);
    }

    /** Told once in each period: where an activation does not bring it back, only people can. */
    private Heard astray(Order order, Leg seen) {
        String difference = leg.sight().unlike(order.toString());
        boolean known = leg.state() == LegState.ASTRAY && command.verb() == Verb.READ_BACK;
        Leg noted = known ? verified(seen) : verified(seen).failed(difference, now, pace);
        return leg.trial().attemptCount() == 0 || leg.lookDue(now)
                ? new Heard.Kept(noted.lookedAt(pace.auditTime(now)), Optional.of(difference))
                : new Heard.Kept(noted);
    }

    /** Told once: while the repair fails, each further look finds the same. Only one look ahead has an answer. */
    private Heard drifted(Leg seen, String found) {
        String difference = leg.sight().unlike(found);
        boolean news = command.aheadOf().isPresent()
                || leg.trial().attemptCount() == 0
                || leg.state() == LegState.ACTIVE && leg.sight().verifiedRevision() > 0;
        return new Heard.Kept(
                seen.failed(difference, now, pace), Optional.of(difference).filter(_ -> news));
    }
}
