package dev.braid.netconf.network;

/** What joins two nodes, in the words of the topology; orders may take so much of it in each direction. */
public record Link(String id, String oneNode, String otherNode, long capacityBps) {

    String across(String node) {
        return node.equals(oneNode) ? otherNode : oneNode;
    }

    boolean touches(String node) {
        return node.equals(oneNode) || node.equals(otherNode);
    }
}
