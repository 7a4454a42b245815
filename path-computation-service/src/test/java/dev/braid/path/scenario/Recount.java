package dev.braid.path.scenario;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The oracle of what is reserved when: counts all records at single moments, from nothing. */
public final class Recount {
    private final List<PathRecord> records;
    private final boolean held;

    public Recount(PlanningState state) {
        this(state.book().after("").toList(), true);
    }

    private Recount(List<PathRecord> records, boolean held) {
        this.records = records;
        this.held = held;
    }

    /** Without what is only waiting to be let go. */
    public Recount wanted() {
        return new Recount(records, false);
    }

    /** Without this connection. */
    public Recount without(String connectionId) {
        return new Recount(
                records.stream()
                        .filter(record -> !record.connectionId().equals(connectionId))
                        .toList(),
                held);
    }

    /** All that is reserved on each link at the moment; nothing said means before all that has an end or a start. */
    public Map<String, Long> at(Optional<Instant> moment) {
        Map<String, Long> sums = new HashMap<>();
        for (PathRecord record : records) {
            Map<String, Long> largest = new HashMap<>();
            record.plan().filter(plan -> serves(plan, moment)).ifPresent(plan -> take(plan, largest));
            if (held) {
                for (Plan plan : record.heldPlans()) {
                    boolean released = record.plan().isEmpty() || plan.generation() == 0;
                    if (released || serves(plan, moment)) {
                        take(plan, largest);
                    }
                }
            }
            if (moment.isPresent() && isBooked(record, moment.get())) {
                take(record.booking().orElseThrow().plan(), largest);
            }
            largest.forEach((link, bps) -> sums.merge(link, bps, Long::sum));
        }
        return sums;
    }

    private static boolean serves(Plan plan, Optional<Instant> moment) {
        return plan.occurrence().isEmpty()
                || moment.isEmpty()
                || moment.get().isBefore(plan.occurrence().get().end());
    }

    private static boolean isBooked(PathRecord record, Instant moment) {
        return record.booking().isPresent()
                && times(record).stream()
                        .anyMatch(time -> !moment.isBefore(time.start()) && moment.isBefore(time.end()));
    }

    private static List<Interval> times(PathRecord record) {
        Interval next = record.booking().orElseThrow().next();
        List<Interval> times = new ArrayList<>(List.of(next));
        record.demand()
                .window()
                .ifPresent(window -> window.occurrences().stream()
                        .filter(time -> time.start().isAfter(next.start()))
                        .forEach(times::add));
        return times;
    }

    private static void take(Plan plan, Map<String, Long> largest) {
        for (Hop hop : plan.allHops()) {
            for (String link : List.of(hop.linkId(), hop.reverseLinkId())) {
                largest.merge(link, plan.bandwidthBps(), Math::max);
            }
        }
    }

    /** Every moment from which on something may be different, and the one before all of them. */
    public List<Optional<Instant>> moments() {
        TreeSet<Instant> turns = new TreeSet<>();
        for (PathRecord record : records) {
            record.allPlans().forEach(plan -> plan.occurrence().ifPresent(time -> turns.add(time.end())));
            record.booking()
                    .ifPresent(_ -> times(record).forEach(time -> {
                        turns.add(time.start());
                        turns.add(time.end());
                    }));
        }
        List<Optional<Instant>> moments = new ArrayList<>(List.of(Optional.empty()));
        turns.forEach(turn -> moments.add(Optional.of(turn)));
        return moments;
    }
}
