package dev.braid.path.domain.route;

import dev.braid.path.engine.ArcRule;
import dev.braid.path.engine.Resource;
import dev.braid.path.engine.SearchRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One part of a demand that can give way. */
sealed interface Part {
    /** That providers refused links. */
    record Refusals() implements Part {}

    /** A bound. */
    record Bound(Resource resource) implements Part {}

    /** That there is a second path. */
    record Apart() implements Part {}

    /** The places on the way. */
    record Waypoints() implements Part {}

    /** The bandwidth. */
    record Bandwidth() implements Part {}

    /** A rule, and what it is for the engine. */
    record Rule(PathRule rule, ArcRule inNumbers) implements Part {}

    /** The bounds, the cheapest for a tenant to give up first. */
    List<Resource> BOUNDS = List.of(
            Resource.HOPS, Resource.JITTER, Resource.LOSS, Resource.UNAVAILABILITY, Resource.LATENCY, Resource.PRICE);

    /** All that the question asks, in the order in which a tenant would rather give it up. */
    static List<Part> of(Demand demand, Question question) {
        SearchRequest request = question.request();
        List<Part> parts = new ArrayList<>();
        if (!request.refusedArcs().isEmpty()) {
            parts.add(new Refusals());
        }
        BOUNDS.stream().filter(request.bounds()::containsKey).map(Bound::new).forEach(parts::add);
        if (question.protection().isPresent()) {
            parts.add(new Apart());
        }
        if (!request.waypoints().isEmpty()) {
            parts.add(new Waypoints());
        }
        parts.add(new Bandwidth());
        for (int i = 0; i < request.rules().size(); i++) {
            parts.add(new Rule(
                    demand.constraints().rules().get(i), request.rules().get(i)));
        }
        return parts;
    }

    /** The question without this part. */
    default Question without(Question question) {
        return switch (this) {
            case Refusals() -> question.with(SearchRequest::withoutRefusals);
            case Bound(var resource) -> question.with(request -> request.withoutBound(resource));
            case Apart() -> question.withoutProtection();
            case Waypoints() -> question.with(SearchRequest::withoutWaypoints);
            case Bandwidth() -> question.with(request -> request.withBandwidthBps(0));
            case Rule(var _, var rule) -> question.with(request -> request.withoutRule(rule));
        };
    }

    /** What binds where this has to give way. */
    default Binding binding() {
        return switch (this) {
            case Refusals() -> Binding.PROVIDER_REFUSED;
            case Bound(var resource) -> BINDING_OF.get(resource);
            case Apart() -> Binding.PROTECTION;
            case Waypoints() -> Binding.WAYPOINTS;
            case Bandwidth() -> Binding.BANDWIDTH;
            case Rule _ -> Binding.CONSTRAINTS;
        };
    }

    /** What it is called in a demand, in the contract's words. */
    default String field() {
        return switch (this) {
            case Refusals() -> "refused_link_ids";
            case Bound(var resource) -> FIELD_OF.get(resource);
            case Apart() -> "protection";
            case Waypoints() -> "constraints.waypoints";
            case Bandwidth() -> "bandwidth_bps";
            case Rule(var rule, var _) -> rule.field();
        };
    }

    Map<Resource, Binding> BINDING_OF = Map.of(
            Resource.HOPS, Binding.HOPS,
            Resource.JITTER, Binding.JITTER,
            Resource.LOSS, Binding.LOSS,
            Resource.UNAVAILABILITY, Binding.AVAILABILITY,
            Resource.LATENCY, Binding.LATENCY,
            Resource.PRICE, Binding.PRICE);

    Map<Resource, String> FIELD_OF = Map.of(
            Resource.HOPS, "objectives.max_hops",
            Resource.JITTER, "objectives.max_jitter_us",
            Resource.LOSS, "objectives.max_loss_ratio",
            Resource.UNAVAILABILITY, "objectives.min_availability_ratio",
            Resource.LATENCY, "objectives.max_latency_us",
            Resource.PRICE, "objectives.max_price_micros_per_hour");
}
