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
 * @param approval an operator's of a move of the connection, that counts
 */
public record Ruling(
        HealthJudged judged,
        List<Verdict> verdicts,
        Optional<Plan> proposed,
        Decision decision,
        Optional<Word.Approved> approval) {
    public Ruling {
        verdicts = List.copyOf(verdicts);
    }

    /** Of a connection of which nobody approved a move. */
    public Ruling(HealthJudged judged, List<Verdict> verdicts, Optional<Plan> proposed, Decision decision) {
        this(judged, verdicts, proposed, decision, Optional.empty());
    }

    /** The move is stopped, and that is all there is to say. */
    public static Ruling stopped(HealthJudged judged, Verdict verdict, Optional<Word.Approved> approval) {
        return new Ruling(
                judged,
                List.of(verdict),
                Optional.empty(),
                new Decision.Ignored(verdict.rail().word(), verdict.reason()),
                approval);
    }

    /** The same, with what one more rail says of the move. */
    public Ruling and(Verdict verdict) {
        List<Verdict> all = new ArrayList<>(verdicts);
        all.add(verdict);
        return new Ruling(
                judged,
                all,
                proposed,
                verdict.stops() ? new Decision.Ignored(verdict.rail().word(), verdict.reason()) : decision,
                approval);
    }

    /** The same, with more words on why the move is stopped. */
    public Ruling adding(String words) {
        Verdict last = verdicts.getLast();
        List<Verdict> before = new ArrayList<>(verdicts.subList(0, verdicts.size() - 1));
        return new Ruling(judged, before, proposed, decision, approval)
                .and(new Verdict(last.rail(), last.stops(), last.reason() + " " + words));
    }

    Ruling approvedBy(Optional<Word.Approved> other) {
        return new Ruling(judged, verdicts, proposed, decision, other);
    }

    /** The rail that stopped the move, if one did. */
    public Optional<Verdict> stop() {
        return verdicts.stream().filter(Verdict::stops).findFirst();
    }
}
