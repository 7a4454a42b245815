package dev.braid.path.planning;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One transaction, begun by its first record: the broker stores what is decided while the next is being decided. What
 * goes wrong on the way is told at the commit and disturbs no decision.
 */
final class Transaction implements Outbox {
    private static final int COMMIT_ATTEMPTS = 3;

    private final Producer<String, byte[]> producer;
    private boolean begun;
    private RuntimeException failure;

    Transaction(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    @Override
    public void send(ProducerRecord<String, byte[]> message) {
        attempt(() -> producer.send(message));
    }

    private void attempt(Runnable step) {
        if (failure != null) {
            return;
        }
        try {
            if (!begun) {
                producer.beginTransaction();
                begun = true;
            }
            step.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Whether nothing was sent: there is nothing to commit. */
    boolean isEmpty() {
        return !begun && failure == null;
    }

    /**
     * Commits what was sent, together with the offsets.
     *
     * @throws Aborted if it is certain that nothing is committed, and worth another attempt
     * @throws SteppedDown if another replica is the writer, or nobody can know whether it is committed
     */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata membership) throws Aborted {
        if (!offsets.isEmpty()) {
            attempt(() -> producer.sendOffsetsToTransaction(Map.copyOf(offsets), membership));
        }
        if (failure == null) {
            try {
                commitKnowingly();
                return;
            } catch (KafkaException e) {
                failure = e;
            }
        }
        if (isReplaced(failure)) {
            throw new SteppedDown("Another replica is the writer, or this one may not write.", failure);
        }
        if (failure instanceof KafkaException cause) {
            abort();
            throw new Aborted(cause);
        }
        throw failure;
    }

    /** After a time-out nobody knows; Kafka allows to ask for the same commit again, and nothing else. */
    private void commitKnowingly() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == COMMIT_ATTEMPTS) {
                    throw new SteppedDown("It is not known whether the transaction is committed.", e);
                }
            }
        }
    }

    private static boolean isReplaced(RuntimeException failure) {
        return failure instanceof ProducerFencedException
                || failure instanceof InvalidProducerEpochException
                || failure instanceof FencedInstanceIdException
                || failure instanceof CommitFailedException
                || failure instanceof OutOfOrderSequenceException
                || failure instanceof AuthorizationException;
    }

    @Override
    public void startOver() {
        if (failure == null) {
            abort();
            begun = false;
        }
    }

    /** Forgets what was sent. */
    void abort() {
        if (!begun) {
            return;
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            throw new SteppedDown("The transaction could not be aborted.", e);
        }
    }

    /** It is certain that nothing is committed. */
    static final class Aborted extends Exception {
        private static final long serialVersionUID = 1;

        private Aborted(KafkaException cause) {
            super(cause);
        }
    }
}
