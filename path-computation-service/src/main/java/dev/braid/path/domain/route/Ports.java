package dev.braid.path.domain.route;

/** The customer's ports that a connection joins; empty where none is named. */
public record Ports(String a, String z) {
    /** Named on neither side. */
    public static final Ports NONE = new Ports("", "");

    /** These, as one object where there are none: most demands of a full book may name none. */
    public static Ports of(String a, String z) {
        return a.isEmpty() && z.isEmpty() ? NONE : new Ports(a, z);
    }
}
