package dev.braid.lab.plan;

/** Joins two routers in both directions. Each direction is a link of the topology: a-z, and z-a back. */
public record Fibre(String a, String z, String owner, long delayUs, long capacityBps) {
    public String id() {
        return a + "-" + z;
    }

    public boolean joins(String node) {
        return a.equals(node) || z.equals(node);
    }

    /** The end that is not this one. */
    public String opposite(String node) {
        return a.equals(node) ? z : a;
    }
}
