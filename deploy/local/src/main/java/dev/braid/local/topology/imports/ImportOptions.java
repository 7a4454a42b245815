package dev.braid.local.topology.imports;

import java.util.Optional;
import java.util.OptionalLong;

/** What the person importing decides; what is empty is assumed and told. */
public record ImportOptions(
        Optional<String> providerId,
        Optional<String> providerName,
        boolean onNet,
        Optional<String> countryCode,
        OptionalLong capacityBps,
        OptionalLong latencyUs,
        LatencySource latencySource,
        double routeFactor,
        OptionalLong priceMicrosPerGbpsHour,
        MetricUse metricUse,
        OptionalLong unitBps,
        double planarExtentKm,
        Optional<String> network) {
    /** ISO 3166-1 keeps ZZ free for its users. */
    static final String UNKNOWN_COUNTRY = "ZZ";

    static final long CAPACITY_BPS = 10_000_000_000L;
    static final long LATENCY_US = 1_000;

    /** Whose latency counts where a file says one. */
    public enum LatencySource {
        FILE,
        DISTANCE
    }

    /** What the file's administrative metric becomes. */
    public enum MetricUse {
        IGNORE,
        PRICE,
        LATENCY
    }

    /** Nothing decided. */
    public static ImportOptions defaults() {
        return new ImportOptions(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                LatencySource.FILE,
                1.4,
                OptionalLong.empty(),
                MetricUse.IGNORE,
                OptionalLong.empty(),
                1_000,
                Optional.empty());
    }
}
