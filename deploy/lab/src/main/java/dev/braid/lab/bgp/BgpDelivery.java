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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final long KEEP_MILLIS = 1000;

    private final Legs legs;
    private final Kernel kernel;
    private final Speaker speaker;
    private final Map<SrPolicy.Id, SrPolicy> told = new HashMap<>();
    private final Thread keeper =
            Thread.ofPlatform().daemon().name("told by BGP").unstarted(this::keep);

    /** Tells the speaker there. It reads kernels and never writes them. */
    public static Maker by(String address, int port) {
        return (legs, kernel) -> new BgpDelivery(legs, kernel, new Speaker(address, port));
    }

    private BgpDelivery(Legs legs, Kernel kernel, Speaker speaker) {
        this.legs = legs;
        this.kernel = kernel;
        this.speaker = speaker;
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
            policies.removeIf(policy -> !told.containsKey(policy.id()));
        }
        Map<SrPolicy.Id, Optional<SrPolicy>> before = before(policies);
        try {
            tell(policies);
        } catch (CommandFailed e) {
            takeBack(before);
            throw e;
        }
    }

    private void bring(Entry.Steering entry, List<SrPolicy> rivals, Predicate<String> expected, String otherwise) {
        Map<SrPolicy.Id, Optional<SrPolicy>> before = before(rivals);
        boolean here = false;
        try {
            here = comes(entry, rivals, expected);
        } finally {
            if (!here) {
                takeBack(before);
            }
        }
        if (!here) {
            throw new CommandFailed("%s at %s %s by BGP within %d ms."
                    .formatted(entry.value(), entry.key(), otherwise, FIRST_MILLIS + AGAIN_MILLIS));
        }
    }

    /** Those of the orders, and what was told for the same entrance and none of them wants, which shall not be valid. */
    private synchronized List<SrPolicy> rivals(Entry.Steering entry, Collection<OrderRecord> orders) {
        List<SrPolicy> rivals = new ArrayList<>(Policies.rivals(entry, orders, legs));
        Set<SrPolicy.Id> wanted = rivals.stream().map(SrPolicy::id).collect(Collectors.toSet());
        told.values().stream()
                .filter(policy -> policy.valid() && !wanted.contains(policy.id()))
                .filter(policy -> Policies.entry(policy, legs.plan()).key().equals(entry.key()))
                .map(SrPolicy::invalid)
                .forEach(rivals::add);
        return rivals;
    }

    private synchronized Map<SrPolicy.Id, Optional<SrPolicy>> before(List<SrPolicy> policies) {
        Map<SrPolicy.Id, Optional<SrPolicy>> before = new HashMap<>();
        policies.forEach(policy -> before.put(policy.id(), Optional.ofNullable(told.get(policy.id()))));
        return before;
    }

    /** What was not seen to come must not come later, when nobody expects it. */
    private synchronized void takeBack(Map<SrPolicy.Id, Optional<SrPolicy>> before) {
        before.forEach((id, policy) -> {
            SrPolicy now = told.get(id);
            if (now == null || policy.filter(now::says).isPresent()) {
                return;
            }
            try {
                say(policy.map(it -> it.attempt(now.attempt())).orElse(now.invalid()));
            } catch (CommandFailed e) {
                // It is told as soon as the speaker answers.
            }
        });
    }

    @Override
    public synchronized void resume(Collection<OrderRecord> all, Map<String, String> found) {
        Map<SrPolicy.Id, SrPolicy> before = alreadyTold();
        for (Entry entry : Wanted.all(all, legs).values()) {
            if (entry instanceof Entry.Steering steering && entry.value().equals(found.get(entry.key()))) {
                for (SrPolicy policy : Policies.rivals(steering, all, legs)) {
                    int attempt = before.getOrDefault(policy.id(), policy).attempt();
                    told.put(policy.id(), policy.attempt(attempt));
                }
            }
        }
        if (keeper.getState() == Thread.State.NEW) {
            keeper.start();
        }
    }

    private Map<SrPolicy.Id, SrPolicy> alreadyTold() {
        try {
            return speaker.policies();
        } catch (CommandFailed e) {
            return Map.of();
        }
    }

    /** Whether any was not told yet as it is. */
    private synchronized boolean tell(List<SrPolicy> policies) {
        boolean changed = false;
        for (SrPolicy policy : policies) {
            Optional<SrPolicy> before = Optional.ofNullable(told.get(policy.id()));
            if (before.filter(policy::says).isEmpty()) {
                changed = true;
                say(policy.attempt(before.map(SrPolicy::attempt).orElse(0)));
            }
        }
        return changed;
    }

    /** It may be told when the speaker does not say so: from now on this is what shall be told. */
    private synchronized void say(SrPolicy policy) {
        told.put(policy.id(), policy);
        speaker.add(policy);
    }

    private synchronized void again(List<SrPolicy> policies) {
        for (SrPolicy policy : policies) {
            say(policy.attempt(told.get(policy.id()).attempt() + 1));
        }
    }

    /**
     * Waits until the kernel holds what is expected, whether the speaker answers or not; tells once more when it does not,
     * or was told before.
     */
    private boolean comes(Entry.Steering entry, List<SrPolicy> rivals, Predicate<String> expected) {
        boolean changed;
        try {
            changed = tell(rivals);
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
        again(rivals);
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

    /** A speaker that was started again has lost all that it was told. */
    private void keep() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                // Not while commands wait: a speaker may be slow to say what it has.
                tellWhatIsMissing(speaker.policies());
            } catch (CommandFailed e) {
                // It does not run, or not yet again.
            }
            pause(KEEP_MILLIS);
        }
    }

    private synchronized void tellWhatIsMissing(Map<SrPolicy.Id, SrPolicy> there) {
        for (SrPolicy policy : new ArrayList<>(told.values())) {
            if (!policy.equals(there.get(policy.id()))) {
                speaker.add(policy);
            }
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
        speaker.close();
    }
}
