package dev.braid.lab.agent;

import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRefused;

/**
 * Makes of an order what it shall be: first in the journal, then in the kernels. What cannot be done wholly is taken back,
 * in both; where kernels do not let that happen either, the order stays as commanded, and what they hold is told with it.
 */
final class Undertaking {
    private final Network network;
    private final OrderBook book;

    Undertaking(Network network, OrderBook book) {
        this.network = network;
        this.book = book;
    }

    /** A new order; one that comes to nothing is none. */
    OrderView order(OrderRecord fresh) {
        return carryOut(fresh.undone(), fresh.undone(), fresh);
    }

    /**
     * An order that is there already; a refusal leaves it as it was, but for the epoch, which counts all the same: in a
     * later one the revisions of those before mean nothing.
     */
    OrderView change(OrderRecord before, OrderRecord after) {
        long revision =
                after.epoch() > before.epoch() ? Math.min(before.revision(), after.revision()) : before.revision();
        return carryOut(before.under(revision, after.epoch()), before.under(after.revision(), after.epoch()), after);
    }

    private OrderView carryOut(OrderRecord refused, OrderRecord failed, OrderRecord after) {
        network.readable(after);
        book.write(after);
        try {
            network.install(after, book.all());
            OrderView view = network.view(after, book.all());
            if (!view.whole()) {
                throw new KernelUnreadable(
                        "Nobody said no, but the order %s is %s.".formatted(after.reference(), view.words()));
            }
            return view;
        } catch (OrderRefused e) {
            takeBack(after, refused, e);
            throw e;
        } catch (KernelUnreadable e) {
            takeBack(after, failed, e);
            throw e;
        }
    }

    private void takeBack(OrderRecord after, OrderRecord back, RuntimeException why) {
        try {
            network.withdraw(after, back, book.allWith(back));
        } catch (OrderRefused | KernelUnreadable e) {
            throw new KernelUnreadable(
                    "%s What was done of it is still there: %s".formatted(why.getMessage(), e.getMessage()));
        }
        book.write(back);
    }

    /** Lets go of a living order; it has ceased when the kernels hold nothing of it, and lives on otherwise. */
    OrderView release(OrderRecord order, OrderRecord ceased) {
        OrderRecord living = order.under(ceased.revision(), ceased.epoch());
        network.readable(order);
        book.write(living);
        try {
            network.withdraw(living, ceased, book.allWith(ceased));
        } catch (OrderRefused | KernelUnreadable e) {
            putBack(living, e);
            throw new KernelUnreadable("The order %s is not released: %s".formatted(order.reference(), e.getMessage()));
        }
        book.write(ceased);
        return network.view(ceased, book.all());
    }

    private void putBack(OrderRecord living, RuntimeException why) {
        try {
            network.install(living, book.all());
        } catch (OrderRefused | KernelUnreadable e) {
            throw new KernelUnreadable("The order %s is released in part: %s Then: %s"
                    .formatted(living.reference(), why.getMessage(), e.getMessage()));
        }
    }
}
