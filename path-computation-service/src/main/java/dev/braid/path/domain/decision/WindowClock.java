package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Booking;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Explanation;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.RecordDraft;
import dev.braid.path.domain.route.Rejection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what the time means for an intent: what is booked begins, all of its connections together, as soon as there is
 * room for it; what is over is given up. However late it is asked, what is over altogether is left out.
 */
public final class WindowClock {
    private final PlanningState trial;
    private final Instant now;
    private final Map<String, PathRecord> started = new LinkedHashMap<>();

    private WindowClock(PlanningState trial, Instant now) {
        this.trial = trial;
        this.now = now;
    }

    private sealed interface Start {
        record Begins(RecordDraft draft) implements Start {}

        /** Others have not let go yet. */
        record Waits() implements Start {}

        record Impossible(Rejection rejection) implements Start {}
    }

    /** What changes for the intent at this time. */
    public static Decision turn(PlanningState state, String intentKey, Instant now) {
        return new WindowClock(state.fork(), now).turn(state.book().ofIntent(intentKey), intentKey);
    }

    private Decision turn(List<PathRecord> known, String intentKey) {
        boolean waits = false;
        for (PathRecord record : known) {
            Optional<Booking> due =
                    current(record).filter(booked -> !booked.next().start().isAfter(now));
            if (due.isEmpty()) {
                continue;
            }
            switch (start(record, due.get())) {
                case Start.Begins(var draft) -> {
                    PathRecord next = draft.record();
                    trial.apply(new Change.RecordWritten(next));
                    started.put(record.connectionId(), next);
                }
                case Start.Waits() -> waits = true;
                case Start.Impossible(var rejection) -> {
                    return rejected(known, record, rejection);
                }
            }
        }
        if (waits) {
            started.clear();
        }
        List<PathRecord> changed = known.stream()
                .map(record ->
                        started.containsKey(record.connectionId()) ? started.get(record.connectionId()) : past(record))
                .filter(Objects::nonNull)
                .toList();
        return changed.isEmpty()
                ? new Decision.Ignored("window-waits", "Nothing of intent %s can begin yet.".formatted(intentKey))
                : new Decision.Changed(changed);
    }

    private Optional<Booking> current(PathRecord record) {
        return record.booking().flatMap(booked -> booked.after(record.demand(), now));
    }

    private Start start(PathRecord record, Booking due) {
        Demand demand = record.demand();
        RecordDraft draft = record.draft(now).book(due.behind(demand));
        Optional<Interval> occurrence = demand.window().map(_ -> due.next());
        if (record.plan().filter(inForce -> continues(inForce, due)).isPresent()) {
            return new Start.Begins(draft.extend(due.next()));
        }
        Plan plan = due.plan();
        if (inWorkingOrder(plan)) {
            return Room.now(trial, record, plan)
                    ? new Start.Begins(draft.want(plan.at(occurrence).because(begun(plan.why()))))
                    : new Start.Waits();
        }
        List<Interval> times =
                due.times(demand).stream().map(each -> each.seenFrom(now)).toList();
        Occasion occasion =
                new Occasion(Cause.WINDOW, 0, List.of(), "The path that was booked is not there any more. ");
        return switch (trial.answer(record, demand, times, record.refusedLinkIds(), occasion)) {
            case Answer.Found(var other) -> {
                Plan next = other.numbered(0, plan.generation());
                yield new Start.Begins(record.draft(now)
                        .book(new Booking(next, due.next()).behind(demand))
                        .want(next.at(occurrence)));
            }
            case Answer.None(var none) ->
                new Start.Impossible(new Rejection(
                        record.generation(),
                        Binding.WINDOW,
                        "The path that was booked is not there any more. " + none.message(),
                        none.nearestOffer()));
        };
    }

    /** The way in force serves on, without a gap and without an order. */
    private static boolean continues(Plan inForce, Booking due) {
        return inForce.occurrence().isPresent()
                && inForce.sameWay(due.plan())
                && inForce.bandwidthBps() == due.plan().bandwidthBps()
                && inForce.generation() == due.plan().generation();
    }

    private static Explanation begun(Explanation booked) {
        return new Explanation(
                Cause.WINDOW,
                booked.metric(),
                booked.summary(),
                booked.unconstrainedLatencyUs(),
                booked.previousLatencyUs(),
                booked.blamedLinkIds(),
                booked.fullLinkIds(),
                booked.influences());
    }

    private boolean inWorkingOrder(Plan plan) {
        return plan.allHops().stream().allMatch(hop -> isThere(hop) && isUp(hop.linkId()) && isUp(hop.reverseLinkId()));
    }

    private boolean isThere(Hop hop) {
        return trial.topology()
                .link(hop.linkId())
                .filter(link -> link.fromNodeId().equals(hop.fromNodeId())
                        && link.toNodeId().equals(hop.toNodeId()))
                .isPresent();
    }

    private boolean isUp(String linkId) {
        return trial.measure(linkId).filter(LinkMeasure::down).isEmpty();
    }

    /** Gives up what is over, and leaves out what never came to be; nothing where neither is there. */
    private PathRecord past(PathRecord record) {
        boolean over = record.plan()
                .flatMap(Plan::occurrence)
                .filter(time -> !time.end().isAfter(now))
                .isPresent();
        Optional<Booking> later = current(record);
        if (!over && later.equals(record.booking())) {
            return null;
        }
        RecordDraft draft = record.draft(now).book(later);
        if (over || record.plan().isEmpty()) {
            draft.rest();
        }
        if (!over && later.isEmpty()) {
            draft.reject(new Rejection(
                    record.generation(),
                    Binding.WINDOW,
                    "The window ended at %s, before there was room for it to begin."
                            .formatted(record.booking().orElseThrow().next().end()),
                    Optional.empty()));
        }
        return draft.record();
    }

    private Decision rejected(List<PathRecord> known, PathRecord hopeless, Rejection rejection) {
        return new Decision.Changed(known.stream()
                .map(record -> record.draft(now)
                        .wantNothing()
                        .reject(
                                record.equals(hopeless)
                                        ? rejection
                                        : Rejection.sibling(record.generation(), hopeless.connectionId()))
                        .record())
                .toList());
    }
}
