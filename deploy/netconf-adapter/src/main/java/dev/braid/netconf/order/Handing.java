package dev.braid.netconf.order;

import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.l3nm.VpnService.Access;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who has an exit that several of our orders leave by, one after the other: the one that was activated last. An order that
 * yields keeps its access, disabled and with the name of the one that it yielded to, so that it can be given back.
 */
final class Handing {
    private record Place(String nodeId, String interfaceId, int vlanId) {}

    private Handing() {}

    /** Of the services beside this one those that change when it is activated. */
    static List<VpnService> taken(VpnService taker, List<VpnService> beside) {
        List<VpnService> changed = new ArrayList<>();
        for (VpnService each : beside) {
            if (each.adminStatus().equals(VpnService.UP)) {
                VpnService yielding =
                        each.with((nodeId, access) -> access.yieldedTo().isEmpty()
                                        && taker.accessAt(nodeId, access).isPresent()
                                ? access.yielding(Optional.of(taker.vpnId()))
                                : access);
                if (!yielding.equals(each)) {
                    changed.add(yielding);
                }
            }
        }
        return changed;
    }

    /** Of the services beside this one those that change when it goes: what it had goes back, to one of them. */
    static List<VpnService> givenBack(VpnService giver, List<VpnService> beside) {
        List<VpnService> changed = new ArrayList<>();
        Map<Place, String> heirs = new HashMap<>();
        for (VpnService each : beside.stream()
                .sorted(Comparator.comparing(VpnService::vpnId).reversed())
                .toList()) {
            VpnService after = each.with((nodeId, access) -> {
                Optional<Access> had = giver.accessAt(nodeId, access);
                if (had.isEmpty()
                        || access.yieldedTo().filter(giver.vpnId()::equals).isEmpty()) {
                    return access;
                }
                Place place = new Place(nodeId, access.interfaceId(), access.vlanId());
                return access.yielding(
                        had.get().yieldedTo().or(() -> Optional.ofNullable(heirs.putIfAbsent(place, each.vpnId()))));
            });
            if (!after.equals(each)) {
                changed.add(after);
            }
        }
        return changed;
    }
}
