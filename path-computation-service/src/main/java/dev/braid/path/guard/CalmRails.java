package dev.braid.path.guard;

import static dev.braid.path.guard.Verdict.pass;
import static dev.braid.path.guard.Verdict.stop;

import dev.braid.path.domain.decision.Move;
import dev.braid.path.domain.decision.MovePlanner.Proposal;
import dev.braid.path.domain.decision.MoveTally;
import dev.braid.path.domain.decision.RecentMoves;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;

/** Whether moves are seldom enough, few enough at once, and worth it. */
final class CalmRails {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private CalmRails() {}

    static Verdict holdDown(Case it) {
        Instant until = it.record().moves().holdDownUntilTime().orElse(Instant.MIN);
        if (!it.now().isBefore(until)) {
            return pass(Rail.HOLD_DOWN, "It was not moved just now.");
        }
        if (it.failure()) {
            return pass(Rail.HOLD_DOWN, "A link is down: that does not wait for %s.", until);
        }
        if (movedForTheWorse(it)) {
            return pass(
                    Rail.HOLD_DOWN,
                    "The last move made it worse, from %d us to %d us: that does not wait for %s.",
                    it.record().plan().orElseThrow().why().previousLatencyUs(),
                    it.judged().measuredLatencyUs(),
                    until);
        }
        return stop(Rail.HOLD_DOWN, "Connection %s stays put until %s.", it.id(), until);
    }

    private static boolean movedForTheWorse(Case it) {
        Plan plan = it.record().plan().orElseThrow();
        return plan.why().cause() == Cause.HEALTH
                && plan.why().previousLatencyUs() > 0
                && it.judged().measuredLatencyUs() > plan.why().previousLatencyUs();
    }

    static Verdict ofConnection(Case it) {
        int moved = it.record().moves().since(it.now().minus(HOUR), it.failure());
        int allowed = it.budget().perConnectionPerHour();
        return moved < allowed
                ? pass(Rail.BUDGET_CONNECTION, "Moved %d times like this in the last hour, of %d.", moved, allowed)
                : stop(
                        Rail.BUDGET_CONNECTION,
                        "Connection %s waits: it was moved %d times like this in the last hour, and %d are allowed.",
                        it.id(),
                        moved,
                        allowed);
    }

    static Verdict ofAll(Case it) {
        int moved = tally(it).all();
        int allowed = it.budget().perMinute();
        return moved < allowed
                ? pass(Rail.BUDGET, "%d moves in the last minute, of %d.", moved, allowed)
                : stop(Rail.BUDGET, "Connection %s waits: %d moves a minute are allowed.", it.id(), allowed);
    }

    static Verdict inFlight(Case it) {
        RecentMoves moves = it.state().moves();
        int allowed = it.budget().inFlight(moves.placed());
        return moves.inFlight() < allowed
                ? pass(Rail.BUDGET_IN_FLIGHT, "%d moves are on their way, of %d.", moves.inFlight(), allowed)
                : stop(
                        Rail.BUDGET_IN_FLIGHT,
                        "Connection %s waits: %d of %d connections are on their way, and %d may be.",
                        it.id(),
                        moves.inFlight(),
                        moves.placed(),
                        allowed);
    }

    static Verdict gain(Case it, Proposal.Better better) {
        long thenUs = better.plan().expectedLatencyUs();
        boolean enough = better.keepsBound()
                || thenUs <= better.measuredUs() * (1 - it.policy().minGainRatio());
        if (better.keepsBound()) {
            return pass(Rail.MINIMUM_GAIN, "The other path keeps the promise: %d us.", thenUs);
        }
        return enough
                ? pass(Rail.MINIMUM_GAIN, "No path keeps the promise; %d us are better enough.", thenUs)
                : stop(
                        Rail.MINIMUM_GAIN,
                        "Connection %s stays: %d us instead of %d us is too little.",
                        it.id(),
                        thenUs,
                        better.measuredUs());
    }

    static Verdict ofLinks(Case it, Move move) {
        return within(it, Rail.BUDGET_LINK, "link", it.budget().perLinkPerMinute(), move.linkIds(), tally(it)::ofLink);
    }

    static Verdict ofProviders(Case it, Move move) {
        int allowed = it.budget().perProviderPerMinute();
        return within(it, Rail.BUDGET_PROVIDER, "provider", allowed, move.providerIds(), tally(it)::ofProvider);
    }

    static Verdict ofMetros(Case it, Move move) {
        int allowed = it.budget().perMetroPerMinute();
        return within(it, Rail.BUDGET_METRO, "metro", allowed, move.metroIds(), tally(it)::ofMetro);
    }

    private static MoveTally tally(Case it) {
        return it.state().moves().since(it.now().minus(MINUTE), it.failure());
    }

    private static Verdict within(
            Case it, Rail rail, String word, int allowed, List<String> ids, ToIntFunction<String> moved) {
        for (String id : ids) {
            if (moved.applyAsInt(id) >= allowed) {
                return stop(
                        rail,
                        "Connection %s waits: %d moves a minute to and from %s %s are allowed.",
                        it.id(),
                        allowed,
                        word,
                        id);
            }
        }
        return pass(rail, "Fewer than %d moves in the last minute to and from each %s.", allowed, word);
    }
}
