package dev.braid.telemetry.windows;

import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The windows of one link. Time is the time of its samples, so a source whose clock is off still has whole windows;
 * between samples that time goes on with our steady clock, so a window closes even when no later sample comes.
 */
final class LinkWindows {
    private final String linkId;
    private final WindowRules rules;
    private final TreeMap<Long, OpenWindow> open = new TreeMap<>();
    private long newestTimeUs = Long.MIN_VALUE;
    private long newestArrivedUs;
    private long closedThroughUs;
    private int lostInRow;

    /**
     * @param closedThroughUs windows that end no later were published before
     * @param down whether the link was down then
     */
    LinkWindows(String linkId, WindowRules rules, long closedThroughUs, boolean down) {
        this.linkId = linkId;
        this.rules = rules;
        this.closedThroughUs = closedThroughUs;
        this.lostInRow = down ? rules.downAfter() : 0;
    }

    Optional<SampleFault> add(Sample sample, long steadyUs) {
        long timeUs = sample.measureTimeUs();
        long startUs = wholeSecond(timeUs);
        if (startUs + WindowRules.LENGTH_US <= closedThroughUs) {
            return Optional.of(SampleFault.LATE);
        }
        Optional<SampleFault> fault =
                open.computeIfAbsent(startUs, OpenWindow::new).add(sample, rules.mostSamples());
        if (fault.isEmpty() && timeUs > newestTimeUs) {
            newestTimeUs = timeUs;
            newestArrivedUs = steadyUs;
            // Windows that are over take nothing more, whether or not the clock has come round to close them.
            closedThroughUs = Math.max(closedThroughUs, wholeSecond(timeUs - rules.graceUs()));
        }
        return fault;
    }

    /** Closes what is over by now, in order. */
    void close(long steadyUs, BiConsumer<LinkWindow, LinkTotals> closed) {
        while (!open.isEmpty() && dueUs() <= steadyUs) {
            OpenWindow window = open.pollFirstEntry().getValue();
            closedThroughUs = Math.max(closedThroughUs, window.endUs());
            lostInRow = window.lostWhole() ? Math.min(lostInRow + 1, rules.downAfter()) : 0;
            boolean down = lostInRow == rules.downAfter();
            closed.accept(window.close(linkId, down), window.totals(down));
        }
    }

    /** When, by our clock, the oldest window closes if nothing more comes; far in the future when none is open. */
    long dueUs() {
        return open.isEmpty()
                ? Long.MAX_VALUE
                : newestArrivedUs + open.firstEntry().getValue().endUs() + rules.graceUs() - newestTimeUs;
    }

    private static long wholeSecond(long us) {
        return Math.floorDiv(us, WindowRules.LENGTH_US) * WindowRules.LENGTH_US;
    }
}
