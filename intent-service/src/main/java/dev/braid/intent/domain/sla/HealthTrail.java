package dev.braid.intent.domain.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was judged of one plan of one connection, as spans. A function of what was judged and of nothing else: in whichever
 * order judgements come, and however often, the spans are the same, as long as none comes later than the lateness allows.
 * The newest are kept one by one, because others may still come between them; all before are folded into spans.
 *
 * @param foldedBefore judgements from before this moment are folded; one that comes now is a repetition, or too late
 * @param run the last ones that were folded
 * @param recent those since, by time
 */
public record HealthTrail(Instant foldedBefore, Optional<Run> run, List<Verdict> recent) {
    /** Nothing was judged. */
    public static final HealthTrail EMPTY = new HealthTrail(Instant.EPOCH, Optional.empty(), List.of());

    public HealthTrail {
        recent = List.copyOf(recent);
    }

    /** What a judgement means for the trail. */
    public sealed interface Step {
        /** The trail after it, and the spans that are over and will not change any more. */
        record Added(HealthTrail trail, List<Span> closed) implements Step {
            public Added {
                closed = List.copyOf(closed);
            }
        }

        /** It was heard before, or is too late: nothing changes. */
        record Ignored() implements Step {}
    }

    /**
     * What this judgement means.
     *
     * @param now a judgement from the future folds nothing before that has come
     */
    public Step add(Verdict verdict, Instant now, Standing standing) {
        if (verdict.judgeTime().isBefore(foldedBefore)) {
            return new Step.Ignored();
        }
        TreeMap<Instant, Verdict> byTime = new TreeMap<>();
        recent.forEach(known -> byTime.put(known.judgeTime(), known));
        Verdict before = byTime.get(verdict.judgeTime());
        byTime.merge(verdict.judgeTime(), verdict, Verdict::worse);
        if (byTime.get(verdict.judgeTime()).equals(before)) {
            return new Step.Ignored();
        }
        Instant newest = byTime.lastKey().isAfter(now) ? now : byTime.lastKey();
        Instant bound = newest.minus(standing.lateness());
        Instant folds = bound.isAfter(foldedBefore) ? bound : foldedBefore;
        var old = byTime.headMap(folds, false);
        Folding folding = new Folding(run).all(List.copyOf(old.values()), standing);
        old.clear();
        return new Step.Added(new HealthTrail(folds, folding.run, List.copyOf(byTime.values())), folding.closed);
    }

    /** The spans that are not closed yet, as they stand at that moment. */
    public List<Span> open(Instant until, Standing standing) {
        List<Verdict> heard =
                recent.stream().filter(v -> v.judgeTime().isBefore(until)).toList();
        Folding folding = new Folding(run).all(heard, standing);
        List<Span> spans = new ArrayList<>(folding.closed);
        folding.run.flatMap(last -> last.endedBy(until)).ifPresent(spans::add);
        return spans;
    }

    /** Adds judgements in the order of their times. */
    private static final class Folding {
        private final List<Span> closed = new ArrayList<>();
        private Optional<Run> run;

        private Folding(Optional<Run> run) {
            this.run = run;
        }

        private Folding all(List<Verdict> verdicts, Standing standing) {
            for (Verdict verdict : verdicts) {
                Optional<Run> longer = run.flatMap(last -> last.with(verdict, standing));
                if (longer.isEmpty()) {
                    run.flatMap(last -> last.endedBy(verdict.judgeTime())).ifPresent(closed::add);
                }
                run = Optional.of(longer.orElseGet(() -> Run.of(verdict, standing)));
            }
            return this;
        }
    }
}
