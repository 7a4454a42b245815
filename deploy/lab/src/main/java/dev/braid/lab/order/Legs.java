package dev.braid.lab.order;

import dev.braid.lab.order.OrderRefused.Reason;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.Fibre;
import dev.braid.lab.plan.LabPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the links of an order mean on one carrier's network; pure. */
public record Legs(LabPlan plan, Carrier carrier) {
    /** Throws OrderRefused when the links are not this carrier's, not a path, or do not reach the ends. */
    public Leg resolve(List<String> linkIds, End a, End z) {
        List<String> path = path(linkIds);
        List<String> own = path.stream().filter(this::ours).toList();
        return new Leg(
                own,
                attachment(a, "a_end", path.getFirst(), own.getFirst()),
                attachment(z, "z_end", path.getLast(), own.getLast()));
    }

    /** The fibres of an order, in its order. */
    public List<Fibre> fibres(List<String> linkIds) {
        return linkIds.stream()
                .map(id -> plan.findFibre(id)
                        .filter(fibre -> fibre.owner().equals(carrier.id()))
                        .orElseThrow(() -> rejected("link_ids: %s has no link %s.", carrier.id(), id)))
                .toList();
    }

    /** The fibre to a neighbour at an end of these links that belongs to the carrier itself. */
    public Optional<Fibre> fibreAt(List<String> linkIds, boolean atA) {
        List<String> path = path(linkIds);
        return ours(atA ? path.getFirst() : path.getLast())
                ? Optional.empty()
                : plan.findFibre(atA ? linkIds.getFirst() : linkIds.getLast());
    }

    /** The router where the order ends when nobody says more. */
    public End unsaid(List<String> linkIds, boolean atA) {
        List<String> path = path(linkIds);
        return End.atRouter(atA ? path.getFirst() : path.getLast());
    }

    private List<String> path(List<String> linkIds) {
        List<Fibre> fibres = fibres(linkIds);
        List<String> path = new ArrayList<>();
        for (int i = 0; i < linkIds.size(); i++) {
            // A link is directed: its name begins with the router where it begins.
            String from = linkIds.get(i).substring(0, 2);
            if (path.isEmpty()) {
                path.add(from);
            } else if (!path.getLast().equals(from)) {
                throw rejected(
                        "link_ids: %s does not begin at %s, where %s ends.",
                        linkIds.get(i), path.getLast(), linkIds.get(i - 1));
            }
            String to = fibres.get(i).opposite(from);
            if (path.contains(to)) {
                throw rejected("link_ids: the path comes to %s twice.", to);
            }
            path.add(to);
        }
        List<String> inner = path.subList(1, path.size() - 1);
        if (!inner.stream().allMatch(this::ours)
                || (!ours(path.getFirst()) && !ours(path.getLast()) && inner.isEmpty())) {
            throw rejected(
                    "link_ids: the path %s leaves the network of %s on its way.", String.join("-", path), carrier.id());
        }
        return path;
    }

    private Attachment attachment(End end, String field, String outermost, String node) {
        if (!ours(outermost)) {
            Fibre fibre = plan.findFibre(node + "-" + outermost).orElseThrow();
            if (end.open()
                    || plan.findFibre(end.interconnectId())
                            .filter(fibre::equals)
                            .isEmpty()) {
                throw rejected(
                        "%s.interconnect_id = %s, but the links lead over %s.",
                        field, end.interconnectId(), fibre.id());
            }
            return atFibre(fibre, node, end, field);
        }
        if (end.open() || end.equals(End.atRouter(node))) {
            return new Attachment.Open(node);
        }
        Optional<CustomerPort> port =
                plan.findPort(end.interconnectId()).filter(found -> found.node().equals(node));
        if (port.isPresent()) {
            return new Attachment.AtPort(port.get());
        }
        Fibre fibre = plan.findFibre(end.interconnectId())
                .filter(found -> found.joins(node) && plan.betweenCarriers(found))
                .orElseThrow(() -> rejected(
                        "%s.interconnect_id = %s, but must be a port or a fibre to a neighbour at %s.",
                        field, end.interconnectId(), node));
        return atFibre(fibre, node, end, field);
    }

    private Attachment atFibre(Fibre fibre, String node, End end, String field) {
        if (end.number() < 1 || end.number() > 4094) {
            throw rejected("%s.vlan_id = %d, but must be from 1 to 4094 between carriers.", field, end.number());
        }
        return new Attachment.AtFibre(fibre, plan.numberOf(fibre), node, end.number());
    }

    private boolean ours(String node) {
        return carrier.nodes().contains(node);
    }

    private static OrderRefused rejected(String message, Object... words) {
        return new OrderRefused(Reason.REJECTED, message.formatted(words));
    }
}
