package dev.braid.provisioning.shipped;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Says what becomes of each call that any carrier gets, and knows which ones came. */
final class Bench {
    /** Longer than the service waits for an answer. */
    static final Duration TOO_LONG = ShippedService.TIMEOUT.plusMillis(300);

    /** The calls of one kind for one leg, or of one provider about none. */
    record Spot(String connectionId, String providerId, Call call) {
        /** Where the lists of that provider are asked for. */
        static Spot listOf(String providerId) {
            return of(providerId, Call.LIST);
        }

        /** Where that is asked which is about no leg. */
        static Spot of(String providerId, Call call) {
            return new Spot("", providerId, call);
        }
    }

    private final Map<Spot, Deque<Treatment>> arranged = new HashMap<>();
    private final Map<Spot, Treatment> holds = new HashMap<>();
    private final Set<Spot> reached = new HashSet<>();
    private final Map<Spot, Integer> calls = new HashMap<>();
    private final Set<String> activated = new HashSet<>();
    private final List<String> late = new ArrayList<>();
    private final CountDownLatch letIn = new CountDownLatch(1);
    private int awaited;
    private CountDownLatch thaw = new CountDownLatch(1);

    /** The next calls there are treated so, one after the other; then all is well. */
    synchronized void arrange(Spot spot, List<Treatment> treatments) {
        arranged.computeIfAbsent(spot, _ -> new ArrayDeque<>()).addAll(treatments);
    }

    /** Every call there is treated so until the thaw. */
    synchronized void hold(Spot spot, Treatment how) {
        holds.put(spot, how);
    }

    /** Whether a call has come there that is held. */
    synchronized boolean reached(Spot spot) {
        return reached.contains(spot);
    }

    /** Ends all holds; what was held breaks, but for what is late, which stays on its way. */
    synchronized void thaw() {
        holds.clear();
        reached.clear();
        thaw.countDown();
        thaw = new CountDownLatch(1);
    }

    /** How many calls have come there. */
    synchronized int calls(Spot spot) {
        return calls.getOrDefault(spot, 0);
    }

    /** Ends what holds there; what is held already waits for the thaw. */
    synchronized void free(Spot spot) {
        holds.remove(spot);
    }

    /** What was arranged and never came to be. */
    synchronized List<Spot> untouched() {
        return arranged.entrySet().stream()
                .filter(it -> !it.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What becomes of a call that has just come; reads count from the first activation on. */
    synchronized Treatment take(String providerId, String legId, Call call) {
        Spot spot = new Spot(connection(legId), providerId, call);
        calls.merge(spot, 1, Integer::sum);
        if (call == Call.ACTIVATE) {
            activated.add(legId);
        }
        if (call == Call.READ && !activated.contains(legId)) {
            return Treatment.PASS;
        }
        Treatment hold = holds.get(spot);
        if (hold != null) {
            return hold;
        }
        Treatment next = arranged.getOrDefault(spot, new ArrayDeque<>()).poll();
        return next == null ? Treatment.PASS : next;
    }

    /** Waits for the thaw at that call; never comes back as if all were well. */
    IOException awaitThaw(String providerId, String legId, Call call) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            reached.add(new Spot(connection(legId), providerId, call));
            latch = thaw;
        }
        latch.await();
        return new IOException("The connection breaks.");
    }

    /** Waits until what is late is let in. */
    void awaitLetIn(String providerId, String legId, Call call) throws InterruptedException {
        synchronized (this) {
            reached.add(new Spot(connection(legId), providerId, call));
            awaited++;
        }
        letIn.await();
    }

    /** Lets in what is late. */
    void letIn() {
        letIn.countDown();
    }

    /** What was said to a call that was let in late. */
    synchronized void answeredLate(Call call, int status) {
        late.add(call + " " + status);
    }

    /** What was said to all calls that were late, once all of them have come. */
    synchronized Optional<List<String>> late() {
        return late.size() < awaited ? Optional.empty() : Optional.of(List.copyOf(late));
    }

    /** The connection of a leg: its id without the number. */
    static String connection(String legId) {
        int dot = legId.lastIndexOf('.');
        return dot < 0 ? legId : legId.substring(0, dot);
    }
}
