package dev.braid.simulation;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the links of the network really are. */
final class Truth {
    private static final int LOOKS = 20;
    private static final double NOISE_RATIO = 1.01;
    private static final long NOISE_US = 40;

    private final Map<String, Link> links = new HashMap<>();
    private final Map<String, List<Fault.OfLinks>> faults = new HashMap<>();

    Truth(World world, List<Fault> all) {
        world.links().forEach(link -> links.put(link.linkId(), link));
        for (Fault fault : all) {
            if (fault instanceof Fault.OfLinks ofLinks) {
                ofLinks.linkIds()
                        .forEach(link -> faults.computeIfAbsent(link, _ -> new ArrayList<>())
                                .add(ofLinks));
            }
        }
    }

    /** The share of the second before the moment in which nothing arrived. */
    double lossRatio(Link link, long timeUs) {
        double lossRatio = 0;
        for (Fault.OfLinks fault : faults.getOrDefault(link.linkId(), List.of())) {
            if (timeUs >= fault.fromUs() && timeUs < fault.untilUs()) {
                lossRatio = Math.max(
                        lossRatio,
                        switch (fault) {
                            case Fault.Cut _ -> 1;
                            case Fault.Flap flap -> downShare(flap, timeUs);
                            case Fault.Slow _, Fault.Drift _ -> 0;
                        });
            }
        }
        return lossRatio;
    }

    private static double downShare(Fault.Flap flap, long timeUs) {
        int down = 0;
        for (int i = 0; i < LOOKS; i++) {
            long sinceUs = Math.max(0, timeUs - i * 1_000_000L / LOOKS - flap.fromUs());
            down += sinceUs % flap.periodUs() < flap.periodUs() / 2 ? 1 : 0;
        }
        return (double) down / LOOKS;
    }

    /** Without noise. */
    long latencyUs(Link link, long timeUs) {
        long latencyUs = link.latencyFloorUs();
        for (Fault.OfLinks fault : faults.getOrDefault(link.linkId(), List.of())) {
            if (timeUs >= fault.fromUs() && timeUs < fault.untilUs()) {
                latencyUs += switch (fault) {
                    case Fault.Slow slow -> slow.addedUs();
                    case Fault.Drift drift -> drift.usPerSecond() * ((timeUs - drift.fromUs()) / 1_000_000);
                    case Fault.Cut _, Fault.Flap _ -> 0;
                };
            }
        }
        return latencyUs;
    }

    /** Whether the path in force breaks its bound in truth, or only just keeps it: noise alone may then break it. */
    boolean isSlow(PathRecord record, long timeUs) {
        double sumUs = 0;
        for (Hop hop : record.plan().map(Plan::hops).orElse(List.of())) {
            sumUs += latencyUs(links.get(hop.linkId()), timeUs) * NOISE_RATIO + NOISE_US;
        }
        return sumUs > record.demand().objectives().maxLatencyUs().orElse(Long.MAX_VALUE);
    }
}
