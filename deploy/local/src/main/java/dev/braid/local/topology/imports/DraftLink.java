package dev.braid.local.topology.imports;

import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** A link as the file has it; one without a direction stands for both. */
record DraftLink(int line, String label, End from, End to, boolean directed, Traits traits) {
    /** Where it ends; the port is empty where the file knows none. */
    record End(String node, String port) {}

    /** What the file says about it. */
    record Traits(
            OptionalLong capacityBps,
            OptionalLong latencyUs,
            OptionalLong metric,
            SortedSet<Long> riskNumbers,
            boolean submarine) {
        static final Traits NONE =
                new Traits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), new TreeSet<>(), false);
    }

    DraftLink turned() {
        return new DraftLink(line, label, to, from, directed, traits);
    }

    DraftLink directed(boolean one) {
        return new DraftLink(line, label, from, to, one, traits);
    }

    /** The same for both directions. */
    Ends ends() {
        return from.node().compareTo(to.node()) <= 0
                ? new Ends(from.node(), to.node())
                : new Ends(to.node(), from.node());
    }

    /** Two nodes in a fixed order. */
    record Ends(String first, String second) {}
}
