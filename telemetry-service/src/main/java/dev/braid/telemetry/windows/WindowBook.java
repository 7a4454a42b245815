package dev.braid.telemetry.windows;

import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The open windows of all links of the partitions that this replica reads. Safe for use by the reader of samples and
 * the clock at once. Time comes from a steady clock.
 */
public final class WindowBook {
    private final WindowRules rules;
    private final Function<String, Optional<LinkWindow>> published;
    private final Map<Integer, Map<String, LinkWindows>> partitions = new HashMap<>();
    private int links;
    private long dueUs = Long.MAX_VALUE;

    /** @param published the newest window of a link that anyone published: where a new reader goes on */
    public WindowBook(WindowRules rules, Function<String, Optional<LinkWindow>> published) {
        this.rules = rules;
        this.published = published;
    }

    /** Takes a sample into its window, or says why not. */
    public synchronized Optional<SampleFault> add(int partition, Sample sample, long steadyUs) {
        Map<String, LinkWindows> byLink = partitions.computeIfAbsent(partition, _ -> new HashMap<>());
        LinkWindows windows = byLink.get(sample.linkId());
        if (windows == null) {
            if (links == rules.mostLinks()) {
                return Optional.of(SampleFault.TOO_MANY_LINKS);
            }
            windows = start(sample.linkId());
            byLink.put(sample.linkId(), windows);
            links++;
        }
        Optional<SampleFault> fault = windows.add(sample, steadyUs);
        dueUs = Math.min(dueUs, windows.dueUs());
        return fault;
    }

    /** Closes all windows that are over by now, and hands each on with what it adds to a longer time. */
    public synchronized void close(long steadyUs, BiConsumer<LinkWindow, LinkTotals> closed) {
        if (steadyUs < dueUs) {
            return;
        }
        dueUs = Long.MAX_VALUE;
        for (Map<String, LinkWindows> byLink : partitions.values()) {
            for (LinkWindows windows : byLink.values()) {
                windows.close(steadyUs, closed);
                dueUs = Math.min(dueUs, windows.dueUs());
            }
        }
    }

    /** Forgets partitions that another replica reads from now on; it builds their open windows from the topic. */
    public synchronized void forget(Collection<Integer> gone) {
        gone.forEach(partition -> {
            Map<String, LinkWindows> byLink = partitions.remove(partition);
            links -= byLink == null ? 0 : byLink.size();
        });
    }

    /** How many links are measured here. */
    public synchronized int links() {
        return links;
    }

    private LinkWindows start(String linkId) {
        return published
                .apply(linkId)
                .map(last -> new LinkWindows(linkId, rules, last.endUs(), last.down()))
                .orElseGet(() -> new LinkWindows(linkId, rules, Long.MIN_VALUE, false));
    }
}
