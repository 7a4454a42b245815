package dev.braid.pcep.wire;

import java.net.Inet4Address;
import java.util.Optional;

/** One subobject of an explicit route. */
public sealed interface Hop {
    /** The largest label that twenty bits hold. */
    int LARGEST_LABEL = (1 << 20) - 1;

    /** A segment with its MPLS label (RFC 8664), and the link behind it where that is said. */
    record Segment(int label, Optional<Adjacency> adjacency) implements Hop {
        public Segment {
            if (label < 0 || label > LARGEST_LABEL) {
                throw new IllegalArgumentException(
                        "The label (%d) is not from 0 to %d.".formatted(label, LARGEST_LABEL));
            }
        }
    }

    /** An address on the way (RFC 3209). */
    record Address(Inet4Address address, int prefixLength) implements Hop {}

    /** A subobject that is not used here, by its type. */
    record Unread(int type) implements Hop {}

    /** Both ends of a link. */
    record Adjacency(Inet4Address local, Inet4Address remote) {}
}
