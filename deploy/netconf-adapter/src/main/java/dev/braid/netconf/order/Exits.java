package dev.braid.netconf.order;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.api.adapter.v1.Handoff;
import dev.braid.netconf.network.CarrierNetwork;
import dev.braid.netconf.network.Node;
import dev.braid.netconf.network.Port;
import java.util.List;
import java.util.Optional;

/**
 * Chooses where new orders leave the network: as asked for, else the first port with a free VLAN. What is asked for may be
 * where another order of ours leaves: a leg that takes the place of one meets the same neighbour under the same number.
 */
public final class Exits {
    private final CarrierNetwork network;
    private final Ledger ledger;

    public Exits(CarrierNetwork network, Ledger ledger) {
        this.network = network;
        this.ledger = ledger;
    }

    /** For that field of the request, what is free at that node. */
    public Exit choose(String field, Node node, Handoff asked) throws Refused {
        List<Port> ports = network.ports(node).stream()
                .filter(it -> asked.getInterconnectId().isEmpty()
                        || it.interconnectId().equals(asked.getInterconnectId()))
                .toList();
        for (Port port : ports) {
            Optional<Integer> vlan = asked.getVlanId() == 0
                    ? ledger.freeVlan(node, port)
                    : Optional.of(asked.getVlanId()).filter(it -> !ledger.isTaken(node, port, it));
            if (vlan.isPresent()) {
                return new Exit(port.interconnectId(), vlan.get());
            }
        }
        throw new Refused(
                Reason.REJECTED,
                "%s: node %s has no port '%s' with VLAN %d free; 0 stands for any."
                        .formatted(field, node.id(), asked.getInterconnectId(), asked.getVlanId()));
    }
}
