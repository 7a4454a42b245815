package dev.braid.lab.braid;

import dev.braid.lab.plan.Carrier;
import dev.braid.lab.plan.LabPlan;
import dev.braid.lab.stamp.FibreMeter;
import dev.braid.lab.stamp.Reading;
import dev.braid.local.client.BraidClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Measures the fibres of a lab and tells Braid, each carrier of its own. */
public final class Measurements implements AutoCloseable {
    private final Map<String, SampleFeed> feeds = new LinkedHashMap<>();
    private final Map<String, Reading> newest = new ConcurrentHashMap<>();
    private final FibreMeter meter;

    public Measurements(LabPlan plan, BraidClient client) {
        for (Carrier carrier : plan.carriers()) {
            feeds.put(
                    carrier.id(),
                    new SampleFeed(
                            carrier.id(),
                            end -> client.measurementsOf(carrier.id()).ingestSamples(end)));
        }
        meter = FibreMeter.start(plan, readings -> {
            newest.putAll(readings);
            feeds.forEach((carrier, feed) -> feed.send(of(plan, carrier, readings)));
        });
    }

    private static Map<String, Reading> of(LabPlan plan, String carrier, Map<String, Reading> readings) {
        Map<String, Reading> own = new TreeMap<>(readings);
        own.keySet()
                .removeIf(
                        linkId -> !plan.findFibre(linkId).orElseThrow().owner().equals(carrier));
        return own;
    }

    /** What the link measured last; null before that. */
    public Reading newest(String linkId) {
        return newest.get(linkId);
    }

    /** Samples that Braid took, known when it is closed. */
    public long accepted() {
        return feeds.values().stream().mapToLong(SampleFeed::accepted).sum();
    }

    /** Samples that Braid did not take, by reason. */
    public Map<String, Long> refused() {
        Map<String, Long> refused = new TreeMap<>();
        feeds.values()
                .forEach(feed -> feed.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum)));
        return refused;
    }

    @Override
    public void close() {
        meter.close();
        feeds.values().forEach(SampleFeed::close);
    }
}
