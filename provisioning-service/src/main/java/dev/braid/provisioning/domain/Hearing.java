package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes one answer into a rollout; decides whether a refusal ends the wanted plan. */
record Hearing(Rollout rollout, List<Report> reports, Instant now, Pace pace, Caution caution) {
    /** They take ten seconds or more, as a rule: what a carrier says for a moment ends no plan. */
    private static final int TRIES_TO_PLACE = 8;

    Rollout hear(Reply reply) {
        Draft draft = new Draft(rollout);
        for (int i = 0; i < draft.legs.size(); i++) {
            Leg leg = draft.legs.get(i);
            if (leg.legId().equals(reply.command().legId())) {
                Optional<Leg> next = next(draft, seen(leg, reply.answer()), reply);
                if (next.isPresent()) {
                    draft.legs.set(i, next.get());
                } else {
                    draft.legs.remove(i);
                }
                return draft.done();
            }
        }
        return rollout;
    }

    private Leg seen(Leg leg, Answer answer) {
        return switch (answer) {
            case Answer.Done _, Answer.Missing _ -> leg.seen(now);
            case Answer.Refused _, Answer.Unknown _ -> leg;
        };
    }

    private Optional<Leg> next(Draft draft, Leg leg, Reply reply) {
        Command command = reply.command();
        return switch (Freezing.hear(rollout, leg, reply, now, pace, caution)) {
            case Heard.Over() -> Optional.empty();
            case Heard.Refused(var seen, var reason) -> Optional.of(refused(draft, seen, command, reason));
            case Heard.Kept(var next, var drift) -> {
                drift.ifPresent(it -> reports.add(new Report.DriftFound(
                        rollout.generation(),
                        command.revision(),
                        leg.legId(),
                        leg.route().providerId(),
                        it,
                        next.sight().frozen().isPresent())));
                if (command.verb() != Verb.ACTIVATE
                        && reply.answer() instanceof Answer.Done(var order)
                        && order.standing() == Standing.IN_SERVICE) {
                    Contention.foundInService(draft, leg);
                }
                yield Optional.of(inVain(leg, next, reply)
                        .map(reason -> refused(draft, next, command, reason))
                        .orElseGet(() -> Switchover.heard(draft, leg, next, reports, now, pace)));
            }
        };
    }

    /** Why a leg that carries nothing yet is given up, though nobody refused it. */
    private Optional<String> inVain(Leg leg, Leg next, Reply reply) {
        boolean fresh = rollout.active().filter(plan -> plan.has(leg.route())).isEmpty()
                && rollout.desired().filter(plan -> plan.has(leg.route())).isPresent();
        if (!fresh || next.trial().attemptCount() < TRIES_TO_PLACE) {
            return Optional.empty();
        }
        String error = next.trial().lastError();
        return staysAstray(leg, reply)
                ? Optional.of("Stays elsewhere than it was ordered: " + error)
                : staysHeld(leg, next) ? Optional.of("Is not activated: " + error) : Optional.empty();
    }

    /** People were waited for, and are not any more. Who is only slow to deliver is asked for as long as it takes. */
    private static boolean staysHeld(Leg leg, Leg next) {
        return leg.state() == LegState.RESERVED
                && next.state() == LegState.RESERVED
                && leg.waitsAt(next.bandwidthBps())
                && !next.changing();
    }

    /** It was activated again and again, and is in service where it should not be as before. */
    private static boolean staysAstray(Leg leg, Reply reply) {
        return leg.state() == LegState.ASTRAY
                && reply.command().verb() == Verb.ACTIVATE
                && reply.answer() instanceof Answer.Done(var order)
                && order.standing() == Standing.IN_SERVICE
                && order.astray().isPresent()
                && order.pendingOn().isEmpty();
    }

    private Leg refused(Draft draft, Leg leg, Command command, String reason) {
        Optional<Plan> ended = rollout.desired()
                .filter(plan -> plan.has(leg.route()))
                .filter(plan -> command.revision() >= plan.revision())
                .filter(plan -> !rollout.active().equals(Optional.of(plan)));
        ended.ifPresent(plan -> {
            draft.refusedRevision = plan.revision();
            reports.add(new Report.Failed(plan, leg.route(), reason));
            Switchover.giveUp(draft, plan);
        });
        if (ended.isEmpty()
                && draft.active
                        .filter(it -> it.bandwidthBps() == command.bandwidthBps())
                        .isPresent()) {
            Switchover.lost(draft, leg, reason, reports);
        }
        boolean carries = draft.active.filter(plan -> plan.has(leg.route())).isPresent();
        if (carries && leg.isHeldElsewhere(command.verb())) {
            draft.openInstead(leg.route(), leg.trial().failed(reason, now, pace));
            return leg.refused(command.verb(), reason);
        }
        // A leg that carries traffic is never given up for a refusal: it is repaired until path computation moves it.
        return carries && (ended.isEmpty() || command.verb() == Verb.RESERVE)
                ? leg.failed(reason, now, pace)
                : leg.refused(command.verb(), reason);
    }
}
