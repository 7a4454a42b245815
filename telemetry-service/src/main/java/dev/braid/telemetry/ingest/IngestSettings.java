package dev.braid.telemetry.ingest;

import dev.braid.telemetry.domain.SampleRules;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which samples are believed. */
@ConfigMapping(prefix = "braid.telemetry.ingest")
public interface IngestSettings {
    /** The oldest sample that is taken. */
    @WithDefault("30s")
    Duration maxAge();

    /** How far a source's clock may be ahead of ours. */
    @WithDefault("5s")
    Duration maxAhead();

    /** The longest latency and jitter that is believed. */
    @WithDefault("10s")
    Duration latencyCeiling();

    /** Sources of our own, which may measure every link, by source id or token subject. */
    Optional<Set<String>> probes();

    /** By source id: the token subjects, besides the source id itself, that may send its samples over gRPC. */
    Map<String, Set<String>> subjects();

    /** The rules that samples must keep. */
    default SampleRules rules() {
        return new SampleRules(
                maxAge().toNanos() / 1_000,
                maxAhead().toNanos() / 1_000,
                latencyCeiling().toNanos() / 1_000,
                probes().orElse(Set.of()),
                subjects());
    }
}
