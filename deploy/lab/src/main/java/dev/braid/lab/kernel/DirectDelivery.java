package dev.braid.lab.kernel;

import dev.braid.lab.order.Entry;
import dev.braid.lab.order.OrderRecord;
import java.util.Collection;
import java.util.Map;

/** From here into the kernels, with nothing between. */
public record DirectDelivery(Kernel kernel) implements Delivery {
    @Override
    public String means() {
        return "srv6-linux";
    }

    @Override
    public void put(Entry.Steering entry, Collection<OrderRecord> all) {
        kernel.put(entry);
    }

    @Override
    public void remove(Entry.Steering entry, Collection<OrderRecord> rest) {
        kernel.remove(entry);
    }

    @Override
    public void tell(OrderRecord order) {
        // Nobody stands between who would remember it.
    }

    @Override
    public void resume(Collection<OrderRecord> all, Map<String, String> found) {
        // The kernels have it.
    }

    @Override
    public void close() {
        // The kernel's pipes belong to who made them.
    }
}
