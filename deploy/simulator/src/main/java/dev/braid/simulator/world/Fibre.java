package dev.braid.simulator.world;

import dev.braid.api.topology.v1.Metro;

/** How long light takes in fibre over the surface of the earth. */
final class Fibre {

    /** The mean radius of the earth. */
    private static final double EARTH_RADIUS_KM = 6371.0;
    /** Light in glass, one way: refractive index 1.468. */
    static final double US_PER_KM = 4.9;

    private Fibre() {}

    /** The great-circle distance; strict arithmetic, so that every machine makes the same file. */
    static double distanceKm(Metro from, Metro to) {
        double fromLatitude = StrictMath.toRadians(from.getLatitudeDegrees());
        double toLatitude = StrictMath.toRadians(to.getLatitudeDegrees());
        double halfHeight = StrictMath.sin((toLatitude - fromLatitude) / 2);
        double halfWidth =
                StrictMath.sin(StrictMath.toRadians(to.getLongitudeDegrees() - from.getLongitudeDegrees()) / 2);
        double haversine = halfHeight * halfHeight
                + StrictMath.cos(fromLatitude) * StrictMath.cos(toLatitude) * halfWidth * halfWidth;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.sqrt(haversine));
    }

    /** The lowest latency of a fibre of that length. */
    static long floorUs(double routeKm) {
        return (long) StrictMath.ceil(routeKm * US_PER_KM);
    }
}
