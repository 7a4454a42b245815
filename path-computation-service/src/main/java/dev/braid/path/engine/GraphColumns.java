package dev.braid.path.engine;

import java.util.BitSet;

/** The arrays of a graph, in its numbers; {@code draft} has the number that each arc had in the draft. */
record GraphColumns(
        int[] firstOut,
        int[] tail,
        int[] head,
        int[] mate,
        int[] draft,
        int[] provider,
        BitSet onNet,
        int[] providerOfNode,
        int[] country,
        int[] metro,
        int[] firstGroupOfArc,
        int[] groupsOfArcs,
        int[] firstArcOfGroup,
        int[] arcsOfGroups) {}
