package dev.braid.simulation;

import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.guard.Budget;
import dev.braid.path.guard.GuardPolicy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Every move is allowed, seldom enough, and for something that is known now. */
final class MoveCheck {
    private static final long MINUTE_US = 60 * Defaults.SECOND_US;
    private static final long HOUR_US = 60 * MINUTE_US;

    private final EventQueue queue;
    private final Findings findings;
    private final Said said;
    private final GuardPolicy policy;
    private final Map<String, Long> lastUs = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Deque<Long>> slowOfConnection = new HashMap<>();
    private final Map<String, Deque<Long>> failedOfConnection = new HashMap<>();
    private final Deque<Long> slow = new ArrayDeque<>();
    private final Deque<Long> failed = new ArrayDeque<>();
    private int moves;

    MoveCheck(EventQueue queue, Findings findings, Said said, GuardPolicy policy) {
        this.queue = queue;
        this.findings = findings;
        this.said = said;
        this.policy = policy;
    }

    /** @param sentUs when it was judged, in true time */
    void moved(HealthJudged judged, long sentUs, PathRecord before, PathRecord after) {
        Plan plan = before.plan().orElseThrow();
        String id = before.connectionId();
        boolean failure = !after.moves().failed().equals(before.moves().failed());
        moves++;
        findings.require(
                !failure || isDown(plan),
                "failure",
                "%s was moved off a failed link, and none of its links failed",
                id);
        evidence(judged, sentUs, before);
        silence(id, plan);
        holdDown(judged, id, plan, failure);
        Budget budget = failure ? policy.failed() : policy.slow();
        Map<String, Deque<Long>> likeThis = failure ? failedOfConnection : slowOfConnection;
        int ofConnection = count(likeThis.computeIfAbsent(id, _ -> new ArrayDeque<>()), HOUR_US);
        findings.require(
                ofConnection <= budget.perConnectionPerHour(),
                "budget-connection",
                "%s was moved %d times like this in an hour",
                id,
                ofConnection);
        int ofAll = count(failure ? failed : slow, MINUTE_US);
        findings.require(ofAll <= budget.perMinute(), "budget", "%d moves in a minute, with %s", ofAll, id);
    }

    /** Only what is down, or worse than before the last move, does not wait. */
    private void holdDown(HealthJudged judged, String id, Plan plan, boolean failure) {
        boolean worse = plan.why().cause() == Cause.HEALTH
                && judged.measuredLatencyUs() > plan.why().previousLatencyUs();
        long calmUs = lastUs(id) == 0 ? Long.MAX_VALUE : queue.nowUs() - lastUs(id);
        findings.require(
                failure || worse || calmUs >= policy.holdDown().toNanos() / 1_000,
                "hold-down",
                "%s was moved %d us after its last move",
                id,
                calmUs);
        if (queue.nowUs() >= Plot.FIRST_US) {
            counts.merge(id, 1, Integer::sum);
        }
        lastUs.put(id, queue.nowUs());
    }

    private boolean isDown(Plan plan) {
        long sinceUs = queue.nowUs() - policy.evidence().maxAge().toNanos() / 1_000 - Defaults.HEALTH.silenceUs();
        return plan.hops().stream()
                .anyMatch(hop -> said.lost(hop.linkId(), sinceUs) || said.lost(hop.reverseLinkId(), sinceUs));
    }

    /** With one more now. */
    private int count(Deque<Long> recent, long withinUs) {
        recent.add(queue.nowUs());
        while (recent.peekFirst() <= queue.nowUs() - withinUs) {
            recent.removeFirst();
        }
        return recent.size();
    }

    private void evidence(HealthJudged judged, long sentUs, PathRecord before) {
        long ageUs = queue.nowUs() - sentUs;
        boolean bad = judged.state() == HealthState.AT_RISK || judged.state() == HealthState.BROKEN;
        boolean inForce = before.phase() == Phase.ACTIVE
                && before.plan()
                        .filter(plan -> plan.revision() == judged.revision())
                        .isPresent();
        findings.require(bad, "evidence", "%s was moved though judged %s", before.connectionId(), judged.state());
        findings.require(
                judged.breached(), "evidence", "%s was moved for trouble that was over", before.connectionId());
        findings.require(
                inForce,
                "evidence",
                "%s was moved for what was judged of revision %d",
                before.connectionId(),
                judged.revision());
        findings.require(
                ageUs <= policy.evidence().maxAge().toNanos() / 1_000,
                "evidence",
                "%s was moved for what was judged %d us ago",
                before.connectionId(),
                ageUs);
    }

    /** A judgement may be as old as evidence may be, and what it was made of as old as silence may be. */
    private void silence(String connectionId, Plan plan) {
        long boundUs = policy.evidence().maxAge().toNanos() / 1_000 + Defaults.HEALTH.silenceUs();
        for (String linkId : plan.linkIds()) {
            long silentUs = queue.nowUs() - said.lastUs(linkId);
            findings.require(
                    silentUs <= boundUs,
                    "silence",
                    "%s was moved while %s was silent for %d us",
                    connectionId,
                    linkId,
                    silentUs);
        }
    }

    /** When the connection was moved last; 0 for never. */
    long lastUs(String connectionId) {
        return lastUs.getOrDefault(connectionId, 0L);
    }

    int moves() {
        return moves;
    }

    /** Of the connection that was moved most since faults began. */
    int most() {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
