package dev.braid.path.domain.route;

import dev.braid.path.domain.network.Network;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.SearchRequest;
import dev.braid.path.engine.Weighing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers a demand on a network as it is: the exact best path and why it is that one, or what stands in its way. */
public final class PathFinder {
    private PathFinder() {}

    /**
     * The answer. It holds nothing.
     *
     * @param refusedLinkIds links that a provider refused to sell for this demand
     */
    public static Answer answer(Network network, Demand demand, Set<String> refusedLinkIds, Occasion occasion) {
        Optional<Rejection> hopeless = Diagnosis.ofEnds(network, demand);
        if (hopeless.isPresent()) {
            return new Answer.None(hopeless.get());
        }
        DemandSearch search = new DemandSearch(network);
        Question question = search.question(demand, refusedLinkIds);
        return search.find(question)
                .<Answer>map(way -> new Answer.Found(plan(network, search, question, way, demand, occasion)))
                .orElseGet(() -> new Answer.None(
                        search.gaveUp() ? unproven(demand) : new Diagnosis(search, demand, question).rejection()));
    }

    /** That nobody knows whether there is a way. */
    static Rejection unproven(Demand demand) {
        return new Rejection(
                0,
                Binding.UNPROVEN,
                "So many ways lead from %s to %s that no search for what is asked came to an end; ask for less at once."
                        .formatted(demand.aLocationId(), demand.zLocationId()),
                Optional.empty());
    }

    /** What the demand asks of one path, in the numbers of the network. */
    public static SearchRequest request(Network network, Demand demand, Set<String> refusedLinkIds) {
        return new DemandSearch(network).question(demand, refusedLinkIds).request();
    }

    /** The best plan, or nothing where there is none: why there is none is not asked. */
    public static Optional<Plan> find(Network network, Demand demand, Set<String> refusedLinkIds, Occasion occasion) {
        if (Diagnosis.ofEnds(network, demand).isPresent()) {
            return Optional.empty();
        }
        DemandSearch search = new DemandSearch(network);
        Question question = search.question(demand, refusedLinkIds);
        return search.find(question).map(way -> plan(network, search, question, way, demand, occasion));
    }

    /** Whether there is a way. */
    public static boolean possible(Network network, Demand demand, Set<String> refusedLinkIds) {
        if (Diagnosis.ofEnds(network, demand).isPresent()) {
            return false;
        }
        DemandSearch search = new DemandSearch(network);
        return search.possible(search.question(demand, refusedLinkIds));
    }

    /** The arcs of the best working path, if there is one. */
    static Optional<int[]> working(Network network, Demand demand) {
        if (Diagnosis.ofEnds(network, demand).isPresent()) {
            return Optional.empty();
        }
        DemandSearch search = new DemandSearch(network);
        return search.find(search.question(demand, Set.of())).map(Way::working);
    }

    /** The same, and what each part of the demand costs. */
    public static Answer explain(Network network, Demand demand, Set<String> refusedLinkIds, Occasion occasion) {
        return switch (answer(network, demand, refusedLinkIds, occasion)) {
            case Answer.None none -> none;
            case Answer.Found(var plan) -> {
                DemandSearch search = new DemandSearch(network);
                Question question = search.question(demand, refusedLinkIds);
                List<Influence> influences = new Influences(search, demand, question).all();
                yield new Answer.Found(plan.because(plan.why().with(influences)));
            }
        };
    }

    /**
     * Several answers to a demand for one path: the best in order, or those of which none is both slower and dearer than
     * another. None only where there is none at all.
     */
    public static List<Plan> alternatives(Network network, Demand demand, int most, boolean pareto) {
        if (Diagnosis.ofEnds(network, demand).isPresent()) {
            return List.of();
        }
        Demand single = demand.withProtection(Optional.empty());
        DemandSearch search = new DemandSearch(network);
        Question question = search.question(single, Set.of());
        List<int[]> found = pareto
                ? network.search().pareto(question.request())
                : network.search().alternatives(question.request(), most);
        if (found.isEmpty()) {
            // Where bounds are tight, all that keep them may come after those that were looked at.
            found = network.search()
                    .find(question.request())
                    .arcs()
                    .map(List::of)
                    .orElse(List.of());
        }
        List<Plan> plans = new ArrayList<>();
        for (int[] arcs : found.subList(0, Math.min(most, found.size()))) {
            Way way = new Way(arcs, Optional.empty(), true);
            plans.add(plan(network, search, question, way, single, Occasion.of(Cause.INQUIRY)));
        }
        return plans;
    }

    private static Plan plan(
            Network network, DemandSearch search, Question question, Way way, Demand demand, Occasion occasion) {
        SearchRequest nothingElse = question.request()
                .withBandwidthBps(0)
                .withoutBounds()
                .withoutRules()
                .withoutRefusals()
                .withoutWaypoints();
        // With nothing in the way the engine's bounds lead straight to the target: these two cost next to nothing.
        int[] ideal = network.search().find(nothingElse).arcs().orElse(way.working());
        int[] fastest = nothingElse.weighing().equals(Weighing.LATENCY)
                ? ideal
                : network.search()
                        .find(nothingElse.withWeighing(Weighing.LATENCY))
                        .arcs()
                        .orElse(way.working());
        long fastestUs = network.search().used(Resource.LATENCY, fastest);
        List<String> full =
                Arrays.equals(ideal, way.working()) ? List.of() : search.tooFull(ideal, demand.bandwidthBps());
        return new PlanDraft(network, search, demand, way).plan(occasion, fastestUs, full);
    }
}
