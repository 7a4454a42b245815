package dev.braid.provisioning.rollout;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The orders of one provider of which there is news: each once, in the order in which they came, and only so many. */
final class HintQueue {
    private final int capacity;
    private final Set<String> waiting = new LinkedHashSet<>();

    HintQueue(int capacity) {
        this.capacity = capacity;
    }

    /** What became of a hint. */
    enum Offer {
        /** It waits. */
        ADDED,
        /** One about the same order waits already, and will see what this one tells of. */
        REPEATED,
        /** There is no room; the audit will see it. */
        DROPPED
    }

    synchronized Offer offer(String reference) {
        if (waiting.contains(reference)) {
            return Offer.REPEATED;
        }
        return waiting.size() < capacity && waiting.add(reference) ? Offer.ADDED : Offer.DROPPED;
    }

    /** The first ones, which wait no more. */
    synchronized List<String> poll(int most) {
        List<String> first = new ArrayList<>();
        Iterator<String> all = waiting.iterator();
        while (first.size() < most && all.hasNext()) {
            first.add(all.next());
            all.remove();
        }
        return first;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
