package dev.braid.lab.demo;

import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.lab.braid.LabTopology;
import dev.braid.lab.braid.Wish;
import dev.braid.lab.plan.LabPlan;
import java.util.List;

/** A planned path on the lab: its links from A to Z, whose they are, and what their delays come to, ports included. */
record Route(List<String> links, List<String> carriers, double nominalMillis) {
    Route {
        links = List.copyOf(links);
        carriers = List.copyOf(carriers);
    }

    static Route of(LabPlan lab, Wish wish, PathPlan plan) {
        List<String> links = plan.getHopsList().stream().map(Hop::getLinkId).toList();
        long delayUs = wish.a().delayUs()
                + wish.z().delayUs()
                + links.stream()
                        .mapToLong(link -> lab.findFibre(link).orElseThrow().delayUs())
                        .sum();
        return new Route(
                links,
                plan.getHopsList().stream().map(Hop::getProviderId).distinct().toList(),
                delayUs / 1000.0);
    }

    /** Whether it leads over the fibre between these routers, in either direction. */
    boolean over(String node, String neighbour) {
        return links.contains(LabTopology.linkId(node, neighbour))
                || links.contains(LabTopology.linkId(neighbour, node));
    }

    /** Whether it leads through the router. */
    boolean through(String node) {
        return links.stream().anyMatch(link -> List.of(link.split("-")).contains(node));
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(String.join(" ", links), String.join(", ", carriers));
    }
}
