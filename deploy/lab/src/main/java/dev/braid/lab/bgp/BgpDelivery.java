package dev.braid.lab.bgp;

import dev.braid.lab.kernel.CommandFailed;
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
import java.util.function.Predicate;

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
        List<SrPolicy> rivals = Policies.rivals(entry, all, legs);
        Map<SrPolicy, Optional<SrPolicy>> changed = tell(rivals);
        if (!comes(entry, rivals, changed.isEmpty(), entry.value()::equals)) {
            // What was not seen to come must not come later, when nobody expects it.
            changed.forEach((policy, before) -> {
                if (policy.valid()) {
                    say(before.orElse(policy.invalid()));
                }
            });
            throw late(entry, "did not come to be");
        }
    }

    @Override
    public void remove(Entry.Steering entry, Collection<OrderRecord> rest) {
        List<SrPolicy> rivals = Policies.rivals(entry, rest, legs);
        boolean again = tell(rivals).isEmpty();
        if (!comes(entry, rivals, again, there -> !entry.value().equals(there))) {
            throw late(entry, "is still");
        }
    }

    @Override
    public void tell(OrderRecord order) {
        tell(Policies.of(order, legs));
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

    /** Those that were not told yet as they are, with what was told before. */
    private synchronized Map<SrPolicy, Optional<SrPolicy>> tell(List<SrPolicy> policies) {
        Map<SrPolicy, Optional<SrPolicy>> changed = new HashMap<>();
        for (SrPolicy policy : policies) {
            Optional<SrPolicy> before = Optional.ofNullable(told.get(policy.id()));
            if (before.filter(policy::says).isEmpty()) {
                SrPolicy fresh = policy.attempt(before.map(SrPolicy::attempt).orElse(0));
                say(fresh);
                changed.put(fresh, before);
            }
        }
        return changed;
    }

    private synchronized void say(SrPolicy policy) {
        speaker.add(policy);
        told.put(policy.id(), policy);
    }

    private synchronized void again(List<SrPolicy> policies) {
        for (SrPolicy policy : policies) {
            say(policy.attempt(told.get(policy.id()).attempt() + 1));
        }
    }

    /** Waits until the kernel holds what is expected; tells once more when it does not, or was told before. */
    private boolean comes(Entry.Steering entry, List<SrPolicy> rivals, boolean before, Predicate<String> expected) {
        if (seen(entry, before ? 0 : FIRST_MILLIS, expected)) {
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

    private static CommandFailed late(Entry.Steering entry, String how) {
        return new CommandFailed("%s at %s %s by BGP within %d ms."
                .formatted(entry.value(), entry.key(), how, FIRST_MILLIS + AGAIN_MILLIS));
    }

    /** A speaker that was started again has lost all that it was told. */
    private void keep() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                tellWhatIsMissing();
            } catch (CommandFailed e) {
                // It does not run, or not yet again.
            }
            pause(KEEP_MILLIS);
        }
    }

    private synchronized void tellWhatIsMissing() {
        Map<SrPolicy.Id, SrPolicy> there = speaker.policies();
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
