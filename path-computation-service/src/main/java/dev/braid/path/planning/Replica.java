package dev.braid.path.planning;

import dev.braid.api.Topic;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.planning.TopologyCommands.TopologyCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** One life of a replica, from joining with nothing in memory to its end; the next life starts with nothing again. */
final class Replica implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final Duration TURN_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final PlanningSettings settings;
    private final KafkaClients clients;
    private final RecordReader reader;
    private final BatchPlanner planner;
    private final LiveState live;
    private final PlanningMetrics metrics;
    private final Clock clock;
    private final PlanningState state = new PlanningState();
    private final TopicPartition domain = new TopicPartition(Topic.INTENTS.topicName(), 0);
    private final Consumer<String, byte[]> election;
    private final Consumer<String, byte[]> inputs;
    private final Ownership ownership;
    private final StateFollower follower;
    private PlanningWriter writer;
    private boolean published;
    private boolean offsetsWait;
    private long offsetsDueNanos;
    private long turnsDueNanos = System.nanoTime();

    Replica(
            PlanningSettings settings,
            KafkaClients clients,
            RecordReader reader,
            BatchPlanner planner,
            LiveState live,
            PlanningMetrics metrics,
            Clock clock) {
        this.settings = settings;
        this.clients = clients;
        this.reader = reader;
        this.planner = planner;
        this.live = live;
        this.metrics = metrics;
        this.clock = clock;
        this.election = clients.election();
        this.inputs = clients.inputs();
        this.ownership = new Ownership(election, domain);
        this.follower = new StateFollower(inputs, reader, state, live);
    }

    void join() {
        if (StateFollower.partitions(election, List.of(Topic.INTENTS)).size() != 1) {
            throw new IllegalStateException("Topic %s must have one partition.".formatted(domain.topic()));
        }
        follower.start();
        election.subscribe(List.of(domain.topic()), ownership);
    }

    /** Follows for a moment as a standby; whether it is this replica's turn to write. */
    boolean follow() {
        // There is nothing to wait for as long as there is something to read.
        election.poll(published ? settings.standbyPollWait() : Duration.ZERO);
        follower.follow(settings.standbyPollWait());
        if (!published && follower.caughtUp()) {
            publish();
            live.become(Role.STANDBY);
        }
        return ownership.owned();
    }

    private void publish() {
        live.publish(state);
        published = true;
    }

    /**
     * Shuts the writer before out, reads what it left, and goes on where it stopped. In this order: once its
     * transactions are fenced, the ends of the topics stand still.
     */
    void takeOver() {
        writer = new PlanningWriter(clients.producer(), state, live, planner, metrics, election::groupMetadata, clock);
        writer.fence();
        follower.aimAtEnd();
        while (!follower.caughtUp()) {
            follower.follow(settings.standbyPollWait());
            // Keeps the membership alive; intents are paused.
            election.poll(Duration.ZERO);
            requireOwnership();
        }
        publish();
        Map<TopicPartition, Long> known = follower.positions();
        List<TopicPartition> reported = StateFollower.partitions(inputs, List.of(Topic.PROVISIONING, Topic.HEALTH));
        Map<TopicPartition, Long> handled = handled(known.keySet(), reported);
        List<Received> unreadable = follower.unreadableSince(handled);

        Set<TopicPartition> all = new HashSet<>(known.keySet());
        all.addAll(reported);
        inputs.assign(all);
        reported.forEach(partition -> seek(inputs, partition, handled));
        seek(election, domain, handled);
        election.resume(List.of(domain));
        writer.readUpTo(offsets(known));
        offsetsDueNanos = System.nanoTime();
        writer.handle(List.of(), unreadable);
    }

    private Map<TopicPartition, Long> handled(Set<TopicPartition> known, List<TopicPartition> reported) {
        Set<TopicPartition> partitions = new HashSet<>(known);
        partitions.addAll(reported);
        partitions.add(domain);
        Map<TopicPartition, Long> handled = new HashMap<>();
        election.committed(partitions).forEach((partition, committed) -> {
            if (committed != null) {
                handled.put(partition, committed.offset());
            }
        });
        return handled;
    }

    private static void seek(Consumer<?, ?> consumer, TopicPartition partition, Map<TopicPartition, Long> handled) {
        if (handled.containsKey(partition)) {
            consumer.seek(partition, handled.get(partition));
        } else {
            consumer.seekToBeginning(List.of(partition));
        }
    }

    /** Takes what has come, decides, commits. */
    void work(TopologyCommands commands) {
        ConsumerRecords<String, byte[]> intents = election.poll(settings.pollWait());
        requireOwnership();
        boolean idle = intents.isEmpty() && commands.isEmpty() && !planner.hasMoves(state, clock.instant());
        ConsumerRecords<String, byte[]> others = inputs.poll(idle ? settings.pollWait() : Duration.ZERO);
        List<TopologyCommand> changes = commands.take();
        if (intents.isEmpty() && others.isEmpty() && changes.isEmpty()) {
            moveOffFailures();
            turnWindows();
            commitWaitingOffsets();
            return;
        }
        List<Received> received = new ArrayList<>(intents.count() + others.count());
        received.addAll(reader.read(others));
        received.addAll(fitting(intents));
        writer.readUpTo(offsets(positions(election, intents)));
        writer.readUpTo(offsets(positions(inputs, others)));
        offsetsWait |= received.stream().anyMatch(Received.Reported.class::isInstance);
        writer.handle(changes, received);
        commitWaitingOffsets();
    }

    /** The intents that one transaction may answer; the others are read again. */
    private List<Received> fitting(ConsumerRecords<String, byte[]> intents) {
        List<Received> all = reader.read(intents);
        int connections = 0;
        for (int i = 0; i < all.size(); i++) {
            connections += connections(all.get(i));
            if (i > 0 && connections > settings.batchConnections()) {
                election.seek(domain, intents.records(domain).get(i).offset());
                return all.subList(0, i);
            }
        }
        return all;
    }

    private static int connections(Received received) {
        return received instanceof Received.Reported(Signal.IntentRequested asked, var _)
                ? asked.connections().size()
                : 1;
    }

    /** With nothing else to do, goes on with those whose link is down. */
    private void moveOffFailures() {
        if (planner.hasMoves(state, clock.instant())) {
            writer.handle(List.of(), List.of());
        }
    }

    /** With nothing else to do, looks now and then whether the time has come for somebody. */
    private void turnWindows() {
        if (planner.hasMoreTurns() || System.nanoTime() - turnsDueNanos >= 0) {
            turnsDueNanos = System.nanoTime() + TURN_INTERVAL.toNanos();
            if (!state.due(clock.instant()).isEmpty()) {
                writer.handle(List.of(), List.of());
            }
        }
    }

    /** Inputs that came to nothing are committed seldom: reading them again comes to nothing again. */
    private void commitWaitingOffsets() {
        if (offsetsWait && System.nanoTime() - offsetsDueNanos >= 0) {
            writer.commitOffsets();
            offsetsWait = false;
            offsetsDueNanos = System.nanoTime() + settings.offsetInterval().toNanos();
        }
    }

    private void requireOwnership() {
        if (!ownership.owned()) {
            throw new SteppedDown("The group gave the topic of intents to another replica.", null);
        }
    }

    private static Map<TopicPartition, Long> positions(
            Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        records.partitions().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, position) -> offsets.put(partition, new OffsetAndMetadata(position)));
        return offsets;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
        for (Consumer<?, ?> consumer : List.of(election, inputs)) {
            try {
                consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_WAIT));
            } catch (RuntimeException e) {
                LOG.debugf("A consumer did not close: %s", e.toString());
            }
        }
    }
}
