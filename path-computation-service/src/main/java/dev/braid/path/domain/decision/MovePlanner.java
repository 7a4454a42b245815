package dev.braid.path.domain.decision;

import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks for a better way for a connection that does not keep its promise. Whether it is taken is not decided here. */
public final class MovePlanner {
    /** A link is to blame where its latency rose by at least this share of what the worst link's rose by. */
    private static final double BLAME_SHARE = 0.5;

    private MovePlanner() {}

    /** What a move would come to. */
    public sealed interface Proposal {
        /**
         * Another way.
         *
         * @param keepsBound whether the promise would be kept on it
         * @param measuredUs what the way in force measures; {@link Long#MAX_VALUE} where a link of it is down
         */
        record Better(Plan plan, boolean keepsBound, long measuredUs) implements Proposal {}

        /** The way in force is the best there is. */
        record Stay(String reason) implements Proposal {}
    }

    /**
     * The best way for the connection by what is measured now, the judgement's evidence included.
     *
     * @param again whether it was found out before why there is none for this plan: that costs more than all else
     */
    public static Proposal propose(PlanningState state, PathRecord record, HealthJudged judged, boolean again) {
        Plan current = record.plan().orElseThrow();
        PlanningState trial = with(state, judged.evidence());
        boolean down = current.hops().stream().anyMatch(hop -> isDown(trial, hop));
        if (again && down && !record.isWindowed() && !trial.possible(record, fastest(record.demand()), Set.of())) {
            return new Proposal.Stay("There is still no other path.");
        }
        long measuredUs = down ? Long.MAX_VALUE : judged.measuredLatencyUs();
        Occasion occasion = occasion(trial, record, judged, down);
        List<Interval> times = List.of(
                current.occurrence().map(time -> Interval.until(time.end())).orElse(Interval.ALWAYS));
        Look look = look(trial, record, times, avoided(trial, record, current, down), occasion);
        return switch (look.answer()) {
            case Answer.None(var rejection) -> new Proposal.Stay(rejection.message() + leftOut(trial));
            case Answer.Found(var plan)
            when plan.sameWay(current) -> new Proposal.Stay("The path in force is still the best." + leftOut(trial));
            case Answer.Found(var plan) ->
                new Proposal.Better(
                        plan.numbered(0, current.generation()).at(current.occurrence()), look.keepsBound(), measuredUs);
        };
    }

    /** With what the evidence knows better. Where that is nothing, there is nothing to copy: many move for one link. */
    private static PlanningState with(PlanningState state, List<LinkMeasure> evidence) {
        boolean news = evidence.stream()
                .anyMatch(measure -> state.measure(measure.linkId())
                        .filter(known -> !measure.measureTime().isAfter(known.measureTime()))
                        .isEmpty());
        if (!news) {
            return state;
        }
        PlanningState trial = state.fork();
        evidence.forEach(measure -> trial.apply(new Change.LinkMeasured(measure)));
        return trial;
    }

    private static String leftOut(PlanningState state) {
        Set<String> damped = state.dampedLinkIds();
        return damped.isEmpty()
                ? ""
                : " Links that come and go are avoided: %s.".formatted(String.join(", ", new TreeSet<>(damped)));
    }

    private record Look(Answer answer, boolean keepsBound) {}

    /** The first of what is avoided that leaves a way decides. */
    private static Look look(
            PlanningState trial,
            PathRecord record,
            List<Interval> times,
            List<Set<String>> avoided,
            Occasion occasion) {
        Look look = look(trial, record, times, avoided.getFirst(), occasion);
        for (Set<String> less : avoided.subList(1, avoided.size())) {
            if (look.answer() instanceof Answer.None) {
                look = look(trial, record, times, less, occasion);
            }
        }
        return look;
    }

    private static Look look(
            PlanningState trial, PathRecord record, List<Interval> times, Set<String> avoided, Occasion occasion) {
        Demand asked = record.demand();
        Answer answer = trial.answer(record, asked, times, avoided, occasion);
        // Where more is avoided than the providers refuse, that is what a rejection names first.
        return answer instanceof Answer.None(var rejection)
                        && (rejection.binding() == Binding.LATENCY || !avoided.equals(record.refusedLinkIds()))
                ? new Look(trial.answer(record, fastest(asked), times, avoided, occasion), false)
                : new Look(answer, true);
    }

    /**
     * What nothing is moved onto: what providers refused, and links that come and go. Those of the path in force are left
     * where there is no other way, and what carries nothing now takes any.
     */
    private static List<Set<String>> avoided(PlanningState state, PathRecord record, Plan current, boolean down) {
        Set<String> refused = record.refusedLinkIds();
        Set<String> damped = state.dampedLinkIds();
        if (damped.isEmpty()) {
            return List.of(refused);
        }
        Set<String> notOwn = new HashSet<>(damped);
        notOwn.removeAll(current.holdings().keySet());
        List<Set<String>> avoided = new ArrayList<>();
        avoided.add(union(refused, damped));
        if (notOwn.size() < damped.size()) {
            avoided.add(union(refused, notOwn));
        }
        if (down) {
            avoided.add(refused);
        }
        return avoided;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** Whether a link of the path in force is down, by the judgement's evidence or by what is measured. */
    public static boolean isDown(PlanningState state, Plan plan, HealthJudged judged) {
        return judged.evidence().stream().anyMatch(LinkMeasure::down)
                || plan.hops().stream().anyMatch(hop -> isDown(state, hop));
    }

    private static boolean isDown(PlanningState state, Hop hop) {
        return !state.network().isUp(hop.span())
                && (state.measure(hop.linkId()).filter(LinkMeasure::down).isPresent()
                        || state.measure(hop.reverseLinkId())
                                .filter(LinkMeasure::down)
                                .isPresent());
    }

    private static Demand fastest(Demand demand) {
        return demand.withObjectives(demand.objectives().fastest());
    }

    private static Occasion occasion(PlanningState state, PathRecord record, HealthJudged judged, boolean down) {
        List<String> blamed = blamed(state, record.plan().orElseThrow());
        String where = blamed.isEmpty() ? "" : " on " + String.join(", ", blamed);
        String bound = record.demand().objectives().maxLatencyUs().isPresent()
                ? String.format(
                        Locale.ROOT,
                        " against a bound of %.1f ms",
                        record.demand().objectives().maxLatencyUs().getAsLong() / 1000.0)
                : "";
        String lead = down
                ? "Moved because nothing arrives%s. ".formatted(where)
                : String.format(
                        Locale.ROOT,
                        "Moved because %.1f ms were measured%s%s. ",
                        judged.measuredLatencyUs() / 1000.0,
                        where,
                        bound);
        return new Occasion(down ? Cause.LINK_FAILED : Cause.HEALTH, judged.measuredLatencyUs(), blamed, lead);
    }

    /** The links that are down, or else those whose latency rose most since the plan was made. */
    private static List<String> blamed(PlanningState state, Plan plan) {
        List<String> down = plan.hops().stream()
                .filter(hop -> isDown(state, hop))
                .map(Hop::linkId)
                .toList();
        if (!down.isEmpty()) {
            return down;
        }
        Network network = state.network();
        Map<String, Long> rise = new TreeMap<>();
        for (Hop hop : plan.hops()) {
            network.index()
                    .arc(hop.linkId())
                    .ifPresent(arc -> rise.put(hop.linkId(), network.load().latencyUs(arc) - hop.latencyUs()));
        }
        long worst = rise.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (worst <= 0) {
            return List.of();
        }
        return new ArrayList<>(rise.entrySet().stream()
                .filter(entry -> entry.getValue() >= worst * BLAME_SHARE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList()));
    }
}
