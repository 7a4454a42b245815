package dev.braid.path.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the planning loop takes part in Kafka. */
@ConfigMapping(prefix = "braid.path.planning")
public interface PlanningSettings {
    /** The consumer group that elects the writer. */
    @WithDefault("path-computation-service")
    String groupId();

    /** The transactional id that fences an older writer. One for each planning domain. */
    @WithDefault("path-computation-0")
    String transactionalId();

    /**
     * A name of this replica that outlives its process, and that no other replica has: a restart then takes over its
     * place at once, and does not wait until the old session has run out.
     */
    Optional<String> instanceId();

    /** How long a replica may be silent before another one takes over; the broker bounds it below, mostly at 6 s. */
    @WithDefault("6s")
    Duration sessionTimeout();

    /** How long the loop may be stuck in one batch before another replica takes over. */
    @WithDefault("60s")
    Duration maxPollInterval();

    /**
     * How long Kafka keeps an open transaction of a writer that does not answer, where none takes over and ends it; not
     * less than a batch may last, as its decisions are sent while the next are taken.
     */
    @WithDefault("75s")
    Duration transactionTimeout();

    /** How long the writer waits on each of its two consumers: what an intent waits at most before it is seen. */
    @WithDefault("2ms")
    Duration pollWait();

    /** How long a standby waits on each of its two consumers. */
    @WithDefault("20ms")
    Duration standbyPollWait();

    /**
     * How many intents one transaction answers at most, where so many wait, and of how many it begins or ends what is
     * booked. More of them share the cost of a commit; fewer wait for each other.
     */
    @WithDefault("1000")
    int batchIntents();

    /** How many connections these intents may have together, unless it is one that has more alone. */
    @WithDefault("10000")
    int batchConnections();

    /** How many connections one transaction moves off links that are down, before others have their turn. */
    @WithDefault("2000")
    int batchMoves();

    /** How often offsets are committed when there is nothing else to commit. */
    @WithDefault("1s")
    Duration offsetInterval();

    /** How long to wait after a step down or a failure before joining again. */
    @WithDefault("500ms")
    Duration rejoinDelay();

    /** No record of a connection is larger: below what Kafka takes, with room for its headers. */
    @WithDefault("900000")
    int largestRecordBytes();
}
