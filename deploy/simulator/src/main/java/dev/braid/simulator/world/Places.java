package dev.braid.simulator.world;

import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.LocationKind;
import dev.braid.api.topology.v1.Metro;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The metros and the facilities in them, found by id or by the short names that the source uses. */
final class Places {

    private final Map<String, Metro> metros = new LinkedHashMap<>();
    private final Map<String, Location> locations = new LinkedHashMap<>();

    Places(CsvTable metroTable, CsvTable facilityTable, CsvTable cloudTable) {
        for (CsvTable.Row row : metroTable.rows()) {
            Metro metro = Metro.newBuilder()
                    .setMetroId(row.text("metro_id"))
                    .setDisplayName(row.text("display_name"))
                    .setCountryCode(row.text("country_code"))
                    .setLatitudeDegrees(row.number("latitude_degrees"))
                    .setLongitudeDegrees(row.number("longitude_degrees"))
                    .build();
            addOnce(metros, metro.getMetroId(), metro, row);
        }
        for (CsvTable.Row row : facilityTable.rows()) {
            add(row, row.text("location_id"), row.text("display_name"), row.text("kind"), "");
        }
        for (CsvTable.Row row : cloudTable.rows()) {
            String region = row.text("cloud") + ":" + row.text("region");
            String city = metro(row.text("metro_id")).getDisplayName();
            String cloud = brand(row.text("cloud"));
            add(
                    row,
                    cloudEdgeId(row),
                    "%s %s edge, %s".formatted(cloud, row.text("region"), city),
                    "CLOUD_EDGE",
                    region);
        }
    }

    /** The id of the edge of a cloud's region in a metro, for example {@code dub-aws}. */
    static String cloudEdgeId(CsvTable.Row row) {
        return row.text("metro_id") + "-" + row.text("cloud");
    }

    Map<String, Metro> metros() {
        return metros;
    }

    Map<String, Location> locations() {
        return locations;
    }

    Metro metro(String metroId) {
        Metro metro = metros.get(metroId);
        if (metro == null) {
            throw new IllegalArgumentException("There is no metro '%s'.".formatted(metroId));
        }
        return metro;
    }

    Metro metroOf(Location location) {
        return metro(location.getMetroId());
    }

    /** By location id; a bare metro id means its first data centre or, where it has none, its landing station. */
    Location location(String name) {
        for (String candidate : new String[] {name, name + "-dc1", name + "-ls"}) {
            Location location = locations.get(candidate);
            if (location != null) {
                return location;
            }
        }
        throw new IllegalArgumentException("There is no location '%s'.".formatted(name));
    }

    /** The name of a location inside link ids: {@code lon}, {@code lon2}, {@code mrsls}, {@code dubaws}. */
    static String shortName(Location location) {
        return location.getLocationId().replace("-dc1", "").replace("-dc", "").replace("-", "");
    }

    private void add(CsvTable.Row row, String id, String name, String kind, String cloudRegion) {
        Location location = Location.newBuilder()
                .setLocationId(id)
                .setDisplayName(name)
                .setMetroId(metro(row.text("metro_id")).getMetroId())
                .setKind(LocationKind.valueOf("LOCATION_KIND_" + kind))
                .setCloudRegion(cloudRegion)
                .build();
        addOnce(locations, id, location, row);
    }

    private static String brand(String cloud) {
        return cloud.equals("aws") ? "AWS" : cloud.substring(0, 1).toUpperCase(Locale.ROOT) + cloud.substring(1);
    }

    private static <T> void addOnce(Map<String, T> map, String id, T value, CsvTable.Row row) {
        if (map.putIfAbsent(id, value) != null) {
            throw new IllegalArgumentException("%s names '%s' a second time.".formatted(row.place(), id));
        }
    }
}
