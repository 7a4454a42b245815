package dev.braid.telemetry.ingest;

import dev.braid.telemetry.domain.Sample;
import java.util.LinkedHashMap;
import java.util.Map;

/** The newest samples of one stream, so that one sent twice is refused where its sender hears of it. */
final class SeenSamples {
    private final Map<Key, Boolean> seen;

    private record Key(String linkId, long measureTimeUs) {}

    SeenSamples(int most) {
        this.seen = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether this is the first sample of its link and time. */
    boolean add(Sample sample) {
        return seen.put(new Key(sample.linkId(), sample.measureTimeUs()), true) == null;
    }
}
