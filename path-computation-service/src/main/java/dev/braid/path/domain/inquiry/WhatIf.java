package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.Demand;
import java.util.List;

/**
 * What if all of this happened at once, and the demands came when everything had settled?
 *
 * @param failures whatever fails takes all links with it that lead there
 * @param addedLinks in pairs that name each other
 * @param priceChanges one on top of the other
 * @param mostImpacts so many connections are listed; all are counted
 */
public record WhatIf(
        List<ElementReference> failures,
        List<Link> addedLinks,
        List<PriceChange> priceChanges,
        List<Demand> demands,
        int mostImpacts) {
    public WhatIf {
        failures = List.copyOf(failures);
        addedLinks = List.copyOf(addedLinks);
        priceChanges = List.copyOf(priceChanges);
        demands = List.copyOf(demands);
    }
}
