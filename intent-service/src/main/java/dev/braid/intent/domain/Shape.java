package dev.braid.intent.domain;

import java.util.ArrayList;
import java.util.List;

/** How the ports of an intent are joined. */
public enum Shape {
    /** Two ports, one connection. */
    POINT_TO_POINT,
    /** The hub with each other port. */
    HUB_AND_SPOKE,
    /** Each port with each other. */
    FULL_MESH;

    /** The connections that join the ports, in the fixed order that their numbers count. */
    public List<Ends> connections(List<String> portIds, String hubPortId) {
        return switch (this) {
            case POINT_TO_POINT -> List.of(new Ends(portIds.get(0), portIds.get(1)));
            case HUB_AND_SPOKE ->
                portIds.stream()
                        .filter(port -> !port.equals(hubPortId))
                        .map(spoke -> new Ends(hubPortId, spoke))
                        .toList();
            case FULL_MESH -> mesh(portIds);
        };
    }

    private static List<Ends> mesh(List<String> portIds) {
        List<Ends> pairs = new ArrayList<>();
        for (int a = 0; a < portIds.size(); a++) {
            for (int z = a + 1; z < portIds.size(); z++) {
                pairs.add(new Ends(portIds.get(a), portIds.get(z)));
            }
        }
        return List.copyOf(pairs);
    }
}
