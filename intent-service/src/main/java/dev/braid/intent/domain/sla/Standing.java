package dev.braid.intent.domain.sla;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a judgement stands when no other follows: longer than telemetry pauses before it repeats it. After that
 * nothing is known.
 *
 * @param trouble one of AT_RISK or BROKEN
 * @param calm any other
 * @param lateness how much later than a newer one a judgement may come and still count
 */
public record Standing(Duration trouble, Duration calm, Duration lateness) {
    public Standing {
        check("trouble", trouble);
        check("calm", calm);
        check("lateness", lateness);
    }

    Instant end(Verdict verdict) {
        return switch (verdict.health()) {
            case AT_RISK, BROKEN -> verdict.judgeTime().plus(trouble);
            case MET, UNMEASURED, UNKNOWN -> verdict.judgeTime().plus(calm);
        };
    }

    private static void check(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("The time %s (%s) is not positive.".formatted(name, duration));
        }
    }
}
