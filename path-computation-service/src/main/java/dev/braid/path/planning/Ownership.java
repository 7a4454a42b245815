package dev.braid.path.planning;

import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Whether the group gives this replica the topic of intents. It does not read from it before it is told to. */
final class Ownership implements ConsumerRebalanceListener {
    private final Consumer<?, ?> consumer;
    private final TopicPartition domain;
    private boolean owned;
    // Lost and given back within one poll is lost all the same: only a new life takes over properly.
    private boolean lost;

    Ownership(Consumer<?, ?> consumer, TopicPartition domain) {
        this.consumer = consumer;
        this.domain = domain;
    }

    boolean owned() {
        return owned;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.contains(domain)) {
            consumer.pause(partitions);
            owned = !lost;
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (partitions.contains(domain) && owned) {
            owned = false;
            lost = true;
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }
}
