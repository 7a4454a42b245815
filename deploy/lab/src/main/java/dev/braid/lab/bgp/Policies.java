package dev.braid.lab.bgp;

import dev.braid.lab.order.Attachment;
import dev.braid.lab.order.Entry;
import dev.braid.lab.order.Leg;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.Wanted;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.plan.Sids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Orders as policies, and policies as routes of a kernel; pure. */
final class Policies {
    private Policies() {}

    /** One for each direction in which something comes in; those of an order that has ceased are not valid. */
    static List<SrPolicy> of(OrderRecord order, Legs legs) {
        Leg leg = legs.resolve(order.linkIds(), order.a(), order.z());
        List<SrPolicy> policies = new ArrayList<>();
        add(policies, order, leg, leg.a(), leg.z(), 1);
        add(policies, order, leg, leg.z(), leg.a(), 2);
        return policies;
    }

    /** Those of all these orders for what the entry steers, the one that shall lead first, those not valid last. */
    static List<SrPolicy> rivals(Entry.Steering entry, Collection<OrderRecord> orders, Legs legs) {
        return orders.stream()
                .flatMap(order -> of(order, legs).stream())
                .filter(policy -> entry(policy, legs.plan()).key().equals(entry.key()))
                .sorted(Comparator.comparing(SrPolicy::valid)
                        .thenComparing(Candidates.BEST)
                        .reversed())
                .toList();
    }

    private static void add(
            List<SrPolicy> policies, OrderRecord order, Leg leg, Attachment from, Attachment to, int direction) {
        Wanted.steering(order, leg, from)
                .ifPresent(steering -> policies.add(new SrPolicy(
                        new SrPolicy.Id(order.number(), direction, Sids.loopback(to.node())),
                        from.node(),
                        Entrance.of(from).orElseThrow(),
                        order.activation().sequence(),
                        0,
                        order.living() ? steering.segments() : List.of())));
    }

    /**
     * What its head-end's kernel holds when it takes the policy. Throws IllegalArgumentException when there is no such
     * router or entrance.
     */
    static Entry.Steering entry(SrPolicy policy, LabPlan plan) {
        String node = policy.headEnd();
        return switch (policy.entrance()) {
            case Entrance.Port(int number) -> {
                CustomerPort port = plan.portsOf(node).stream()
                        .filter(found -> found.number() == number)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("The router %s has no port %d.".formatted(node, number)));
                yield new Entry.PortSteering(node, port.table(), policy.segments(), device(policy, port.name()));
            }
            case Entrance.Handoff(int fibre, int number) -> {
                if (fibre < 0
                        || fibre >= plan.fibres().size()
                        || !plan.fibres().get(fibre).joins(node)) {
                    throw new IllegalArgumentException("The router %s has no fibre %d.".formatted(node, fibre));
                }
                yield new Entry.TagSteering(
                        node,
                        Sids.tag(fibre, number),
                        policy.segments(),
                        device(policy, plan.fibres().get(fibre).opposite(node)));
            }
        };
    }

    private static String device(SrPolicy policy, String from) {
        return policy.valid() ? Wanted.firstDevice(policy.headEnd(), policy.segments(), from) : Sids.device(from);
    }
}
