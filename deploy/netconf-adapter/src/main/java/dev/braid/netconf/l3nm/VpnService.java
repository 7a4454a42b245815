package dev.braid.netconf.l3nm;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A {@code vpn-service} as one device has it. What is absent there is an empty text, 0 or no value here.
 *
 * @param adminStatus the identity of RFC 9181 without its prefix
 */
public record VpnService(String vpnId, String description, String customer, String adminStatus, List<Node> nodes) {
    /** Before the service is deployed (RFC 9181). */
    public static final String PRE_DEPLOYMENT = "admin-pre-deployment";
    /** Enabled (RFC 9181). */
    public static final String UP = "admin-up";
    /** Disabled (RFC 9181). */
    public static final String DOWN = "admin-down";

    public VpnService {
        nodes = List.copyOf(nodes);
    }

    /** A {@code vpn-node}: what of the service one router has. */
    public record Node(String id, String neId, List<Access> accesses) {
        public Node {
            accesses = List.copyOf(accesses);
        }
    }

    /**
     * A {@code vpn-network-access}: where the service leaves the network.
     *
     * @param vlanId the {@code cvlan-id} of IEEE 802.1Q
     * @param bandwidthBps in each direction, the lower of both where they differ
     * @param yieldedTo the service that has this exit now, while this access is disabled; empty while it is not
     */
    public record Access(
            String id, String interfaceId, int vlanId, Optional<Long> bandwidthBps, Optional<String> yieldedTo) {
        /** One that has its exit. */
        public Access(String id, String interfaceId, int vlanId, Optional<Long> bandwidthBps) {
            this(id, interfaceId, vlanId, bandwidthBps, Optional.empty());
        }

        /** Whether both leave at the same place under the same VLAN. */
        public boolean samePlace(Access other) {
            return interfaceId.equals(other.interfaceId) && vlanId == other.vlanId;
        }

        /** The same, with or without its exit. */
        public Access yielding(Optional<String> to) {
            return new Access(id, interfaceId, vlanId, bandwidthBps, to);
        }
    }

    /** The same, with other accesses. */
    public VpnService with(BiFunction<String, Access, Access> access) {
        return new VpnService(
                vpnId,
                description,
                customer,
                adminStatus,
                nodes.stream()
                        .map(node -> new Node(
                                node.id,
                                node.neId,
                                node.accesses.stream()
                                        .map(it -> access.apply(node.id, it))
                                        .toList()))
                        .toList());
    }

    /** The access at that node and place. */
    public Optional<Access> accessAt(String nodeId, Access place) {
        return nodes.stream()
                .filter(it -> it.id.equals(nodeId))
                .flatMap(it -> it.accesses.stream())
                .filter(place::samePlace)
                .findFirst();
    }

    /** Whether all that is wanted is there, whatever else somebody has added. */
    public boolean covers(VpnService wanted) {
        return vpnId.equals(wanted.vpnId)
                && description.equals(wanted.description)
                && customer.equals(wanted.customer)
                && adminStatus.equals(wanted.adminStatus)
                && wanted.nodes.stream().allMatch(this::covers);
    }

    private boolean covers(Node wanted) {
        return nodes.stream()
                .anyMatch(it -> it.id.equals(wanted.id)
                        && it.neId.equals(wanted.neId)
                        && it.accesses.containsAll(wanted.accesses));
    }
}
