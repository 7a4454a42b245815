package dev.braid.provisioning.rollout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the reconciler works. */
@ConfigMapping(prefix = "braid.provisioning.rollout")
interface RolloutSettings {
    /** Whether this process reconciles; one that does not still stores plans and answers questions. */
    @WithDefault("true")
    boolean enabled();

    /** How often to look for what nobody was woken for: the work of dead replicas, and due audits. */
    @WithDefault("1s")
    Duration sweep();

    /** How long a worker may be silent before another takes over; longer than a command can take. */
    @WithDefault("8s")
    Duration lease();

    /** How many connections one process works on at the same time. */
    @WithDefault("1024")
    int maxClaims();

    /** How many it claims, or decides on, in one transaction. */
    @WithDefault("64")
    int claimBatch();

    /** In how many transactions it decides at the same time. */
    @WithDefault("4")
    int transactions();

    /** The longest wait after a first failure; doubled with each further one. */
    @WithDefault("200ms")
    Duration firstBackOff();

    /** No wait is longer. */
    @WithDefault("30s")
    Duration longestBackOff();

    /** How long a command may be on its way before the provider refuses it. */
    @WithDefault("6s")
    Duration commandLife();

    /** How far a provider's clock may be behind ours. */
    @WithDefault("2s")
    Duration clockSkew();

    /** Each leg that is held or carries traffic is read back once in this time. */
    @WithDefault("30s")
    Duration auditPeriod();

    /** How soon a connection that waits for its siblings looks again by itself. */
    @WithDefault("1s")
    Duration gateRecheck();

    /** How long the steps of legs are kept, also of legs that are long gone. */
    @WithDefault("400d")
    Duration historyKept();

    /** How soon an order that waits for somebody is looked at; the longer it has waited, the later the next look. */
    @WithDefault("5s")
    Duration firstLook();

    /** No wait between two such looks is longer. */
    @WithDefault("5m")
    Duration longestLook();

    /** How long the legs of the plan before stay held after a switch, for a return; zero for not at all. */
    @WithDefault("30s")
    Duration soak();

    /** How long after its start this process asks nobody to let go; up to an hour. */
    @WithDefault("2m")
    Duration quietStart();
}
