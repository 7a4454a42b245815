package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.ImportOptions.LatencySource;
import dev.braid.local.topology.imports.ImportOptions.MetricUse;
import java.util.Optional;
import java.util.OptionalLong;

/** Capacity, latency and price of a link: what the file says, otherwise worked out or assumed. */
final class LinkFigures {
    static final long MIN_CAPACITY_BPS = 1_000_000;
    /** What the engine can count, less than the contract alone allows. */
    static final long MAX_PRICE_MICROS = 2_000_000_000;

    /** Light in glass, one way: refractive index 1.468. */
    static final double US_PER_KM = 4.9;

    private static final double MIN_KM = 1;
    private static final double LOCAL_MICROS = 10_000;
    private static final double MICROS_PER_KM = 100;
    private static final double REFERENCE_BPS = 10e9;
    private static final double MICROS_PER_METRIC = 1_000;

    private final Source source;
    private final ImportOptions options;
    private final Remarks remarks;
    private final Placement placement;

    LinkFigures(Source source, ImportOptions options, Remarks remarks, Placement placement) {
        this.source = source;
        this.options = options;
        this.remarks = remarks;
        this.placement = placement;
    }

    long capacityBps(DraftLink link) {
        OptionalLong said = link.traits().capacityBps();
        if (said.isEmpty()) {
            long given = options.capacityBps().orElse(ImportOptions.CAPACITY_BPS);
            String reason = "links without a capacity: %d bit/s (--default-capacity)".formatted(given);
            if (options.capacityBps().isPresent()) {
                remarks.told(reason, link.line(), link.label());
            } else {
                remarks.assumed(reason, link.line(), link.label());
            }
            return given;
        }
        if (said.getAsLong() < MIN_CAPACITY_BPS) {
            remarks.assumed(
                    "capacities below the least a link can have: %d bit/s".formatted(MIN_CAPACITY_BPS),
                    link.line(),
                    link.label());
        }
        return Math.max(MIN_CAPACITY_BPS, said.getAsLong());
    }

    long latencyUs(DraftLink link) {
        if (options.metricUse() == MetricUse.LATENCY && link.traits().metric().isPresent()) {
            return new Field(source, link.line(), "metric of link " + link.label())
                    .latencyUs(link.traits().metric().getAsLong())
                    .getAsLong();
        }
        Optional<Double> apart =
                placement.distanceKm(link.from().node(), link.to().node());
        OptionalLong said = link.traits().latencyUs();
        if (said.isPresent() && options.latencySource() == LatencySource.FILE) {
            if (apart.isPresent() && said.getAsLong() < Math.floor(apart.get() * US_PER_KM)) {
                remarks.told(
                        "latencies shorter than light in fibre takes on the straight line (--latency distance)",
                        link.line(),
                        link.label());
            }
            return said.getAsLong();
        }
        if (apart.isPresent()) {
            return Math.clamp(
                    (long) Math.ceil(Math.max(MIN_KM, apart.get()) * options.routeFactor() * US_PER_KM),
                    1,
                    Field.MAX_LATENCY_US);
        }
        if (said.isPresent()) {
            return said.getAsLong();
        }
        long given = options.latencyUs().orElse(ImportOptions.LATENCY_US);
        String reason = "links without a latency or a distance: %d us (--default-latency)".formatted(given);
        if (options.latencyUs().isPresent()) {
            remarks.told(reason, link.line(), link.label());
        } else {
            remarks.assumed(reason, link.line(), link.label());
        }
        return given;
    }

    /** A local part and one for the distance; the thicker the pipe, the cheaper the gigabit. */
    long priceMicrosPerGbpsHour(DraftLink link, long capacityBps, long latencyUs) {
        if (options.metricUse() == MetricUse.PRICE && link.traits().metric().isPresent()) {
            return price(link.traits().metric().getAsLong() * MICROS_PER_METRIC);
        }
        if (options.priceMicrosPerGbpsHour().isPresent()) {
            return options.priceMicrosPerGbpsHour().getAsLong();
        }
        double km = placement
                .distanceKm(link.from().node(), link.to().node())
                .orElse(latencyUs / US_PER_KM / options.routeFactor());
        double scale = Math.clamp(StrictMath.sqrt(StrictMath.sqrt(REFERENCE_BPS / capacityBps)), 0.25, 4);
        return price((LOCAL_MICROS + km * MICROS_PER_KM) * scale);
    }

    private static long price(double micros) {
        return Math.min(MAX_PRICE_MICROS, Math.round(micros));
    }
}
