package dev.braid.netconf.order;

import dev.braid.api.adapter.v1.Handoff;

/** Where an order leaves the network at one end, and under which VLAN. */
public record Exit(String interconnectId, int vlanId) {

    boolean fits(Handoff asked) {
        return (asked.getInterconnectId().isEmpty() || asked.getInterconnectId().equals(interconnectId))
                && (asked.getVlanId() == 0 || asked.getVlanId() == vlanId);
    }

    Handoff proto() {
        return Handoff.newBuilder()
                .setInterconnectId(interconnectId)
                .setVlanId(vlanId)
                .build();
    }
}
