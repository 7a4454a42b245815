package dev.braid.lab.agent;

import dev.braid.lab.order.Attachment;
import dev.braid.lab.order.End;
import dev.braid.lab.order.Leg;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRecord.Activation;
import dev.braid.lab.order.OrderRecord.Phase;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.Fibre;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Takes orders for one carrier. One command at a time: decided by the journal, written there, then made so in the
 * kernels. Until it has read all kernels once it does nothing, and it never takes away what is not its own.
 */
final class Agent {
    private static final int MAX_NUMBER = 0xffff;
    private static final int FIRST_HANDOFF = 2;
    private static final int MAX_HANDOFF = 4094;

    private final Carrier carrier;
    private final Legs legs;
    private final Network network;
    private final Journal journal;
    private final InstantSource clock;
    private final Consumer<String> changed;
    private boolean readBack;

    Agent(Carrier carrier, Legs legs, Network network, Journal journal, InstantSource clock, Consumer<String> changed) {
        this.carrier = carrier;
        this.legs = legs;
        this.network = network;
        this.journal = journal;
        this.clock = clock;
        this.changed = changed;
    }

    Carrier carrier() {
        return carrier;
    }

    /** Reads every kernel of the carrier; until that was possible, nothing is answered and nothing written. */
    synchronized void readBack() {
        network.read(carrier.nodes());
        readBack = true;
    }

    /** Why the order would be refused; empty when it would not. */
    synchronized Optional<String> qualify(List<String> linkIds, long bandwidthBps) {
        ready();
        try {
            room(linkIds, bandwidthBps, Optional.empty());
            legs.resolve(linkIds, atOwnFibre(linkIds, true), atOwnFibre(linkIds, false));
            return Optional.empty();
        } catch (OrderRefused e) {
            return Optional.of(e.getMessage());
        }
    }

    private End atOwnFibre(List<String> linkIds, boolean atA) {
        return legs.fibreAt(linkIds, atA)
                .map(fibre -> new End(fibre.id(), FIRST_HANDOFF))
                .orElse(End.OPEN);
    }

    synchronized OrderView reserve(Terms terms, List<String> linkIds, long bandwidthBps, End a, End z) {
        ready();
        terms.notExpired(clock);
        OrderRecord known = journal.orders().get(terms.reference());
        if (known != null) {
            terms.notStale(known);
            living(known);
            if (!known.linkIds().equals(linkIds)
                    || known.bandwidthBps() != bandwidthBps
                    || !fits(known.a(), a)
                    || !fits(known.z(), z)) {
                throw new OrderRefused(
                        Reason.CONFLICT,
                        "The reference %s is an order for something else.".formatted(terms.reference()));
            }
            return view(take(known, terms));
        }
        End atA = assigned(linkIds, a, true);
        End atZ = assigned(linkIds, z, false);
        legs.resolve(linkIds, atA, atZ);
        room(linkIds, bandwidthBps, Optional.empty());
        OrderRecord order = new OrderRecord(
                terms.reference(),
                freeNumber(),
                linkIds,
                bandwidthBps,
                atA,
                atZ,
                terms.revision(),
                terms.epoch(),
                Phase.HELD,
                Activation.NEVER,
                0);
        journal.write(order);
        changed.accept(order.reference());
        return view(order);
    }

    synchronized OrderView activate(Terms terms) {
        ready();
        terms.notExpired(clock);
        OrderRecord known = commanded(terms);
        OrderRecord order = known.under(terms.revision(), terms.epoch());
        if (order.activatedForThisPlan() && view(order).whole()) {
            return view(order);
        }
        network.probe(order);
        // Probing took time, and what comes too late must not take effect.
        terms.notExpired(clock);
        if (!order.activatedForThisPlan()) {
            order = order.activated(nextActivation());
        }
        journal.write(order);
        network.install(order, journal.orders().values());
        changed.accept(order.reference());
        return view(order);
    }

    synchronized OrderView modify(Terms terms, long bandwidthBps) {
        ready();
        terms.notExpired(clock);
        OrderRecord order = commanded(terms);
        if (order.bandwidthBps() != bandwidthBps) {
            room(order.linkIds(), bandwidthBps, Optional.of(order));
            order = order.under(terms.revision(), terms.epoch()).withBandwidth(bandwidthBps);
            journal.write(order);
            changed.accept(order.reference());
        } else {
            order = take(order, terms);
        }
        if (order.active()) {
            network.install(order, journal.orders().values());
        }
        return view(order);
    }

    synchronized OrderView release(Terms terms) {
        ready();
        terms.notExpired(clock);
        OrderRecord order = known(terms.reference());
        terms.notStale(order);
        OrderRecord ceased = order.under(terms.revision(), terms.epoch());
        if (order.living()) {
            ceased = ceased.ceased(clock.millis());
            journal.write(ceased);
            changed.accept(order.reference());
        }
        // Again on a command again: a crash may have come between the journal and the kernel.
        if (order.activation().sequence() > 0) {
            network.withdraw(ceased, journal.orders().values());
        }
        return view(ceased);
    }

    synchronized OrderView get(String reference) {
        ready();
        return view(known(reference));
    }

    synchronized List<OrderView> list() {
        ready();
        return journal.orders().values().stream()
                .filter(OrderRecord::living)
                .map(this::view)
                .toList();
    }

    /** What the kernels hold and no order explains. */
    synchronized Map<String, String> strangers() {
        ready();
        return network.strangers(journal.orders().values(), carrier.nodes());
    }

    /** The orders whose packets take the fibre between these routers. */
    synchronized List<String> over(String node, String neighbour) {
        return journal.orders().values().stream()
                .filter(OrderRecord::living)
                .filter(order -> network.crossed(order, network.leg(order)).stream()
                        .anyMatch(fibre -> fibre.joins(node) && fibre.joins(neighbour)))
                .map(OrderRecord::reference)
                .toList();
    }

    private void ready() {
        if (!readBack) {
            throw new KernelUnreadable("The agent of %s has not read all its kernels yet.".formatted(carrier.id()));
        }
    }

    private OrderView view(OrderRecord order) {
        return network.view(order, journal.orders().values());
    }

    private OrderRecord known(String reference) {
        OrderRecord order = journal.orders().get(reference);
        if (order == null) {
            throw new java.util.NoSuchElementException("%s knows no order %s.".formatted(carrier.id(), reference));
        }
        return order;
    }

    private OrderRecord commanded(Terms terms) {
        OrderRecord order = known(terms.reference());
        terms.notStale(order);
        living(order);
        return order;
    }

    private static void living(OrderRecord order) {
        if (!order.living()) {
            throw new OrderRefused(Reason.CEASED, "The order %s has ceased.".formatted(order.reference()));
        }
    }

    private OrderRecord take(OrderRecord order, Terms terms) {
        OrderRecord taken = order.under(terms.revision(), terms.epoch());
        if (!taken.equals(order)) {
            journal.write(taken);
        }
        return taken;
    }

    private static boolean fits(End held, End asked) {
        return asked.open()
                || (held.interconnectId().equals(asked.interconnectId())
                        && (asked.number() == 0 || held.number() == asked.number()));
    }

    /** Capacity is that of the carrier's own fibres, in each direction. */
    private void room(List<String> linkIds, long bandwidthBps, Optional<OrderRecord> instead) {
        for (Fibre fibre : legs.fibres(linkIds)) {
            long taken = living().filter(order -> instead.filter(order::equals).isEmpty())
                    .filter(order -> legs.fibres(order.linkIds()).contains(fibre))
                    .mapToLong(OrderRecord::bandwidthBps)
                    .sum();
            if (bandwidthBps > fibre.capacityBps() - taken) {
                throw new OrderRefused(
                        Reason.NO_CAPACITY,
                        "bandwidth_bps = %d, and %s has %d left."
                                .formatted(bandwidthBps, fibre.id(), fibre.capacityBps() - taken));
            }
        }
    }

    /** Where the order leaves over a fibre and nobody has said its number there, the least one that is free. */
    private End assigned(List<String> linkIds, End asked, boolean atA) {
        Optional<Fibre> fibre = asked.open()
                ? legs.fibreAt(linkIds, atA)
                : legs.plan().findFibre(asked.interconnectId()).filter(_ -> asked.number() == 0);
        if (fibre.isEmpty()) {
            return asked;
        }
        Collection<Integer> taken = living().flatMap(order -> {
                    Leg leg = network.leg(order);
                    return java.util.stream.Stream.of(leg.a(), leg.z());
                })
                .filter(end ->
                        end instanceof Attachment.AtFibre at && at.fibre().equals(fibre.get()))
                .map(end -> ((Attachment.AtFibre) end).number())
                .toList();
        int number = IntStream.rangeClosed(FIRST_HANDOFF, MAX_HANDOFF)
                .filter(free -> !taken.contains(free))
                .findFirst()
                .orElseThrow(() -> new OrderRefused(
                        Reason.NO_CAPACITY,
                        "All numbers at %s are taken.".formatted(fibre.get().id())));
        return new End(asked.open() ? fibre.get().id() : asked.interconnectId(), number);
    }

    private java.util.stream.Stream<OrderRecord> living() {
        return journal.orders().values().stream().filter(OrderRecord::living);
    }

    private int freeNumber() {
        List<Integer> taken =
                journal.orders().values().stream().map(OrderRecord::number).toList();
        return IntStream.rangeClosed(1, MAX_NUMBER)
                .filter(number -> !taken.contains(number))
                .findFirst()
                .orElseThrow(() ->
                        new OrderRefused(Reason.NO_CAPACITY, "All %d order numbers are taken.".formatted(MAX_NUMBER)));
    }

    private long nextActivation() {
        return 1
                + journal.orders().values().stream()
                        .mapToLong(order -> order.activation().sequence())
                        .max()
                        .orElse(0);
    }
}
