package dev.braid.lab.bgp;

import dev.braid.lab.order.End;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRecord.Activation;
import dev.braid.lab.order.OrderRecord.Phase;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Orders on walks through the lab of the repository, to ports, hand-offs and nowhere. */
record RandomOrders(LabPlan plan, Random random) {
    /** Of this number; held, active with some sequence, or ceased. */
    OrderRecord order(Legs legs, int number) {
        while (true) {
            List<String> links = walk();
            OrderRecord order = new OrderRecord(
                    "p" + number,
                    number,
                    links,
                    1_000_000,
                    end(links.getFirst().substring(0, 2)),
                    end(links.getLast().substring(3)),
                    1,
                    0,
                    Phase.HELD,
                    Activation.NEVER,
                    0);
            if (fits(order, legs)) {
                return switch (random.nextInt(3)) {
                    case 0 -> order;
                    case 1 -> order.activated(1 + random.nextInt(1000));
                    default -> order.activated(1 + random.nextInt(1000)).ceased(1);
                };
            }
        }
    }

    private static boolean fits(OrderRecord order, Legs legs) {
        try {
            return legs.resolve(order.linkIds(), order.a(), order.z()) != null;
        } catch (OrderRefused e) {
            return false;
        }
    }

    private List<String> walk() {
        List<String> links = new ArrayList<>();
        String at = any(plan.nodes());
        for (int i = 0; i <= random.nextInt(3); i++) {
            Fibre fibre = any(plan.fibresOf(at));
            links.add(at + "-" + fibre.opposite(at));
            at = fibre.opposite(at);
        }
        return links;
    }

    /** A port or fibre there, or nowhere. */
    private End end(String node) {
        int number = 1 + random.nextInt(3);
        return any(Stream.of(
                        plan.fibresOf(node).stream().map(fibre -> new End(fibre.id(), number)),
                        plan.portsOf(node).stream().map(port -> new End(port.portId(), 0)),
                        Stream.of(End.OPEN))
                .flatMap(ends -> ends)
                .toList());
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
