package dev.braid.lab.bgp;

import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.kernel.CommandRefused;
import dev.braid.lab.kernel.Delivery;
import dev.braid.lab.kernel.Kernel;
import dev.braid.lab.order.Entry;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * By SR Policy in BGP (RFC 9830): tells the carrier's speaker, and reads the kernels until they hold it. Only what was
 * told by command is told again when the speaker has lost it.
 */
public final class BgpDelivery implements Delivery {
    private static final long FIRST_MILLIS = 1000;
    private static final long AGAIN_MILLIS = 2000;
    private static final long LOOK_MILLIS = 4;

    private final Legs legs;
    private final Kernel kernel;
    private final Told told;

    /** Tells the speaker there. It reads kernels and never writes them. */
    public static Maker by(String address, int port) {
        return (legs, kernel) -> new BgpDelivery(legs, kernel, new Told(new Speaker(address, port)));
    }

    private BgpDelivery(Legs legs, Kernel kernel, Told told) {
        this.legs = legs;
        this.kernel = kernel;
        this.told = told;
    }

    @Override
    public String means() {
        return "srv6-bgp";
    }

    @Override
    public void put(Entry.Steering entry, Collection<OrderRecord> all) {
        bring(entry, rivals(entry, all), entry.value()::equals, "did not come to be");
    }

    @Override
    public void remove(Entry.Steering entry, Collection<OrderRecord> rest) {
        bring(entry, rivals(entry, rest), there -> !entry.value().equals(there), "is still");
    }

    @Override
    public void tell(OrderRecord order) {
        List<SrPolicy> policies = Policies.of(order, legs);
        if (order.phase() == OrderRecord.Phase.UNDONE) {
            Set<SrPolicy.Id> known = told.all().stream().map(SrPolicy::id).collect(Collectors.toSet());
            policies.removeIf(policy -> !known.contains(policy.id()));
        }
        // What shall be told is the order as it is: who takes a command back says so by another.
        policies.forEach(told::tellAndLook);
    }

    @Override
    public void resume(Collection<OrderRecord> all, Map<String, String> found) {
        List<SrPolicy> inUse = new ArrayList<>();
        for (Entry entry : Wanted.all(all, legs).values()) {
            if (entry instanceof Entry.Steering steering && entry.value().equals(found.get(entry.key()))) {
                inUse.addAll(Policies.rivals(steering, all, legs));
            }
        }
        told.resume(inUse);
    }

    private void bring(Entry.Steering entry, List<SrPolicy> rivals, Predicate<String> expected, String otherwise) {
        orTakeBack(rivals, () -> {
            if (!comes(entry, rivals, expected)) {
                throw new CommandFailed("%s at %s %s by BGP within %d ms."
                        .formatted(entry.value(), entry.key(), otherwise, FIRST_MILLIS + AGAIN_MILLIS));
            }
        });
    }

    /** What was not seen to come must not come later, when nobody expects it. */
    private void orTakeBack(List<SrPolicy> policies, Runnable work) {
        var before = told.before(policies);
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            if (!done) {
                told.takeBack(before);
            }
        }
    }

    /** Those of the orders, and what was told for the same entrance and none of them wants, which shall not be valid. */
    private List<SrPolicy> rivals(Entry.Steering entry, Collection<OrderRecord> orders) {
        List<SrPolicy> rivals = new ArrayList<>(Policies.rivals(entry, orders, legs));
        Set<SrPolicy.Id> wanted = rivals.stream().map(SrPolicy::id).collect(Collectors.toSet());
        told.all().stream()
                .filter(policy -> policy.valid() && !wanted.contains(policy.id()))
                .filter(policy -> Policies.entry(policy, legs.plan()).key().equals(entry.key()))
                .map(SrPolicy::invalid)
                .forEach(rivals::add);
        return rivals;
    }

    /**
     * Waits until the kernel holds what is expected, whether the speaker answers or not; tells once more when it does not,
     * or was told before.
     */
    private boolean comes(Entry.Steering entry, List<SrPolicy> rivals, Predicate<String> expected) {
        boolean changed;
        try {
            changed = told.tell(rivals);
        } catch (CommandRefused e) {
            throw e;
        } catch (CommandFailed e) {
            if (seen(entry, FIRST_MILLIS, expected)) {
                return true;
            }
            throw e;
        }
        if (seen(entry, changed ? FIRST_MILLIS : 0, expected)) {
            return true;
        }
        told.again(rivals);
        return seen(entry, AGAIN_MILLIS, expected);
    }

    private boolean seen(Entry.Steering entry, long millis, Predicate<String> expected) {
        long end = System.nanoTime() + millis * 1_000_000;
        do {
            if (expected.test(kernel.read(entry.node()).get(entry.key()))) {
                return true;
            }
            pause(LOOK_MILLIS);
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return false;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        told.close();
    }
}
