package dev.braid.local.check;

import dev.braid.api.provisioning.v1.Handoff;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where connections change hands. */
final class Handoffs {
    private Handoffs() {}

    /** Each number of an interconnect belongs to one connection, as long as a provider may hold a leg of it. */
    static List<Violation> check(Iterable<ProvisionedConnection> connections) {
        Map<Handoff, String> owners = new HashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (ProvisionedConnection connection : connections) {
            for (Leg leg : connection.getLegsList()) {
                if (leg.getState() != LegState.LEG_STATE_REFUSED) {
                    for (Handoff end : List.of(leg.getAEnd(), leg.getZEnd())) {
                        String owner = end.getNumber() == 0
                                ? connection.getConnectionId()
                                : owners.computeIfAbsent(end, _ -> connection.getConnectionId());
                        if (!owner.equals(connection.getConnectionId())) {
                            violations.add(new Violation(
                                    "no two connections have one number at one interconnect",
                                    "%s and %s have %d at %s"
                                            .formatted(
                                                    owner,
                                                    connection.getConnectionId(),
                                                    end.getNumber(),
                                                    end.getInterconnectId())));
                        }
                    }
                }
            }
        }
        return violations;
    }
}
