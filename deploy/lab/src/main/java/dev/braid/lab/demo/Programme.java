package dev.braid.lab.demo;

import java.time.Duration;
import java.util.List;

/**
 * What the demo shows.
 *
 * @param bgp whether routes reach the routers by BGP
 * @param outage how long those that program the routers are away at the end; zero for not at all
 * @param switches how often a customer changes its mind, instead of links that become slow or dark; 0 for never
 */
public record Programme(boolean bgp, Duration outage, int switches) {
    /** What Braid's own settings do not suit; each move shall meet the legs of the one before in all that they can be. */
    List<String> settings() {
        return switches == 0
                ? List.of()
                : List.of("set.provisioning-service.braid.provisioning.rollout.soak=%dms"
                        .formatted(Switches.SOAK.toMillis()));
    }
}
