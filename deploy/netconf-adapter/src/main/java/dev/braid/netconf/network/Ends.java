package dev.braid.netconf.network;

/** Where a path begins and ends. */
public record Ends(Node a, Node z) {}
