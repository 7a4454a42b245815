package dev.braid.lab.kernel;

import dev.braid.lab.order.Entry;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import java.util.Collection;
import java.util.Map;

/** How routes that steer packets come into the kernels and leave them; all else of an order is put there directly. */
public interface Delivery extends AutoCloseable {
    /** Its name among adapters. */
    String means();

    /** The kernels hold this when it returns; of these orders, it is what they want there. Throws CommandFailed. */
    void put(Entry.Steering entry, Collection<OrderRecord> all);

    /** The kernels do not hold it any more when it returns; none of these orders wants it. Throws CommandFailed. */
    void remove(Entry.Steering entry, Collection<OrderRecord> rest);

    /** How the order stands, also where another has its port or hand-off. Throws CommandFailed. */
    void tell(OrderRecord order);

    /** After a start: these are the orders, and this is what all kernels hold. Changes nothing in them. */
    void resume(Collection<OrderRecord> all, Map<String, String> found);

    @Override
    void close();

    /** Makes that of one carrier, whose kernels may be read for it. */
    @FunctionalInterface
    interface Maker {
        Delivery make(Legs legs, Kernel kernel);
    }
}
