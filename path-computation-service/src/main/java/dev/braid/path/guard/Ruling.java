package dev.braid.path.guard;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the guard rails made of a judgement.
 *
 * @param verdicts of the rails that were asked, in order; only the last one may stop
 * @param proposed the other path, where one was looked for and found
 */
public record Ruling(HealthJudged judged, List<Verdict> verdicts, Optional<Plan> proposed, Decision decision) {
    public Ruling {
        verdicts = List.copyOf(verdicts);
    }

    /** The same, with what one more rail says of the move. */
    public Ruling and(Verdict verdict) {
        List<Verdict> all = new ArrayList<>(verdicts);
        all.add(verdict);
        return new Ruling(
                judged,
                all,
                proposed,
                verdict.stops() ? new Decision.Ignored(verdict.rail().word(), verdict.reason()) : decision);
    }

    /** The rail that stopped the move, if one did. */
    public Optional<Verdict> stop() {
        return verdicts.stream().filter(Verdict::stops).findFirst();
    }
}
