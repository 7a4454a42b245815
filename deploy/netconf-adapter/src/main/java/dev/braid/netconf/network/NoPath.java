package dev.braid.netconf.network;

/** The links that were named are no path through this network. */
public final class NoPath extends Exception {
    private static final long serialVersionUID = 1L;

    NoPath(String message) {
        super(message);
    }
}
