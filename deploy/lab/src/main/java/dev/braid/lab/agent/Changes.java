package dev.braid.lab.agent;

import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.CommandRefused;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.order.Entry;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import java.util.Collection;

/** Changes to kernels, by whichever way. Throws OrderRefused when somebody says no, KernelUnreadable when nobody knows. */
record Changes(Kernel kernel, Delivery delivery) {
    void put(Entry entry, Collection<OrderRecord> all) {
        change(() -> {
            switch (entry) {
                case Entry.Steering steering -> delivery.put(steering, all);
                case Entry.Segment _, Entry.PortRule _, Entry.Policing _ -> kernel.put(entry);
            }
        });
    }

    void remove(Entry entry, Collection<OrderRecord> rest) {
        change(() -> {
            switch (entry) {
                case Entry.Steering steering -> delivery.remove(steering, rest);
                case Entry.Segment _, Entry.PortRule _, Entry.Policing _ -> kernel.remove(entry);
            }
        });
    }

    void tell(OrderRecord order) {
        change(() -> delivery.tell(order));
    }

    private static void change(Runnable change) {
        try {
            change.run();
        } catch (CommandRefused e) {
            throw new OrderRefused(Reason.REJECTED, "The network says no: %s".formatted(e.getMessage()));
        } catch (CommandFailed e) {
            throw new KernelUnreadable("The kernel did not take a change: %s".formatted(e.getMessage()));
        }
    }
}
