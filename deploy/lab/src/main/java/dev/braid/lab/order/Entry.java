package dev.braid.lab.order;

import java.util.List;

/** One thing that an order needs in the kernel of a router. */
public sealed interface Entry {
    String node();

    /** What it is, on all routers together; at most one entry has it. */
    String key();

    /** What it says. */
    String value();

    /** A segment of ours (RFC 8986, End.DX4): takes the packet out and sends it where this IPv4 address lives. */
    record Segment(String node, String sid, int bits, String nextHop, String device) implements Entry {
        @Override
        public String key() {
            return "%s segment %s/%d".formatted(node, sid, bits);
        }

        @Override
        public String value() {
            return "End.DX4 nh4 %s dev %s".formatted(nextHop, device);
        }
    }

    /** What comes in somewhere goes over segments. */
    sealed interface Steering extends Entry {
        List<String> segments();

        /** The kernel wants one with a route; where packets go is said by their segments. */
        String device();

        @Override
        default String value() {
            return steering(segments(), device());
        }
    }

    /** What comes in at a customer's port goes over these segments. */
    record PortSteering(String node, int table, List<String> segments, String device) implements Steering {
        @Override
        public String key() {
            return "%s table %d default".formatted(node, table);
        }
    }

    /** What a neighbour hands over under a number goes over these segments. */
    record TagSteering(String node, String tag, List<String> segments, String device) implements Steering {
        @Override
        public String key() {
            return "%s tag %s".formatted(node, tag);
        }
    }

    /** What comes in at a customer's port is led by a table of its own; made with the router, missed when it is gone. */
    record PortRule(String node, String device, int table) implements Entry {
        @Override
        public String key() {
            return "%s rule iif %s".formatted(node, device);
        }

        @Override
        public String value() {
            return "lookup %d".formatted(table);
        }
    }

    /** No more than this comes in at a customer's port. */
    record Policing(String node, String device, long bandwidthBps) implements Entry {
        @Override
        public String key() {
            return "%s policing %s".formatted(node, device);
        }

        @Override
        public String value() {
            return "%d bit/s".formatted(octetsPerSecond() * 8);
        }

        public long octetsPerSecond() {
            return Math.max(bandwidthBps / 8, 1);
        }
    }

    static String steering(List<String> segments, String device) {
        return "encap seg6 segs %s dev %s".formatted(String.join(",", segments), device);
    }
}
