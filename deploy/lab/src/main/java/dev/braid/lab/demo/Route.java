package dev.braid.lab.demo;

import dev.braid.lab.build.LabFailed;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.List;

/** A path between two customer ports as orders, one for each carrier that it crosses. */
record Route(String reference, List<Part> parts, List<String> links, double nominalMillis) {
    /** What one carrier is asked for. */
    record Part(String carrier, List<String> links, Point a, Point z) {}

    /** A port, or a fibre between carriers and the number of the order there. */
    record Point(String interconnectId, int number) {}

    Route {
        parts = List.copyOf(parts);
        links = List.copyOf(links);
    }

    /** Over these routers; a carrier orders the fibres that it owns, and hands over under this number. */
    static Route over(LabPlan plan, String reference, CustomerPort from, CustomerPort to, int number, String... nodes) {
        List<Part> parts = new ArrayList<>();
        List<String> links = new ArrayList<>();
        long delayUs = from.delayUs() + to.delayUs();
        Point entrance = new Point(from.portId(), 0);
        List<String> own = new ArrayList<>();
        for (int i = 1; i < nodes.length; i++) {
            String link = nodes[i - 1] + "-" + nodes[i];
            Fibre fibre = plan.findFibre(link).orElseThrow(() -> new LabFailed("There is no link %s.".formatted(link)));
            String carrier = plan.carrierOf(nodes[i - 1]).id();
            links.add(link);
            delayUs += fibre.delayUs();
            if (!plan.betweenCarriers(fibre)) {
                own.add(link);
                continue;
            }
            boolean ours = fibre.owner().equals(carrier);
            if (ours) {
                own.add(link);
            }
            Point exit = new Point(fibre.id(), number);
            parts.add(new Part(carrier, List.copyOf(own), entrance, exit));
            entrance = exit;
            own.clear();
            if (!ours) {
                own.add(link);
            }
        }
        parts.add(new Part(
                plan.carrierOf(nodes[nodes.length - 1]).id(), List.copyOf(own), entrance, new Point(to.portId(), 0)));
        return new Route(reference, parts, links, delayUs / 1000.0);
    }

    String carriers() {
        return String.join(", ", parts.stream().map(Part::carrier).toList());
    }
}
