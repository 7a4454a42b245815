package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds whose bandwidth an important demand takes (RFC 3209). Nobody is taken from as long as those whose hold is less
 * important are enough; on the best path that is possible then, the most important and the largest are spared first, and
 * none is taken from who is not needed.
 */
final class Preemption {
    private static final Comparator<PathRecord> SPARED_FIRST = Comparator.comparingInt(Preemption::hold)
            .thenComparing(Comparator.comparingLong(Preemption::bandwidthBps).reversed())
            .thenComparing(PathRecord::connectionId);

    private Preemption() {}

    /** A path, and the connections that must leave it, the most important first; none where waiting is enough. */
    record Taking(Plan plan, List<PathRecord> victims) {}

    /**
     * What the connection takes, if anything is enough.
     *
     * @param times when it needs it
     */
    static Optional<Taking> find(
            PlanningState state, PathRecord connection, Demand demand, List<Interval> times, Occasion occasion) {
        // Whoever is taken from, no more is left than this; the book is too large to be read in vain.
        if (!PathFinder.possible(state.network().idle(), demand, Set.of())) {
            return Optional.empty();
        }
        Outlook outlook = Claims.outlook(state, connection);
        List<PathRecord> removed = new ArrayList<>();
        Optional<Plan> found = answer(outlook.at(times), demand, occasion);
        for (List<PathRecord> level :
                levels(state, connection, demand.priority().setup()).values()) {
            if (found.isPresent()) {
                break;
            }
            removed.addAll(level);
            outlook.without(level.stream().map(PathRecord::onlyWanted).toList());
            found = answer(outlook.at(times), demand, occasion);
        }
        return found.map(plan -> new Taking(plan, needed(outlook, plan, times, removed)));
    }

    /** Who may be taken from, by hold, the least important first. */
    private static NavigableMap<Integer, List<PathRecord>> levels(
            PlanningState state, PathRecord connection, int setup) {
        return state.book()
                .all()
                .filter(record -> hold(record) > setup)
                .filter(record -> !record.intentKey().equals(connection.intentKey()))
                .filter(record -> record.plan().isPresent() || record.booking().isPresent())
                .collect(Collectors.groupingBy(
                        Preemption::hold, () -> new TreeMap<>(Collections.reverseOrder()), Collectors.toList()));
    }

    private static Optional<Plan> answer(Network network, Demand demand, Occasion occasion) {
        return switch (PathFinder.answer(network, demand, Set.of(), occasion)) {
            case Answer.Found(var plan) -> Optional.of(plan);
            case Answer.None _ -> Optional.empty();
        };
    }

    private static List<PathRecord> needed(Outlook outlook, Plan plan, List<Interval> times, List<PathRecord> removed) {
        List<PathRecord> victims = new ArrayList<>();
        Map<String, Long> links = plan.holdings();
        removed.stream()
                .filter(record -> record.reservations().stream()
                        .flatMap(each -> each.plan().holdings().keySet().stream())
                        .anyMatch(links::containsKey))
                .sorted(SPARED_FIRST)
                .forEach(record -> {
                    List<PathRecord> spared = List.of(record.onlyWanted());
                    if (!Claims.fits(outlook.with(spared), plan, times)) {
                        outlook.without(spared);
                        victims.add(record);
                    }
                });
        return victims;
    }

    private static int hold(PathRecord record) {
        return record.demand().priority().hold();
    }

    private static long bandwidthBps(PathRecord record) {
        return record.demand().bandwidthBps();
    }
}
