package dev.braid.path.domain.decision;

import dev.braid.path.domain.decision.Signal.IntentRequested;
import dev.braid.path.domain.decision.Signal.IntentTerminated;
import dev.braid.path.domain.decision.Signal.RequestedConnection;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.RecordDraft;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.domain.route.WindowFinder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what a new generation of an intent gets: all of its connections, or none. */
public final class IntentPlanner {
    private IntentPlanner() {}

    /** Plans every connection, each with the bandwidth of the ones before it taken. */
    public static Decision requested(PlanningState state, IntentRequested asked, Instant now) {
        List<PathRecord> known = state.book().ofIntent(asked.intentKey());
        if (isStale(known, asked.generation())) {
            return stale(asked.intentKey(), asked.generation());
        }
        Cause cause = known.isEmpty() ? Cause.SUBMITTED : Cause.CHANGED;
        Attempt attempt = attempt(state, asked, cause, now, SteadySearch::answer);
        if (attempt.costsOthers()
                && asked.connections().size() > 1
                && !state.dampedLinkIds().isEmpty()) {
            // What one connection leaves to links that come and go may be what the next one needs.
            attempt = attempt(state, asked, cause, now, PlanningState::answer);
        }
        if (!attempt.rejections().isEmpty()) {
            return new Decision.Changed(rejected(state, asked, known, attempt.rejections(), now));
        }
        List<PathRecord> records = new ArrayList<>(attempt.admitted());
        for (PathRecord dropped : others(asked, known)) {
            records.add(dropped.draft(now)
                    .generation(asked.generation(), asked.connections().size())
                    .accept()
                    .wantNothing()
                    .record());
        }
        return new Decision.Changed(records);
    }

    /** How a path is looked for. */
    private interface Search {
        Answer answer(
                PlanningState state,
                PathRecord connection,
                Demand demand,
                List<Interval> times,
                Set<String> refusedLinkIds,
                Occasion occasion);
    }

    /**
     * What would be written for all connections, and why there is no way for some of them.
     *
     * @param preempts whether others make room
     */
    private record Attempt(List<PathRecord> admitted, Map<String, Rejection> rejections, boolean preempts) {
        boolean costsOthers() {
            return preempts || !rejections.isEmpty();
        }
    }

    private static Attempt attempt(
            PlanningState state, IntentRequested asked, Cause cause, Instant now, Search search) {
        int count = asked.connections().size();
        boolean preempts = false;
        // A fork copies the whole load, and a single connection sees no other one's plan.
        PlanningState trial = count == 1 ? state : state.fork();
        List<PathRecord> admitted = new ArrayList<>();
        Map<String, Rejection> rejections = new LinkedHashMap<>();
        for (RequestedConnection connection : asked.connections()) {
            PathRecord before = before(state, asked, connection);
            RecordDraft draft = before.draft(now)
                    .generation(asked.generation(), count)
                    .demand(connection.demand())
                    .refuse(Set.of())
                    .accept();
            List<Interval> times = connection.demand().times(now);
            switch (answer(trial, before, connection.demand(), cause, now, search)) {
                case Answer.Found(var plan) -> {
                    PathRecord next =
                            draft.give(plan.numbered(0, asked.generation())).record();
                    if (count > 1) {
                        trial.apply(new Change.RecordWritten(next));
                    }
                    admitted.add(next);
                }
                case Answer.None(var rejection) -> {
                    Optional<Preemption.Taking> taking = preemption(trial, before, connection.demand(), times, cause);
                    if (taking.isEmpty()) {
                        rejections.put(connection.connectionId(), rejection.of(asked.generation()));
                    } else {
                        preempts = true;
                        PlanningState own = count == 1 ? state.fork() : trial;
                        Plan way = taking.get().plan().numbered(0, asked.generation());
                        admitted.add(write(own, draft.claim(way)));
                        admitted.addAll(
                                new Preempted(own, now).replan(taking.get().victims()));
                    }
                }
            }
        }
        return new Attempt(admitted, rejections, preempts);
    }

    private static PathRecord write(PlanningState trial, RecordDraft draft) {
        PathRecord record = draft.record();
        trial.apply(new Change.RecordWritten(record));
        return record;
    }

    private static Optional<Preemption.Taking> preemption(
            PlanningState trial, PathRecord before, Demand demand, List<Interval> times, Cause cause) {
        return demand.priority().preempt() && !times.isEmpty()
                ? Preemption.find(trial, before, demand, times, Occasion.of(cause))
                : Optional.empty();
    }

    private static Answer answer(
            PlanningState trial, PathRecord before, Demand demand, Cause cause, Instant now, Search search) {
        List<Interval> times = demand.times(now);
        if (times.isEmpty()) {
            return new Answer.None(Rejection.windowOver(demand.window().orElseThrow(), now));
        }
        return switch (search.answer(trial, before, demand, times, Set.of(), Occasion.of(cause))) {
            case Answer.Found found -> found;
            case Answer.None none when demand.window().isEmpty() -> none;
            case Answer.None(var rejection) ->
                new Answer.None(new WindowFinder(trial.outlook().without(List.of(before)), now)
                        .withLaterStart(rejection, demand, Set.of()));
        };
    }

    /** What is in force stays in force; what is not there is rejected. */
    private static List<PathRecord> rejected(
            PlanningState state,
            IntentRequested asked,
            List<PathRecord> known,
            Map<String, Rejection> rejections,
            Instant now) {
        Rejection sibling = Rejection.sibling(
                asked.generation(), rejections.keySet().iterator().next());
        List<PathRecord> records = new ArrayList<>();
        for (RequestedConnection connection : asked.connections()) {
            PathRecord before = before(state, asked, connection);
            boolean inForce = before.plan().isPresent() || before.booking().isPresent();
            records.add(before.draft(now)
                    .generation(
                            asked.generation(),
                            inForce
                                    ? before.intentConnectionCount()
                                    : asked.connections().size())
                    .demand(inForce ? before.demand() : connection.demand())
                    .reject(rejections.getOrDefault(connection.connectionId(), sibling))
                    .record());
        }
        for (PathRecord other : others(asked, known)) {
            records.add(other.draft(now)
                    .generation(asked.generation(), other.intentConnectionCount())
                    .reject(sibling)
                    .record());
        }
        return records;
    }

    /** Wants nothing of the intent any more; what is held stays held until the providers have let go. */
    public static Decision terminated(PlanningState state, IntentTerminated asked, Instant now) {
        List<PathRecord> known = state.book().ofIntent(asked.intentKey());
        if (known.isEmpty()) {
            return new Decision.Ignored(
                    "unknown-intent", "No connection of intent %s is known.".formatted(asked.intentKey()));
        }
        if (isStale(known, asked.generation())) {
            return stale(asked.intentKey(), asked.generation());
        }
        return new Decision.Changed(known.stream()
                .map(before -> before.draft(now)
                        .generation(asked.generation(), before.intentConnectionCount())
                        .accept()
                        .wantNothing()
                        .record())
                .toList());
    }

    private static PathRecord before(PlanningState state, IntentRequested asked, RequestedConnection connection) {
        return state.book()
                .find(connection.connectionId())
                .orElseGet(() -> PathRecord.blank(
                        connection.connectionId(), asked.intentKey(), asked.tenantId(), connection.demand()));
    }

    private static List<PathRecord> others(IntentRequested asked, List<PathRecord> known) {
        Set<String> wanted = asked.connections().stream()
                .map(RequestedConnection::connectionId)
                .collect(Collectors.toSet());
        return known.stream()
                .filter(record -> !wanted.contains(record.connectionId()))
                .toList();
    }

    private static boolean isStale(List<PathRecord> known, long generation) {
        return known.stream().anyMatch(record -> record.generation() >= generation);
    }

    private static Decision stale(String intentKey, long generation) {
        return new Decision.Ignored(
                "stale-generation",
                "Generation %d of intent %s is not newer than the last one.".formatted(generation, intentKey));
    }
}
