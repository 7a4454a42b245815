package dev.braid.lab.agent;

import dev.braid.lab.order.End;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import dev.braid.lab.plan.Carrier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes orders for one carrier. One command at a time: decided by the journal, written there, then made so in the
 * kernels. Until it has read all kernels once it does nothing, and it never takes away what is not its own.
 */
final class Agent {
    private final Carrier carrier;
    private final Network network;
    private final OrderBook book;
    private final InstantSource clock;
    private final Consumer<String> changed;
    private final Undertaking undertaking;
    private boolean readBack;

    Agent(Carrier carrier, Network network, OrderBook book, InstantSource clock, Consumer<String> changed) {
        this.carrier = carrier;
        this.network = network;
        this.book = book;
        this.clock = clock;
        this.changed = changed;
        this.undertaking = new Undertaking(network, book);
    }

    Carrier carrier() {
        return carrier;
    }

    /** How its orders reach the kernels. */
    String means() {
        return network.means();
    }

    /** Reads every kernel of the carrier; until that was possible, nothing is answered and nothing written. */
    synchronized Instant readBack() {
        network.resume(book.all(), carrier.nodes());
        readBack = true;
        return clock.instant();
    }

    /** Why the order would be refused; empty when it would not. */
    synchronized Optional<String> qualify(List<String> linkIds, long bandwidthBps) {
        ready();
        try {
            book.qualify(linkIds, bandwidthBps);
            return Optional.empty();
        } catch (OrderRefused e) {
            return Optional.of(e.getMessage());
        }
    }

    synchronized OrderView reserve(Terms terms, List<String> linkIds, long bandwidthBps, End a, End z) {
        return carryOut(terms, () -> reserved(terms, linkIds, bandwidthBps, a, z));
    }

    private OrderView reserved(Terms terms, List<String> linkIds, long bandwidthBps, End a, End z) {
        Optional<OrderRecord> before = book.find(terms.reference());
        if (before.isPresent()) {
            OrderRecord known = before.get();
            living(known);
            if (!known.linkIds().equals(linkIds)
                    || known.bandwidthBps() != bandwidthBps
                    || !fits(known.a(), a)
                    || !fits(known.z(), z)) {
                throw new OrderRefused(
                        Reason.CONFLICT,
                        "The reference %s is an order for something else.".formatted(terms.reference()));
            }
            OrderRecord taken = known.under(terms.revision(), terms.epoch());
            return taken.active() || view(taken).whole() ? view(take(known, terms)) : undertaking.change(known, taken);
        }
        OrderRecord order = book.admit(terms, linkIds, bandwidthBps, a, z);
        OrderView view = undertaking.order(order);
        changed.accept(order.reference());
        return view;
    }

    synchronized OrderView activate(Terms terms) {
        return carryOut(terms, () -> activated(terms));
    }

    private OrderView activated(Terms terms) {
        OrderRecord known = commanded(terms);
        OrderRecord order = known.under(terms.revision(), terms.epoch());
        if (order.activatedForThisPlan() && view(order).whole()) {
            return view(order);
        }
        network.probe(order);
        // Probing took time, and what comes too late must not take effect.
        terms.notExpired(clock);
        if (!order.activatedForThisPlan()) {
            order = order.activated(book.nextActivation());
        }
        OrderView view = undertaking.change(known, order);
        changed.accept(order.reference());
        return view;
    }

    synchronized OrderView modify(Terms terms, long bandwidthBps) {
        return carryOut(terms, () -> modified(terms, bandwidthBps));
    }

    private OrderView modified(Terms terms, long bandwidthBps) {
        OrderRecord order = commanded(terms);
        if (order.bandwidthBps() != bandwidthBps) {
            book.room(order.linkIds(), bandwidthBps, Optional.of(order));
        }
        OrderView view = undertaking.change(
                order, order.under(terms.revision(), terms.epoch()).withBandwidth(bandwidthBps));
        changed.accept(order.reference());
        return view;
    }

    synchronized OrderView release(Terms terms) {
        return carryOut(terms, () -> released(terms));
    }

    private OrderView released(Terms terms) {
        OrderRecord order = book.get(terms.reference());
        OrderRecord taken = order.under(terms.revision(), terms.epoch());
        if (!order.living()) {
            return view(taken);
        }
        OrderView view = undertaking.release(order, taken.ceased(clock.millis()));
        changed.accept(order.reference());
        return view;
    }

    synchronized OrderView get(String reference) {
        ready();
        return view(book.get(reference));
    }

    synchronized List<OrderView> list() {
        ready();
        return book.living().map(this::view).toList();
    }

    /** What the kernels hold and no order explains. */
    synchronized Map<String, String> strangers() {
        ready();
        return network.strangers(book.all(), carrier.nodes());
    }

    /** The orders whose packets take the fibre between these routers. */
    synchronized List<String> over(String node, String neighbour) {
        return book.living()
                .filter(order -> network.crossed(order, network.leg(order)).stream()
                        .anyMatch(fibre -> fibre.joins(node) && fibre.joins(neighbour)))
                .map(OrderRecord::reference)
                .toList();
    }

    /** Who commanded in an earlier epoch has lost its claim, whether this command can be carried out or not. */
    private OrderView carryOut(Terms terms, Supplier<OrderView> command) {
        ready();
        terms.notExpired(clock);
        book.admitTerms(terms);
        try {
            return command.get();
        } catch (RuntimeException e) {
            book.claim(terms, clock.millis());
            throw e;
        }
    }

    private void ready() {
        if (!readBack) {
            throw new KernelUnreadable("The agent of %s has not read all its kernels yet.".formatted(carrier.id()));
        }
    }

    private OrderView view(OrderRecord order) {
        return network.view(order, book.all());
    }

    private OrderRecord commanded(Terms terms) {
        OrderRecord order = book.get(terms.reference());
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
            book.write(taken);
        }
        return taken;
    }

    private static boolean fits(End held, End asked) {
        return asked.open()
                || (held.interconnectId().equals(asked.interconnectId())
                        && (asked.number() == 0 || held.number() == asked.number()));
    }
}
