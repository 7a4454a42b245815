package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody else did to a leg that carries traffic is left as it is, where that is the policy: the leg stays as it was
 * last seen to be wanted, and nothing but looks is asked of it.
 *
 * <pre>
 *   seen as wanted ──a look differs──▶ frozen ──a look shows what is wanted──▶ seen as wanted
 *                                        │ an operator, another policy, another wish
 *                                        ▼
 *                                     looked at again, and repaired
 * </pre>
 */
final class Freezing {
    private Freezing() {}

    /** What an answer makes of a leg of that connection. */
    static Heard hear(Rollout rollout, Leg leg, Reply reply, Instant now, Pace pace, Caution caution) {
        return frozen(rollout, leg, reply, now, pace, caution)
                .<Heard>map(frozen -> new Heard.Kept(
                        frozen,
                        Optional.of(frozen.trial().lastError())
                                .filter(_ -> leg.sight().frozen().isEmpty())))
                .orElseGet(() -> leg.hear(reply.command(), reply.answer(), now, pace));
    }

    private static Optional<Leg> frozen(
            Rollout rollout, Leg leg, Reply reply, Instant now, Pace pace, Caution caution) {
        boolean guarded = reply.command().verb() == Verb.READ_BACK
                && reply.command().aheadOf().isEmpty()
                && caution.freezes(leg)
                && carries(rollout, leg)
                && !Switchover.hasWayBack(rollout, leg)
                && untouched(leg);
        if (!guarded) {
            return Optional.empty();
        }
        return switch (reply.answer()) {
            case Answer.Done(var order) ->
                leg.isAsBelieved(order) ? Optional.empty() : Optional.of(left(leg, Optional.of(order), now, pace));
            case Answer.Missing() -> Optional.of(left(leg, Optional.empty(), now, pace));
            case Answer.Refused _, Answer.Unknown _ -> Optional.empty();
        };
    }

    private static boolean carries(Rollout rollout, Leg leg) {
        return rollout.active().filter(plan -> plan.has(leg.route())).isPresent();
    }

    /** Whether it was seen in service since our last command, and none of ours can have changed it since. */
    private static boolean untouched(Leg leg) {
        return leg.state() == LegState.ACTIVE
                && leg.sight().verifiedRevision() > 0
                && leg.late().filter(it -> it.verb() == Verb.MODIFY).isEmpty();
    }

    private static Leg left(Leg leg, Optional<Order> found, Instant now, Pace pace) {
        Sight frozen = leg.sight().frozen(found, now);
        return new Leg(
                leg.legId(),
                leg.route(),
                leg.revision(),
                frozen,
                Trial.noted(frozen.unlike(found.map(Order::toString).orElse(Sight.NO_ORDER))),
                pace.auditTime(now),
                leg.seenTime(),
                leg.late());
    }

    /** The leg, and not frozen any more once the policy is another one, or something else is wanted than when it froze. */
    static Leg unlessWantedOtherwise(Leg leg, Rollout rollout, Caution caution) {
        boolean stays = caution.freezes(leg)
                && carries(rollout, leg)
                && rollout.wanted(leg) instanceof Goal.Carrying(var bps, var _)
                && bps == leg.bandwidthBps();
        return stays ? leg : thawed(leg);
    }

    /** The leg as it is looked at now, when what is found is repaired like any drift; one that is not frozen stays. */
    static Leg thawed(Leg leg) {
        return leg.sight().frozen().isEmpty()
                ? leg
                : new Leg(
                        leg.legId(),
                        leg.route(),
                        leg.revision(),
                        leg.sight().in(leg.state()),
                        Trial.FRESH,
                        Instant.EPOCH,
                        leg.seenTime(),
                        leg.late());
    }
}
