package dev.braid.lab.plan;

import java.util.Optional;

/**
 * The addresses of the lab (RFC 8986): fc00:0:NODE::/48 is a router's locator, and what follows says what it does with
 * a packet. A carrier uses its own locators freely; of a neighbour it knows the hand-offs at their common fibre only.
 */
public final class Sids {
    private Sids() {}

    public static String locator(String node) {
        return "fc00:0:%s::/48".formatted(node);
    }

    /** The router's BGP identifier. */
    public static String routerId(String node) {
        return "10.255.0.%d".formatted(Integer.parseInt(node, 16));
    }

    /** The router with this BGP identifier; throws IllegalArgumentException when it is no router's. */
    public static String nodeOfRouterId(String routerId) {
        String node = routerId.matches("10\\.255\\.0\\.\\d{1,3}")
                ? Integer.toHexString(Integer.parseInt(routerId.substring("10.255.0.".length())))
                : "";
        if (!node.matches("[a-f][0-9a-f]")) {
            throw new IllegalArgumentException("%s is the BGP identifier of no router.".formatted(routerId));
        }
        return node;
    }

    /** The router itself. */
    public static String loopback(String node) {
        return "fc00:0:%s::1".formatted(node);
    }

    /** End: goes on to the next segment. */
    public static String end(String node) {
        return "fc00:0:%s:1::".formatted(node);
    }

    /** End.X: goes on to the next segment over the fibre to this neighbour. */
    public static String adjacency(String node, String neighbour) {
        return "fc00:0:%s:%s::".formatted(node, neighbour);
    }

    /** The neighbour of an End.X of this node; empty for any other segment. */
    public static Optional<String> neighbourOf(String node, String segment) {
        String prefix = "fc00:0:%s:".formatted(node);
        boolean adjacency =
                segment.startsWith(prefix) && segment.substring(prefix.length()).matches("[a-f][0-9a-f]::");
        return adjacency ? Optional.of(segment.substring(prefix.length(), prefix.length() + 2)) : Optional.empty();
    }

    /** The End of a neighbour, by an address that this node sends over their common fibre whatever its routes say. */
    public static String strictEnd(String neighbour, String node) {
        return "fc00:0:%s:1:%s::".formatted(neighbour, node);
    }

    /**
     * End.DX4: takes from this neighbour what belongs to the order with this number there. The carrier behind it may
     * lead the order as it likes, and change it, while its neighbour's segments stay the same.
     */
    public static String handoff(String node, String neighbour, int number) {
        return "fc00:0:%s:10%s:%x::".formatted(node, neighbour, number);
    }

    /** All hand-offs of a neighbour at this node. */
    public static String handoffs(String node, String neighbour) {
        return "fc00:0:%s:10%s::/64".formatted(node, neighbour);
    }

    /** End.DX4: gives what belongs to an order to the customer at this port. */
    public static String port(CustomerPort port, int order) {
        return "fc00:0:%s:d%03x:%x::".formatted(port.node(), port.number(), order);
    }

    /** End.DX4: where an order ends that nobody has said a hand-off for. */
    public static String openEnd(String node, int order) {
        return "fc00:0:%s:e000:%x::".formatted(node, order);
    }

    /** The address of this node on the fibre to this neighbour. */
    public static String onFibre(String node, String neighbour) {
        return fibreNetwork(node, neighbour) + node;
    }

    private static String fibreNetwork(String node, String neighbour) {
        return node.compareTo(neighbour) < 0
                ? "fd00:%s%s::".formatted(node, neighbour)
                : "fd00:%s%s::".formatted(neighbour, node);
    }

    /** Stands in a router's table for the order with this number at a fibre: 10 bits of fibre, 12 of number. */
    public static String tag(int fibreNumber, int number) {
        int host = fibreNumber << 12 | number;
        return "100.%d.%d.%d".formatted(64 + (host >> 16), host >> 8 & 255, host & 255);
    }

    /** Stands for an order with an open end; no route leads there. */
    public static String nowhere(int order) {
        return "192.0.2.%d".formatted(order & 255);
    }

    public static String namespace(String node) {
        return "braid-" + node;
    }

    public static String device(String neighbour) {
        return "to-" + neighbour;
    }
}
