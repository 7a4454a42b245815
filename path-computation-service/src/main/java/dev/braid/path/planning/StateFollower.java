package dev.braid.path.planning;

import dev.braid.api.Topic;
import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.VersionedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Reads the compacted topics from their beginning into a state, and on as they grow. */
final class StateFollower {
    private static final Logger LOG = Logger.getLogger(StateFollower.class);
    private static final List<Topic> TOPICS = List.of(Topic.TOPOLOGY, Topic.LINK_METRICS, Topic.PATHS);
    private static final int MAX_UNREADABLE = 1_000;

    private final Consumer<String, byte[]> consumer;
    private final RecordReader reader;
    private final PlanningState state;
    private final LiveState live;
    private final List<Received.Unreadable> unreadable = new ArrayList<>();
    private Map<TopicPartition, Long> goal = Map.of();

    StateFollower(Consumer<String, byte[]> consumer, RecordReader reader, PlanningState state, LiveState live) {
        this.consumer = consumer;
        this.reader = reader;
        this.state = state;
        this.live = live;
    }

    /** Starts at the beginning. What is committed now is what has to be known before it counts as caught up. */
    void start() {
        Collection<TopicPartition> partitions = partitions(consumer, TOPICS);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        aimAtEnd();
    }

    /** Everything that is committed now has to be known from here on. */
    void aimAtEnd() {
        goal = consumer.endOffsets(consumer.assignment());
    }

    boolean caughtUp() {
        return goal.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Takes what has come. */
    void follow(Duration wait) {
        ConsumerRecords<String, byte[]> records = consumer.poll(wait);
        if (records.isEmpty()) {
            return;
        }
        List<Change> changes = new ArrayList<>();
        // A copy of the topology for each element would make a large one slow to read: the last word of each counts.
        Map<ElementReference, Optional<VersionedElement>> elements = new LinkedHashMap<>();
        reader.read(records).forEach(received -> {
            switch (received) {
                case Received.Decided(Change.TopologyChanged(var changed, var removed)) -> {
                    changed.forEach(fresh -> elements.put(fresh.element().reference(), Optional.of(fresh)));
                    removed.forEach(gone -> elements.put(gone, Optional.empty()));
                }
                case Received.Decided(var change) -> changes.add(change);
                case Received.Measured(var change) -> changes.add(change);
                case Received.Unreadable letter -> remember(letter);
                case Received.Empty _, Received.Reported _ -> {}
            }
        });
        if (!elements.isEmpty()) {
            changes.addFirst(new Change.TopologyChanged(
                    elements.values().stream().flatMap(Optional::stream).toList(),
                    elements.entrySet().stream()
                            .filter(element -> element.getValue().isEmpty())
                            .map(Map.Entry::getKey)
                            .toList()));
        }
        live.commit(state, it -> it.apply(changes));
    }

    private void remember(Received.Unreadable letter) {
        // The writer puts it aside, counts it and raises the alarm.
        LOG.debugf(
                "%s: the record with key %s cannot be read: %s",
                letter.record().topic(), letter.record().key(), letter.message());
        if (unreadable.size() < MAX_UNREADABLE) {
            unreadable.add(letter);
        }
    }

    /** What could not be read and no writer has put aside yet. */
    List<Received> unreadableSince(Map<TopicPartition, Long> handledUpTo) {
        return new ArrayList<>(unreadable.stream()
                .filter(letter -> letter.record().offset()
                        >= handledUpTo.getOrDefault(
                                new TopicPartition(
                                        letter.record().topic(), letter.record().partition()),
                                0L))
                .toList());
    }

    /** Where reading stands. */
    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    static List<TopicPartition> partitions(Consumer<?, ?> consumer, Collection<Topic> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            var found = consumer.partitionsFor(topic.topicName());
            if (found == null || found.isEmpty()) {
                throw new IllegalStateException("Topic %s does not exist yet.".formatted(topic.topicName()));
            }
            found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }
}
