package dev.braid.lab.build;

import static dev.braid.lab.plan.Sids.adjacency;
import static dev.braid.lab.plan.Sids.device;
import static dev.braid.lab.plan.Sids.end;
import static dev.braid.lab.plan.Sids.handoffs;
import static dev.braid.lab.plan.Sids.locator;
import static dev.braid.lab.plan.Sids.loopback;
import static dev.braid.lab.plan.Sids.onFibre;
import static dev.braid.lab.plan.Sids.strictEnd;

import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.List;

/** What a router or a customer is given before any order: lines for {@code ip -batch}. */
final class NodeSetup {
    private NodeSetup() {}

    static List<String> router(LabPlan plan, String node) {
        List<String> lines = new ArrayList<>(List.of(
                "link set lo up",
                "addr add %s/128 dev lo nodad".formatted(loopback(node)),
                "sr tunsrc set %s".formatted(loopback(node)),
                // What has no more specific route inside this locator is nobody's.
                "route add blackhole %s metric 4096".formatted(locator(node))));
        for (Fibre fibre : plan.fibresOf(node)) {
            String neighbour = fibre.opposite(node);
            String device = device(neighbour);
            lines.add("link set %s up".formatted(device));
            lines.add("addr add %s/64 dev %s nodad".formatted(onFibre(node, neighbour), device));
        }
        ShortestPaths.firstHops(plan, node)
                .forEach((target, first) ->
                        lines.add("route add %s %s metric 2048".formatted(locator(target), over(node, first))));
        lines.add("route add %s/64 encap seg6local action End count dev %s"
                .formatted(
                        end(node),
                        plan.fibresOf(node).isEmpty()
                                ? device(plan.portsOf(node).getFirst().name())
                                : device(plan.fibresOf(node).getFirst().opposite(node))));
        for (Fibre fibre : plan.fibresOf(node)) {
            String neighbour = fibre.opposite(node);
            lines.add("route add %s/64 encap seg6local action End.X nh6 %s count dev %s"
                    .formatted(adjacency(node, neighbour), onFibre(neighbour, node), device(neighbour)));
            // For probes: what this router sends itself must leave over this fibre, and come back over it.
            lines.add("route add %s/64 %s".formatted(adjacency(neighbour, node), over(node, neighbour)));
            if (plan.betweenCarriers(fibre)) {
                lines.add("route add %s %s".formatted(handoffs(neighbour, node), over(node, neighbour)));
            } else {
                lines.add("route add %s/80 %s".formatted(strictEnd(neighbour, node), over(node, neighbour)));
            }
        }
        for (CustomerPort port : plan.portsOf(node)) {
            lines.add("link set %s up".formatted(device(port.name())));
            lines.add("addr add %s/30 dev %s".formatted(port.carrierAddress(), device(port.name())));
            // Without an order nothing of the customer goes anywhere, least of all to another customer.
            lines.add("rule add iif %s lookup %d pref 100".formatted(device(port.name()), port.table()));
            lines.add("route add unreachable default table %d metric 4096".formatted(port.table()));
        }
        return lines;
    }

    /** For a shell in the router's space: what a customer sends as IPv6 is dropped, for segments are for carriers. */
    static List<String> closedPorts(LabPlan plan, String node) {
        return plan.portsOf(node).stream()
                .map(port -> "echo 1 >/proc/sys/net/ipv6/conf/%s/disable_ipv6".formatted(device(port.name())))
                .toList();
    }

    static List<String> customer(CustomerPort port) {
        String device = device(port.node());
        return List.of(
                "link set lo up",
                "link set %s up".formatted(device),
                "addr add %s dev lo".formatted(port.lan()),
                "addr add %s/30 dev %s".formatted(port.customerAddress(), device),
                "route add default via %s src %s".formatted(port.carrierAddress(), port.lanAddress()));
    }

    /** Before any device is there. */
    static String kernelSettings() {
        return """
                cd /proc/sys/net
                echo 0 >ipv6/conf/all/accept_dad; echo 0 >ipv6/conf/default/accept_dad
                echo 0 >ipv6/conf/default/router_solicitations; echo 0 >ipv6/conf/default/accept_ra
                echo 1 >ipv6/conf/all/forwarding; echo 1 >ipv6/conf/default/forwarding
                echo 1 >ipv6/conf/all/seg6_enabled; echo 1 >ipv6/conf/default/seg6_enabled
                echo 1 >ipv6/seg6_flowlabel
                echo 1 >ipv4/ip_forward
                echo 0 >ipv4/conf/all/rp_filter; echo 0 >ipv4/conf/default/rp_filter
                echo 0 >ipv4/conf/all/send_redirects; echo 0 >ipv4/conf/default/send_redirects
                echo 0 >ipv6/icmp/ratelimit; echo 0 >ipv4/icmp_ratelimit
                """;
    }

    private static String over(String node, String neighbour) {
        return "via %s dev %s".formatted(onFibre(neighbour, node), device(neighbour));
    }
}
