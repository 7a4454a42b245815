package dev.braid.netconf.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.netconf.l3nm.VpnService;
import dev.braid.netconf.l3nm.VpnService.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HandingTest {
    /** Whatever is activated and released in whatever order: one of those that are up has the exit, the last if it is there. */
    @Test
    void anExitIsNeverLostNorHadTwice() {
        Random random = new Random(27);
        Map<String, VpnService> there = new TreeMap<>();
        Optional<String> last = Optional.empty();
        for (int step = 0; step < 20_000; step++) {
            String id = "o" + random.nextInt(5);
            List<VpnService> beside = new ArrayList<>(there.values());
            beside.removeIf(it -> it.vpnId().equals(id));
            boolean up = there.containsKey(id) && there.get(id).adminStatus().equals(VpnService.UP);
            List<VpnService> changed = List.of();
            switch (random.nextInt(3)) {
                case 0 -> there.putIfAbsent(id, service(id, VpnService.PRE_DEPLOYMENT));
                case 1 -> {
                    changed = Handing.taken(service(id, VpnService.UP), beside);
                    there.put(id, service(id, VpnService.UP));
                    last = Optional.of(id);
                }
                default -> {
                    if (there.containsKey(id)) {
                        changed = Handing.givenBack(there.remove(id), beside);
                        last = last.filter(it -> !it.equals(id));
                    }
                }
            }
            changed.forEach(it -> there.put(it.vpnId(), it));
            check(there, last, "step %d on %s, which was up: %s".formatted(step, id, up));
        }
    }

    private static void check(Map<String, VpnService> there, Optional<String> last, String step) {
        List<String> having = new ArrayList<>();
        boolean anyUp = false;
        for (VpnService each : there.values()) {
            Optional<String> yieldedTo = access(each).yieldedTo();
            yieldedTo.ifPresent(it -> assertThat(there).as(step).containsKey(it));
            if (each.adminStatus().equals(VpnService.UP)) {
                anyUp = true;
                if (yieldedTo.isEmpty()) {
                    having.add(each.vpnId());
                }
            } else {
                assertThat(yieldedTo).as(step).isEmpty();
            }
        }
        assertThat(having).as(step).hasSize(anyUp ? 1 : 0);
        last.ifPresent(it -> assertThat(having).as(step).containsExactly(it));
    }

    private static Access access(VpnService service) {
        return service.nodes().getFirst().accesses().getFirst();
    }

    private static VpnService service(String id, String adminStatus) {
        Access access = new Access("ix", "xe-0", 17, Optional.of(1L));
        return new VpnService(id, "", "braid", adminStatus, List.of(new VpnService.Node("lon", "", List.of(access))));
    }
}
