package dev.braid.simulation;

import dev.braid.path.domain.network.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the links of the network really are. */
final class Truth {
    private static final int LOOKS = 20;

    private final Map<String, List<Fault.OfLinks>> faults = new HashMap<>();

    Truth(List<Fault> all) {
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
}
