package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.DraftNode.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where each node stands on the earth, and how far two of them are apart. */
final class Placement {
    private static final double EARTH_RADIUS_KM = 6371.0;
    private static final double KM_PER_DEGREE = Math.PI * EARTH_RADIUS_KM / 180;

    private final Map<String, Point> points = new LinkedHashMap<>();

    private Placement() {}

    static Placement of(DraftNetwork network, ImportOptions options, Remarks remarks) {
        Placement placement = new Placement();
        boolean plane = network.nodes().stream()
                .flatMap(node -> node.point().stream())
                .anyMatch(point -> Math.abs(point.x()) > 180 || Math.abs(point.y()) > 90);
        for (DraftNode node : network.nodes()) {
            if (node.point().isPresent()) {
                Point point = node.point().get();
                if (!plane && point.x() == 0 && point.y() == 0) {
                    remarks.assumed(
                            "nodes at 0/0, where there is only sea: taken as without coordinates",
                            node.line(),
                            node.label());
                } else {
                    placement.points.put(node.id(), point);
                }
            }
        }
        if (plane) {
            DraftNode first = network.nodes().iterator().next();
            remarks.assumed(
                    "coordinates that are no degrees: taken as a plane of %.0f km across round 0/0 (--planar-extent-km)"
                            .formatted(options.planarExtentKm()),
                    first.line(),
                    first.label());
            placement.projectPlane(options.planarExtentKm());
        }
        placement.fillFromNeighbours(network, remarks);
        return placement;
    }

    Optional<Point> point(String node) {
        return Optional.ofNullable(points.get(node));
    }

    /** Empty where one of the nodes has no place. */
    Optional<Double> distanceKm(String from, String to) {
        return point(from).flatMap(one -> point(to).map(other -> greatCircleKm(one, other)));
    }

    /** Strict arithmetic, so that every machine makes the same file. */
    static double greatCircleKm(Point from, Point to) {
        double fromLatitude = StrictMath.toRadians(from.y());
        double toLatitude = StrictMath.toRadians(to.y());
        double halfHeight = StrictMath.sin((toLatitude - fromLatitude) / 2);
        double halfWidth = StrictMath.sin(StrictMath.toRadians(to.x() - from.x()) / 2);
        double haversine = halfHeight * halfHeight
                + StrictMath.cos(fromLatitude) * StrictMath.cos(toLatitude) * halfWidth * halfWidth;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, StrictMath.sqrt(haversine)));
    }

    /** Round 0/0 a plane of a country's size is nearly flat. */
    private void projectPlane(double extentKm) {
        double minX = points.values().stream().mapToDouble(Point::x).min().orElse(0);
        double maxX = points.values().stream().mapToDouble(Point::x).max().orElse(0);
        double minY = points.values().stream().mapToDouble(Point::y).min().orElse(0);
        double maxY = points.values().stream().mapToDouble(Point::y).max().orElse(0);
        // Halved before they are subtracted: the difference of the largest numbers is none.
        double half = Math.max(maxX / 2 - minX / 2, maxY / 2 - minY / 2);
        double degrees = half == 0 ? 0 : extentKm / KM_PER_DEGREE / 2 / half;
        points.replaceAll((_, point) -> new Point(
                (point.x() / 2 - (minX / 4 + maxX / 4)) * 2 * degrees,
                (point.y() / 2 - (minY / 4 + maxY / 4)) * 2 * degrees));
    }

    /** In rounds, each from the places of the rounds before, so that the order in the file does not matter. */
    private void fillFromNeighbours(DraftNetwork network, Remarks remarks) {
        Map<String, List<String>> neighbours = new HashMap<>();
        for (DraftLink link : network.links()) {
            neighbours
                    .computeIfAbsent(link.from().node(), _ -> new ArrayList<>())
                    .add(link.to().node());
            neighbours
                    .computeIfAbsent(link.to().node(), _ -> new ArrayList<>())
                    .add(link.from().node());
        }
        List<DraftNode> open = network.nodes().stream()
                .filter(node -> !points.containsKey(node.id()))
                .toList();
        List<String> border = List.copyOf(points.keySet());
        while (!border.isEmpty()) {
            Map<String, Point> placed = new LinkedHashMap<>();
            for (String known : border) {
                for (String node : neighbours.getOrDefault(known, List.of())) {
                    if (!points.containsKey(node) && !placed.containsKey(node)) {
                        placed.put(node, middle(neighbours.get(node)));
                    }
                }
            }
            points.putAll(placed);
            border = List.copyOf(placed.keySet());
        }
        for (DraftNode node : open) {
            if (points.containsKey(node.id())) {
                remarks.assumed(
                        "nodes without coordinates: placed in the middle of their neighbours",
                        node.line(),
                        node.label());
            } else {
                remarks.assumed(
                        "nodes without coordinates, and no way to one that has them: at 0/0",
                        node.line(),
                        node.label());
            }
        }
    }

    /** The mean as vectors, which the date line does not trouble. */
    private Point middle(List<String> neighbours) {
        double x = 0;
        double y = 0;
        double z = 0;
        Point any = null;
        for (String neighbour : neighbours) {
            Point point = points.get(neighbour);
            if (point != null) {
                any = any == null ? point : any;
                double latitude = StrictMath.toRadians(point.y());
                double longitude = StrictMath.toRadians(point.x());
                x += StrictMath.cos(latitude) * StrictMath.cos(longitude);
                y += StrictMath.cos(latitude) * StrictMath.sin(longitude);
                z += StrictMath.sin(latitude);
            }
        }
        double flat = StrictMath.hypot(x, y);
        // Neighbours on opposite sides of the earth have no middle.
        return StrictMath.hypot(flat, z) < 1e-6
                ? any
                : new Point(
                        StrictMath.toDegrees(StrictMath.atan2(y, x)), StrictMath.toDegrees(StrictMath.atan2(z, flat)));
    }
}
