package dev.braid.path.guard;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Move;
import dev.braid.path.domain.decision.MovePlanner;
import dev.braid.path.domain.decision.MovePlanner.Proposal;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.MoveHistory;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets a connection move only for fresh and believable bad news about the plan in force, seldom enough, few at once, and
 * for enough gain. The rails are asked in the order of {@link Rail}; the first that stops the move ends it.
 */
public final class GuardRails {
    private static final List<Function<Case, Verdict>> BEFORE = List.of(
            EvidenceRails::badNews,
            PermissionRails::notStopped,
            EvidenceRails::planInForce,
            EvidenceRails::fresh,
            EvidenceRails::lasting,
            EvidenceRails::believable,
            CalmRails::holdDown,
            CalmRails::ofConnection,
            CalmRails::ofAll,
            CalmRails::inFlight);
    private static final Duration DAY = Duration.ofDays(1);

    private final GuardPolicy policy;
    private final Permissions permissions;

    /** Nobody can stop these, and the mode of the policy is that of all: for what moves nothing in earnest. */
    public GuardRails(GuardPolicy policy) {
        this(policy, _ -> new Permission.Within(policy.mode()));
    }

    /** What the permissions do not let move stays, whatever the mode of the policy. */
    public GuardRails(GuardPolicy policy, Permissions permissions) {
        this.policy = policy;
        this.permissions = permissions;
    }

    /** The move, or the guard rail that stopped it. */
    public Decision decide(PlanningState state, HealthJudged judged, Instant now) {
        return rule(state, judged, now).decision();
    }

    /** The same with what each rail said. */
    public Ruling rule(PlanningState state, HealthJudged judged, Instant now) {
        return rule(state, judged, now, false);
    }

    /**
     * The same.
     *
     * @param again whether it was said before why there is no other path than the judged plan's
     */
    public Ruling rule(PlanningState state, HealthJudged judged, Instant now, boolean again) {
        Optional<Word> word = permissions
                .word(judged.connectionId())
                .filter(said -> said.counts(now) && said.move().revision() == judged.revision());
        Ruling ruling = rule(state, judged, word, now, again);
        return ruling.approvedBy(word.flatMap(Word::approval));
    }

    /**
     * Whether a move that was held by a budget would find room in that budget now; nothing else is asked, and no path is
     * looked for.
     *
     * @param move to the path that it would take; needed for the budgets of links, providers and metros
     * @param held a rail that is a shared budget
     */
    public boolean hasRoom(
            PlanningState state, PathRecord record, HealthJudged judged, Optional<Move> move, Rail held, Instant now) {
        Permission permission = permissions.of(record.tenantId());
        Case it = Case.of(state, record, judged, policy, permission, Optional.empty(), now);
        Verdict verdict =
                switch (held) {
                    case BUDGET -> CalmRails.ofAll(it);
                    case BUDGET_IN_FLIGHT -> CalmRails.inFlight(it);
                    case BUDGET_LINK -> CalmRails.ofLinks(it, move.orElseThrow());
                    case BUDGET_PROVIDER -> CalmRails.ofProviders(it, move.orElseThrow());
                    case BUDGET_METRO -> CalmRails.ofMetros(it, move.orElseThrow());
                    case UNKNOWN_CONNECTION,
                            NOT_BAD,
                            STOPPED,
                            OTHER_REVISION,
                            STALE_EVIDENCE,
                            RECOVERED,
                            SUSPECT_SOURCE,
                            HOLD_DOWN,
                            BUDGET_CONNECTION,
                            NO_BETTER_PATH,
                            DECLINED,
                            MINIMUM_GAIN,
                            STALE_MEASURES,
                            MODE,
                            GATE -> throw new IllegalArgumentException(held + " is no budget that others use too.");
                };
        return !verdict.stops();
    }

    private Ruling rule(PlanningState state, HealthJudged judged, Optional<Word> word, Instant now, boolean again) {
        List<Verdict> verdicts = new ArrayList<>();
        Optional<PathRecord> known = state.book().find(judged.connectionId());
        if (known.isEmpty()) {
            verdicts.add(Verdict.stop(Rail.UNKNOWN_CONNECTION, "Connection %s is not known.", judged.connectionId()));
            return stopped(judged, verdicts, Optional.empty());
        }
        Permission permission = permissions.of(known.get().tenantId());
        Case it = Case.of(state, known.get(), judged, policy, permission, word, now);
        for (Function<Case, Verdict> rail : BEFORE) {
            if (stops(rail.apply(it), verdicts)) {
                return stopped(judged, verdicts, Optional.empty());
            }
        }
        return switch (MovePlanner.propose(state, it.record(), judged, again)) {
            case Proposal.Stay(var reason) -> {
                verdicts.add(Verdict.stop(Rail.NO_BETTER_PATH, "Connection %s stays: %s", it.id(), reason));
                yield stopped(judged, verdicts, Optional.empty());
            }
            case Proposal.Better better -> judge(it, better, verdicts);
        };
    }

    private Ruling judge(Case it, Proposal.Better better, List<Verdict> verdicts) {
        Plan plan = better.plan();
        Move move = Move.of(it.state().topology(), it.record(), plan, it.now());
        verdicts.add(Verdict.pass(
                Rail.NO_BETTER_PATH, "There is another path: %s", plan.why().summary()));
        boolean stopped = stops(PermissionRails.notDeclined(it, plan), verdicts)
                || stops(CalmRails.gain(it, better), verdicts)
                || stops(EvidenceRails.measured(it, plan), verdicts)
                || stops(CalmRails.ofLinks(it, move), verdicts)
                || stops(CalmRails.ofProviders(it, move), verdicts)
                || stops(CalmRails.ofMetros(it, move), verdicts)
                || stops(PermissionRails.mode(it, plan), verdicts);
        return stopped
                ? stopped(it.judged(), verdicts, Optional.of(plan))
                : new Ruling(it.judged(), verdicts, Optional.of(plan), moved(it, plan));
    }

    private Decision moved(Case it, Plan plan) {
        MoveHistory moves = it.record().moves();
        Instant yesterday = it.now().minus(DAY);
        Duration holdDown = policy.holdDownAfter(moves.since(yesterday, false) + moves.since(yesterday, true));
        return Decision.changed(it.record()
                .draft(it.now())
                .want(plan)
                .moved(it.failure(), it.now().plus(holdDown))
                .record());
    }

    private static boolean stops(Verdict verdict, List<Verdict> verdicts) {
        verdicts.add(verdict);
        return verdict.stops();
    }

    private static Ruling stopped(HealthJudged judged, List<Verdict> verdicts, Optional<Plan> proposed) {
        Verdict last = verdicts.getLast();
        return new Ruling(
                judged, verdicts, proposed, new Decision.Ignored(last.rail().word(), last.reason()));
    }
}
