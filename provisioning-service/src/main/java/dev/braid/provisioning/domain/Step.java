package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Command.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step in the history of a leg: a command about to be sent, or what came of one. What only repeats the step before is
 * none: the same failure again, or a look that found what was known.
 *
 * @param outcome absent for a command about to be sent
 * @param words the provider's, or of the failure
 * @param state the leg's after it
 */
public record Step(
        String legId,
        String providerId,
        Verb verb,
        long revision,
        long bandwidthBps,
        Optional<Outcome> outcome,
        String words,
        LegState state) {

    /** What came of a command. */
    public enum Outcome {
        /** The provider did it, or had done it before. */
        DONE,
        /** The provider knows no such order. */
        MISSING,
        /** The provider said no. */
        REFUSED,
        /** Nobody knows whether the provider did it. */
        UNKNOWN
    }

    /** The steps of one decision in their order: from what was there, through what was heard, to what is commanded. */
    public static List<Step> of(Rollout before, List<Reply> replies, Rollout heard, Decision decided) {
        List<Step> steps = new ArrayList<>();
        for (Reply reply : replies) {
            Optional<Leg> old = find(before, reply.command().legId());
            Optional<Leg> now = find(heard, reply.command().legId());
            if (old.isPresent() && tells(reply.command().verb(), old.get(), now)) {
                steps.add(heard(reply, now));
            }
        }
        for (Command command : decided.commands()) {
            Leg leg = find(decided.rollout(), command.legId()).orElseThrow();
            boolean first = leg.trial().attemptCount() == 0;
            if (first && command.verb() != Verb.READ_BACK) {
                steps.add(step(command, Optional.empty(), "", leg.state()));
            }
        }
        return steps;
    }

    private static boolean tells(Verb verb, Leg old, Optional<Leg> now) {
        return now.filter(leg -> leg.sight().equals(old.sight())
                        && leg.trial().lastError().equals(old.trial().lastError())
                        && (verb == Verb.READ_BACK || leg.trial().attemptCount() > 1))
                .isEmpty();
    }

    private static Step heard(Reply reply, Optional<Leg> now) {
        LegState state = now.map(Leg::state).orElse(LegState.RELEASED);
        return switch (reply.answer()) {
            case Answer.Done(var order) ->
                step(
                        reply.command(),
                        Optional.of(Outcome.DONE),
                        "%s (%s)".formatted(order.providerState(), order),
                        state);
            case Answer.Missing() -> step(reply.command(), Optional.of(Outcome.MISSING), "", state);
            case Answer.Refused(var code, var reason) ->
                step(reply.command(), Optional.of(Outcome.REFUSED), code + ": " + reason, state);
            case Answer.Unknown(var cause) -> step(reply.command(), Optional.of(Outcome.UNKNOWN), cause, state);
        };
    }

    private static Step step(Command command, Optional<Outcome> outcome, String words, LegState state) {
        return new Step(
                command.legId(),
                command.route().providerId(),
                command.verb(),
                command.revision(),
                command.bandwidthBps(),
                outcome,
                words,
                state);
    }

    private static Optional<Leg> find(Rollout rollout, String legId) {
        return rollout.legs().stream().filter(leg -> leg.legId().equals(legId)).findFirst();
    }
}
