package dev.braid.lab.demo;

import java.time.Duration;
import java.util.List;

/**
 * What the demo shows.
 *
 * @param bgp whether routes reach the routers by BGP
 * @param outage how long those that program the routers are away at the end; zero for not at all
 * @param switches how often a customer changes its mind, instead of links that become slow or dark; 0 for never
 * @param kills the same, and each time one of those who carry it out is killed; 0 for never
 */
public record Programme(boolean bgp, Duration outage, int switches, int kills) {
    /** Whether a customer changes its mind, and nothing else happens to the network. */
    boolean steadyNetwork() {
        return switches > 0 || kills > 0;
    }

    /** So that a move may meet the legs of the one before held, being released, and gone, from the first minute on. */
    List<String> settings() {
        String rollout = "set.provisioning-service.braid.provisioning.rollout.";
        return steadyNetwork()
                ? List.of(rollout + "soak=%dms".formatted(Switches.SOAK.toMillis()), rollout + "quiet-start=0s")
                : List.of();
    }
}
