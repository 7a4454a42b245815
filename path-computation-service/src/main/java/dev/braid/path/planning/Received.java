package dev.braid.path.planning;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Signal;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record of an input turned out to be. */
sealed interface Received {
    /** Something to decide on. */
    record Reported(Signal signal, ConsumerRecord<String, byte[]> record) implements Received {}

    /** Something that a link measured. */
    record Measured(Change change) implements Received {}

    /** Something that a writer decided before. */
    record Decided(Change change) implements Received {}

    /** Nothing that could ever be processed. */
    record Unreadable(ConsumerRecord<String, byte[]> record, String reason, String message) implements Received {}

    /** A record that says nothing. */
    record Empty() implements Received {}
}
