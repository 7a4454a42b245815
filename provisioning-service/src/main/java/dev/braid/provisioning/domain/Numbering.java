package dev.braid.provisioning.domain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which numbers the hand-offs of a connection have. A number is held as long as a plan that is worked towards names it, or
 * a provider may hold a leg that was ordered under it.
 */
final class Numbering {
    private Numbering() {}

    /**
     * The plan with the numbers of the legs that it can go on with: an order keeps its number, so a new leg beside it takes
     * that too. Of two that are there under different numbers one is ordered anew.
     */
    static Plan keeping(Plan plan, List<Leg> legs, Optional<Plan> active) {
        Map<String, Integer> numbers = new HashMap<>();
        legs.stream()
                .filter(leg -> leg.state().living())
                .map(Leg::route)
                .sorted(Comparator.comparing(
                        route -> active.filter(it -> it.has(route)).isEmpty()))
                .filter(kept -> plan.routes().stream().anyMatch(kept::samePlaces))
                .filter(kept -> kept.ends()
                        .filter(Handoff::numbered)
                        .allMatch(end -> end.number() == numbers.getOrDefault(end.interconnectId(), end.number())))
                .forEach(kept -> kept.ends()
                        .filter(Handoff::numbered)
                        .forEach(end -> numbers.put(end.interconnectId(), end.number())));
        return plan.numbered(numbers);
    }

    /** The interconnects at which a number is still to be drawn. */
    static SortedSet<String> missing(Plan plan) {
        return plan.routes().stream()
                .flatMap(Route::ends)
                .filter(Handoff::toBeDrawn)
                .map(Handoff::interconnectId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The hand-offs whose numbers nobody else may have. */
    static Set<Handoff> held(List<Leg> legs, Stream<Plan> plans) {
        return Stream.concat(
                        legs.stream()
                                .filter(leg -> leg.state() != LegState.REFUSED)
                                .map(Leg::route),
                        plans.flatMap(plan -> plan.routes().stream()))
                .flatMap(Route::ends)
                .filter(Handoff::numbered)
                .collect(Collectors.toSet());
    }

    /** What path computation must not plan over again, as there is no number for it. */
    static Route joint(Plan plan, String interconnectId) {
        List<Route> beside = plan.routes().stream()
                .filter(route ->
                        route.ends().anyMatch(end -> end.interconnectId().equals(interconnectId)))
                .toList();
        Set<String> links = new HashSet<>();
        for (Route route : beside) {
            boolean atZ = route.zEnd().interconnectId().equals(interconnectId);
            links.add(atZ ? route.linkIds().getLast() : route.linkIds().getFirst());
        }
        return new Route(
                beside.getFirst().providerId(),
                links.contains(interconnectId)
                        ? List.of(interconnectId)
                        : links.stream().sorted().toList());
    }
}
