package dev.braid.netconf.network;

/** A router at which orders may end, and the device or controller that manages it; the {@code neId} may be empty. */
public record Node(String id, String deviceId, String neId) {}
