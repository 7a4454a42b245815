package dev.braid.telemetry.ingest;

import dev.braid.platform.proto.Times;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import dev.braid.telemetry.domain.SampleRules;
import dev.braid.telemetry.network.LinkCatalog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks every sample, whichever way it comes, and counts what became of it. A singleton, like all that is asked for every
 * sample: the proxy of a scoped bean costs as much as the answer.
 */
@Singleton
public class SampleIntake {
    private final SampleRules rules;
    private final LinkCatalog links;
    private final Clocks clocks;
    private final Map<Entrance, Counter> accepted = new EnumMap<>(Entrance.class);
    private final Map<Entrance, Map<SampleFault, Counter>> refused = new EnumMap<>(Entrance.class);

    /** The ways in. */
    enum Entrance {
        /** The topic of samples: what is accepted here stands in a window. */
        KAFKA,
        /** Calls: what is accepted here has been written to the topic. */
        GRPC;

        private String tag() {
            return this == KAFKA ? "kafka" : "grpc";
        }
    }

    SampleIntake(IngestSettings settings, LinkCatalog links, Clocks clocks, MeterRegistry meters) {
        this.rules = settings.rules();
        this.links = links;
        this.clocks = clocks;
        for (Entrance entrance : Entrance.values()) {
            accepted.put(entrance, meters.counter("braid.telemetry.samples.accepted", "entrance", entrance.tag()));
            Map<SampleFault, Counter> byFault = new EnumMap<>(SampleFault.class);
            for (SampleFault fault : SampleFault.values()) {
                byFault.put(
                        fault,
                        meters.counter(
                                "braid.telemetry.samples.refused", "entrance", entrance.tag(), "reason", fault.code()));
            }
            refused.put(entrance, byFault);
        }
    }

    /** What is wrong with the sample by itself, if anything is. */
    Optional<SampleFault> check(Sample sample, long nowUs) {
        return rules.check(sample, links.find(sample.linkId()), nowUs);
    }

    /** The same for one who proved to be {@code speaker}. */
    Optional<SampleFault> check(Sample sample, String speaker) {
        return rules.maySpeakAs(speaker, sample.sourceId())
                ? check(sample, clocks.wallUs())
                : Optional.of(SampleFault.FOREIGN_SOURCE);
    }

    /** Counts what became of one sample. */
    void count(Entrance entrance, Optional<SampleFault> fault) {
        fault.map(why -> refused.get(entrance).get(why))
                .orElseGet(() -> accepted.get(entrance))
                .increment();
    }

    static Sample sample(dev.braid.api.telemetry.v1.Sample sample) {
        return new Sample(
                sample.getLinkId(),
                sample.getSourceId(),
                Times.nearestUs(sample.getMeasureTime()),
                sample.getLatencyUs(),
                sample.getJitterUs(),
                sample.getLossRatio(),
                sample.getThroughputBps());
    }
}
