package dev.braid.path.guard;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.MovePlanner;
import dev.braid.path.domain.decision.MovePlanner.Proposal;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets a connection move only for fresh bad news about the plan in force, seldom enough, and for enough gain. */
public final class GuardRails {
    private static final Duration BUDGET_WINDOW = Duration.ofMinutes(1);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final GuardPolicy policy;

    public GuardRails(GuardPolicy policy) {
        this.policy = policy;
    }

    /** The move, or the guard rail that stopped it. */
    public Decision decide(PlanningState state, HealthJudged judged, Instant now) {
        Optional<PathRecord> known = state.book().find(judged.connectionId());
        if (known.isEmpty()) {
            return ignored("unknown-connection", "Connection %s is not known.", judged.connectionId());
        }
        PathRecord record = known.get();
        return before(state, record, judged, now).orElseGet(() -> propose(state, record, judged, now));
    }

    private Optional<Decision> before(PlanningState state, PathRecord record, HealthJudged judged, Instant now) {
        String id = record.connectionId();
        boolean bad =
                switch (judged.state()) {
                    case AT_RISK, BROKEN -> true;
                    case MET, UNKNOWN -> false;
                };
        if (!bad) {
            return Optional.of(ignored("not-bad", "Connection %s is judged %s.", id, judged.state()));
        }
        if (record.phase() != Phase.ACTIVE
                || record.plan()
                        .filter(plan -> plan.revision() == judged.revision())
                        .isEmpty()) {
            return Optional.of(ignored("other-revision", "The judged plan of connection %s is not in force.", id));
        }
        Instant judgeTime = judged.judgeTime();
        if (judgeTime.isBefore(now.minus(policy.maxEvidenceAge())) || judgeTime.isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of(ignored("stale-evidence", "Connection %s was judged at %s.", id, judgeTime));
        }
        if (record.holdDownUntilTime().filter(now::isBefore).isPresent()) {
            return Optional.of(ignored(
                    "hold-down",
                    "Connection %s stays put until %s.",
                    id,
                    record.holdDownUntilTime().get()));
        }
        if (state.movesSince(now.minus(BUDGET_WINDOW)) >= policy.maxMovesPerMinute()) {
            return Optional.of(ignored(
                    "budget", "Connection %s waits: %d moves a minute are allowed.", id, policy.maxMovesPerMinute()));
        }
        return Optional.empty();
    }

    private Decision propose(PlanningState state, PathRecord record, HealthJudged judged, Instant now) {
        return switch (MovePlanner.propose(state, record, judged)) {
            case Proposal.Stay(var reason) ->
                ignored("no-better-path", "Connection %s stays: %s", record.connectionId(), reason);
            case Proposal.Better better
            when !gainsEnough(better) ->
                ignored(
                        "minimum-gain",
                        "Connection %s stays: %d us instead of %d us is too little.",
                        record.connectionId(),
                        better.plan().expectedLatencyUs(),
                        better.measuredUs());
            case Proposal.Better better
            when policy.mode() != Mode.AUTOMATIC ->
                ignored(
                        "mode",
                        "Connection %s would be moved; the mode is %s. %s",
                        record.connectionId(),
                        policy.mode(),
                        better.plan().why().summary());
            case Proposal.Better better ->
                Decision.changed(record.draft(now)
                        .want(better.plan())
                        .moved(now.plus(policy.holdDownAfter(record.moveCount())))
                        .record());
        };
    }

    private boolean gainsEnough(Proposal.Better better) {
        return better.keepsBound()
                || better.plan().expectedLatencyUs() <= better.measuredUs() * (1 - policy.minGainRatio());
    }

    private static Decision ignored(String rail, String reason, Object... values) {
        return new Decision.Ignored(rail, reason.formatted(values));
    }
}
