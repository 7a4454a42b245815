package dev.braid.intent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wish of a tenant, word for word.
 *
 * @param terms all that it asks besides, of each path: for path computation to read
 */
public record IntentSpec(
        String displayName, Shape shape, List<String> portIds, String hubPortId, long bandwidthBps, Verbatim terms) {
    public IntentSpec {
        portIds = List.copyOf(portIds);
    }

    /** The pairs of ports to join, in their fixed order. */
    public List<Ends> connections() {
        return shape.connections(portIds, hubPortId);
    }

    /** Whether the network must give something else for this wish than for the other one. */
    public boolean asksOtherThan(IntentSpec other) {
        return !withDisplayName("").equals(other.withDisplayName(""));
    }

    /**
     * What stands against the wish, given the tenant's living ports by id. A path leads from one location to another:
     * two ports of one location cannot be joined, but may be spokes of one hub elsewhere.
     */
    public List<Objection> objections(Map<String, Port> ports) {
        List<Objection> objections = new ArrayList<>();
        for (int i = 0; i < portIds.size(); i++) {
            Port port = ports.get(portIds.get(i));
            if (port == null) {
                objections.add(new Objection(portField(i), "there is no port '%s'".formatted(portIds.get(i))));
            } else if (port.bandwidthBps() < bandwidthBps) {
                objections.add(new Objection(
                        "spec.bandwidth_bps",
                        "must be at most %d, which the port '%s' can carry, but is %d"
                                .formatted(port.bandwidthBps(), port.portId(), bandwidthBps)));
            }
        }
        if (objections.isEmpty()) {
            for (Ends ends : connections()) {
                sameLocation(ends, ports).ifPresent(objections::add);
            }
        }
        return objections;
    }

    private Optional<Objection> sameLocation(Ends ends, Map<String, Port> ports) {
        Port a = ports.get(ends.aPortId());
        Port z = ports.get(ends.zPortId());
        if (!a.locationId().equals(z.locationId())) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                portField(portIds.indexOf(z.portId())),
                "the port '%s' is at '%s' like the port '%s' that it would be joined with; a path needs two locations"
                        .formatted(z.portId(), z.locationId(), a.portId())));
    }

    private static String portField(int index) {
        return "spec.port_ids[%d]".formatted(index);
    }

    /** The same wish under another name. */
    public IntentSpec withDisplayName(String newDisplayName) {
        return new IntentSpec(newDisplayName, shape, portIds, hubPortId, bandwidthBps, terms);
    }

    /** The same wish with another bandwidth. */
    public IntentSpec withBandwidthBps(long newBandwidthBps) {
        return new IntentSpec(displayName, shape, portIds, hubPortId, newBandwidthBps, terms);
    }

    /** The same wish on other terms. */
    public IntentSpec withTerms(Verbatim newTerms) {
        return new IntentSpec(displayName, shape, portIds, hubPortId, bandwidthBps, newTerms);
    }
}
