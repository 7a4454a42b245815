package dev.braid.path.domain.decision;

import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Booking;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds another way for those whose bandwidth is taken, or takes their whole intent back. */
final class Preempted {
    private static final Occasion OCCASION = new Occasion(
            Cause.PREEMPTED, 0, List.of(), "Moved because a more important connection takes its bandwidth. ");

    private final PlanningState trial;
    private final Instant now;
    private final List<PathRecord> records = new ArrayList<>();

    /** Writes what it decides into the trial, too. */
    Preempted(PlanningState trial, Instant now) {
        this.trial = trial;
        this.now = now;
    }

    /** The next records of the victims and their siblings, in an order in which they are possible. */
    List<PathRecord> replan(List<PathRecord> victims) {
        for (PathRecord victim : victims) {
            // It may have gone with its intent, for the sake of a victim before it.
            trial.book()
                    .find(victim.connectionId())
                    .filter(record ->
                            record.plan().isPresent() || record.booking().isPresent())
                    .ifPresent(this::replan);
        }
        return records;
    }

    private void replan(PathRecord victim) {
        List<Interval> times = victim.demand().times(now);
        long generation = victim.plan()
                .or(() -> victim.booking().map(Booking::plan))
                .map(Plan::generation)
                .orElseThrow();
        if (times.isEmpty()) {
            write(victim.draft(now).wantNothing().record());
            return;
        }
        switch (trial.answer(victim, victim.demand(), times, victim.refusedLinkIds(), OCCASION)) {
            case Answer.Found(var plan) -> {
                Plan way = plan.numbered(0, generation);
                // What carries nothing may wait for its siblings, which may wait for who takes: it lets go first.
                write((victim.activeRevision() > 0
                                ? victim.draft(now).give(way)
                                : victim.draft(now).claim(way))
                        .record());
            }
            case Answer.None(var none) -> takeBack(victim, none);
        }
    }

    private void takeBack(PathRecord victim, Rejection none) {
        Rejection rejection = new Rejection(
                victim.generation(),
                Binding.PREEMPTED,
                "A more important connection takes the bandwidth, and there is no other path: " + none.message(),
                none.nearestOffer());
        Rejection sibling = Rejection.sibling(victim.generation(), victim.connectionId());
        trial.book().ofIntent(victim.intentKey()).stream()
                .filter(record -> record.plan().isPresent() || record.booking().isPresent())
                .forEach(record -> write(record.draft(now)
                        .wantNothing()
                        .reject(record.connectionId().equals(victim.connectionId()) ? rejection : sibling)
                        .record()));
    }

    private void write(PathRecord record) {
        trial.apply(new Change.RecordWritten(record));
        records.add(record);
    }
}
