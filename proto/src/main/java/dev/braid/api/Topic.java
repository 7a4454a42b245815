package dev.braid.api;

import java.util.Optional;

/**
 * The Kafka topics of Braid. A topic's key decides its order: records of one key are read in the order in which they
 * were written. Compacted topics keep the newest record of each key for ever; the others keep a time.
 */
public enum Topic {
    /** {@code IntentEvent}, keyed by intent key. One partition for each planning domain: see docs/adr/0004. */
    INTENTS("braid.intents.v1", 1, false),
    /** {@code TopologyElement}, keyed by kind and id. */
    TOPOLOGY("braid.topology.v1", 1, true),
    /** {@code PathRecord}, keyed by connection id: the reservation book. */
    PATHS("braid.paths.v1", 4, true),
    /** {@code DecisionEvent}, keyed by connection id: why connections were moved, or were not. */
    DECISIONS("braid.decisions.v1", 4, false),
    /** {@code ProvisioningEvent}, keyed by connection id. */
    PROVISIONING("braid.provisioning.v1", 4, false),
    /** {@code Sample}, keyed by link id. */
    SAMPLES("braid.samples.v1", 4, false),
    /** {@code LinkMetrics}, keyed by link id. */
    LINK_METRICS("braid.link-metrics.v1", 4, true),
    /** {@code ConnectionHealth}, keyed by connection id. */
    HEALTH("braid.health.v1", 4, false),
    /** {@code AutomationRecord}, one record under the key {@code automation}: see docs/adr/0041. */
    CONTROLS("braid.controls.v1", 1, true),
    /** {@code BillingRecord}, keyed by connection id: a public contract. */
    BILLING("braid.billing.v1", 4, false),
    /** Whatever intent-service could not read, as it came, with the reason in its headers. */
    INTENT_DEAD_LETTERS("braid.dead-letters.intent-service.v1", 1, false),
    /** Whatever path-computation-service could not read. */
    PATH_DEAD_LETTERS("braid.dead-letters.path-computation-service.v1", 1, false),
    /** Whatever provisioning-service could not read. */
    PROVISIONING_DEAD_LETTERS("braid.dead-letters.provisioning-service.v1", 1, false),
    /** Whatever telemetry-service could not read. */
    TELEMETRY_DEAD_LETTERS("braid.dead-letters.telemetry-service.v1", 1, false);

    private final String topicName;
    private final int partitions;
    private final boolean compacted;

    Topic(String topicName, int partitions, boolean compacted) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.compacted = compacted;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** How many partitions a new installation creates. */
    public int partitions() {
        return partitions;
    }

    /** Whether the newest record of each key is kept for ever. */
    public boolean compacted() {
        return compacted;
    }

    /** The topic of that name, if it is one of ours. */
    public static Optional<Topic> find(String topicName) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(topicName)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}
