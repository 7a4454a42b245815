package dev.braid.simulator.world;

import dev.braid.api.topology.v1.LinkKind;

/** What a carrier asks for one gigabit per second and hour, and how straight its terrestrial routes are. */
record Tariff(
        double terrestrialRouteFactor, double terrestrialUsdPer1000Km, double submarineUsdPer1000Km, double localUsd) {

    private static final double MICROS = 1_000_000;

    static Tariff of(CsvTable.Row carrier) {
        return new Tariff(
                carrier.number("terrestrial_route_factor"),
                carrier.number("terrestrial_usd_per_1000_km"),
                carrier.number("submarine_usd_per_1000_km"),
                carrier.number("local_usd"));
    }

    long priceMicrosPerGbpsHour(LinkKind kind, double routeKm) {
        double usdPer1000Km =
                switch (kind) {
                    case LINK_KIND_TERRESTRIAL -> terrestrialUsdPer1000Km;
                    case LINK_KIND_SUBMARINE -> submarineUsdPer1000Km;
                    case LINK_KIND_METRO, LINK_KIND_INTERCONNECT -> 0;
                    case LINK_KIND_UNSPECIFIED, UNRECOGNIZED ->
                        throw new IllegalArgumentException("A link of kind %s has no price.".formatted(kind));
                };
        return StrictMath.round((localUsd + usdPer1000Km * routeKm / 1000) * MICROS);
    }
}
