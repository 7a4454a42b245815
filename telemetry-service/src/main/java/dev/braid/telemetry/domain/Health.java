package dev.braid.telemetry.domain;

/**
 * The health of one connection on one plan: a state machine with hysteresis.
 *
 * <pre>
 *                    good                       3 bad of 5               3 down in a row, 8 bad of 10
 *   NOT_JUDGED ───────────────▶ MET ────────────────────────▶ AT_RISK ◀──────────────────────────────▶ BROKEN
 *                                ▲        10 good in a row       │     10 in a row good or off target    │
 *                                ├───────────────────────────────┴───────────────────────────────────────┘
 *                                │  silence, from anywhere ──▶ UNKNOWN ── the same bounds, windows start anew
 *                                └── one good window, or 10 in a row where there was trouble before the silence
 * </pre>
 *
 * Windows that miss the soft bound alone, or that a breach is foreseen in, count like bad ones towards AT_RISK, and not
 * towards BROKEN.
 *
 * @param state the judgement
 * @param troubleBefore whether the last judgement before a silence was trouble, which silence does not cure
 * @param recent the windows since the plan or the last silence began
 */
public record Health(HealthState state, boolean troubleBefore, RecentWindows recent) {
    /** Nothing is known yet. */
    public static Health unjudged() {
        return resumed(HealthState.NOT_JUDGED);
    }

    /** Goes on from a judgement that was published before, without the windows it came from. */
    public static Health resumed(HealthState state) {
        return new Health(state, false, RecentWindows.NONE);
    }

    /** The health after one more window. */
    public Health after(PathWindow window, HealthPolicy policy) {
        RecentWindows now = recent.plus(window, policy.remembered());
        return new Health(judge(now, policy), troubleBefore, now).settled();
    }

    /** The health after a time without windows: nothing is known, and what was known is forgotten. */
    public Health silent() {
        return new Health(HealthState.UNKNOWN, troubleBefore || state.isTrouble(), RecentWindows.NONE);
    }

    /** How many of the remembered windows were bad. */
    public int badWindowCount() {
        return Long.bitCount(recent.bad());
    }

    /** Whether bad windows alone are enough for AT_RISK. */
    boolean isBad(HealthPolicy policy) {
        return recent.badOfLast(policy.atRiskOf()) >= policy.atRiskBad();
    }

    /** How many of them missed the soft bound alone, or had a breach ahead. */
    public int offTargetWindowCount() {
        return Long.bitCount(recent.offTarget());
    }

    /** How many windows are remembered. */
    public int windowCount() {
        return recent.count();
    }

    private HealthState judge(RecentWindows now, HealthPolicy policy) {
        if (now.downInRow() >= policy.brokenDownInRow() || now.badOfLast(policy.brokenOf()) >= policy.brokenBad()) {
            return HealthState.BROKEN;
        }
        boolean atRisk = now.notGoodOfLast(policy.atRiskOf()) >= policy.atRiskBad();
        boolean recovered = now.goodInRow() >= policy.goodInRow();
        return switch (state) {
            case NOT_JUDGED, MET -> atRisk ? HealthState.AT_RISK : now.goodInRow() > 0 ? HealthState.MET : state;
            case UNKNOWN -> {
                if (atRisk) {
                    yield HealthState.AT_RISK;
                }
                yield recovered || (!troubleBefore && now.goodInRow() > 0) ? HealthState.MET : state;
            }
            case AT_RISK -> recovered ? HealthState.MET : state;
            case BROKEN -> {
                if (recovered) {
                    yield HealthState.MET;
                }
                yield now.notBadInRow() >= policy.goodInRow() ? HealthState.AT_RISK : state;
            }
        };
    }

    private Health settled() {
        return state == HealthState.UNKNOWN ? this : new Health(state, false, recent);
    }
}
