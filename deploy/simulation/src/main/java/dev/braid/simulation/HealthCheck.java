package dev.braid.simulation;

import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.Judgement;
import java.util.HashMap;
import java.util.Map;

/** Trouble is only called so after it lasted. Bounds are looser than the policy's: clocks and messages are late. */
final class HealthCheck {
    private static final int LEAST_BAD_SECONDS = 3;
    private static final int SECONDS = 16;
    /** What only just keeps the bound may be called bad: which sample stands beside which is chance. */
    private static final double NOISE_RATIO = 1.02;
    /** The newest windows of two links may be of two seconds. */
    private static final long SPREAD_US = 2 * Defaults.SECOND_US;

    /** What was judged further in the future than that gives way. */
    private static final long SKEW_US = Defaults.SECOND_US;

    /** As far back as a trend goes, and the parts at its ends that are held against each other. */
    private static final long AGO_US = 60 * Defaults.SECOND_US;

    private static final long PART_US = 10 * Defaults.SECOND_US;

    private final EventQueue queue;
    private final Findings findings;
    private final Said said;
    private final Trace trace;
    private final Map<String, Judgement> newest = new HashMap<>();
    private final Map<String, Long> troubleSinceUs = new HashMap<>();

    HealthCheck(EventQueue queue, Findings findings, Said said, Trace trace) {
        this.queue = queue;
        this.findings = findings;
        this.said = said;
        this.trace = trace;
    }

    void look(Judgement judgement) {
        String id = judgement.plan().connectionId();
        Judgement before = newest.get(id);
        if (before != null
                && before.judgeTimeUs() >= judgement.judgeTimeUs()
                && before.judgeTimeUs() <= Defaults.START_WALL_US + queue.nowUs() + SKEW_US) {
            return;
        }
        newest.put(id, judgement);
        HealthState was =
                before == null || before.plan().revision() != judgement.plan().revision()
                        ? HealthState.NOT_JUDGED
                        : before.state();
        if (was != judgement.state()) {
            trace.note("%s revision %d is judged %s after %s, %d us of %s"
                    .formatted(
                            id,
                            judgement.plan().revision(),
                            judgement.state(),
                            was,
                            judgement.measured().latencyUs(),
                            judgement.plan().promises().maxLatencyUs()));
        }
        if (judgement.state().isTrouble() && !was.isTrouble()) {
            troubleSinceUs.put(id, queue.nowUs());
            begins(judgement);
        }
    }

    private void begins(Judgement judgement) {
        String id = judgement.plan().connectionId();
        int bad = badSeconds(judgement);
        if (bad < LEAST_BAD_SECONDS && judgement.forecast().isPresent()) {
            findings.require(
                    judgement.state() == HealthState.AT_RISK && hasRisen(judgement),
                    "foresight",
                    "%s is judged %s for what is ahead, and its latency has not risen for a minute",
                    id,
                    judgement.state());
        } else {
            findings.require(
                    bad >= LEAST_BAD_SECONDS,
                    "hysteresis",
                    "%s is judged %s after %d bad seconds",
                    id,
                    judgement.state(),
                    bad);
        }
    }

    private boolean hasRisen(Judgement judgement) {
        long nowUs = queue.nowUs();
        return worstUs(judgement, nowUs - AGO_US, nowUs - AGO_US + PART_US)
                < worstUs(judgement, nowUs - PART_US, nowUs);
    }

    /** When the connection's last trouble began; 0 for never. */
    long troubleSinceUs(String connectionId) {
        return troubleSinceUs.getOrDefault(connectionId, 0L);
    }

    /** The newest judgement, or null. */
    Judgement newest(String connectionId) {
        return newest.get(connectionId);
    }

    /** A second in which the worst that was said of each link makes the path bad; the links' clocks may be apart. */
    private int badSeconds(Judgement judgement) {
        long boundUs = judgement.plan().promises().maxLatencyUs().orElse(Long.MAX_VALUE / 128);
        int bad = 0;
        for (int second = 0; second < SECONDS; second++) {
            long untilUs = queue.nowUs() - second * Defaults.SECOND_US;
            bad += worstUs(judgement, untilUs - SPREAD_US, untilUs) * NOISE_RATIO > boundUs ? 1 : 0;
        }
        return bad;
    }

    private long worstUs(Judgement judgement, long fromUs, long untilUs) {
        long sumUs = 0;
        for (String linkId : judgement.plan().linkIds()) {
            sumUs += Math.max(0, said.worstUs(linkId, fromUs, untilUs, Defaults.HEALTH.badLossRatio()));
        }
        return sumUs;
    }
}
