package dev.braid.local.topology.imports;

import java.util.Optional;

/** A node as the file has it. */
record DraftNode(int line, String id, String label, Optional<Point> point, Optional<String> country) {
    /** Degrees east and north, or places on a plane. */
    record Point(double x, double y) {}
}
