package dev.braid.netconf.network;

/** Where orders leave the network at a node: an interconnect of the topology and the interface that it is there. */
public record Port(String interconnectId, String nodeId, String interfaceId) {}
