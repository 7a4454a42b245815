package dev.braid.netconf.order;

import java.io.IOException;

/** A device holds a service of ours that says nothing sensible, so nobody knows how the order stands. */
public final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String deviceId, String vpnId, String what) {
        super("%s: service '%s' is unreadable: %s.".formatted(deviceId, vpnId, what));
    }
}
