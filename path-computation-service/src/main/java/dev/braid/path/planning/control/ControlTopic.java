package dev.braid.path.planning.control;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.AutomationRecord;
import dev.braid.path.contract.AutomationProto;
import dev.braid.path.control.Automation;
import dev.braid.platform.events.EventHeaders;
import dev.braid.platform.events.OutgoingEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;

/** Reads the topic into a state from its beginning, and writes what was decided on the newest state. */
final class ControlTopic implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlTopic.class);
    private static final String KEY = "automation";
    private static final String SOURCE = "path-computation-service";
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    private static final Duration READ_WAIT = Duration.ofMillis(100);
    private static final Duration READ_PATIENCE = Duration.ofSeconds(10);

    private final TopicPartition partition = new TopicPartition(Topic.CONTROLS.topicName(), 0);
    private final ControlClients clients;
    private final Consumer<String, byte[]> consumer;
    private Automation state = Automation.UNTOUCHED;

    ControlTopic(ControlClients clients) {
        this.clients = clients;
        this.consumer = clients.consumer();
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** What has been read. */
    Automation state() {
        return state;
    }

    /** Reads all that is committed now. */
    Automation readAll() {
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        readUntil(() -> consumer.position(partition) >= end);
        return state;
    }

    private void readUntil(BooleanSupplier enough) {
        long start = System.nanoTime();
        while (!enough.getAsBoolean()) {
            if (System.nanoTime() - start > READ_PATIENCE.toNanos()) {
                throw new IllegalStateException("%s cannot be read to its end.".formatted(partition));
            }
            poll(READ_WAIT);
        }
    }

    /** Reads what comes. */
    void poll(Duration wait) {
        consumer.poll(wait).forEach(this::take);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Automation read = read(record);
        if (read.revision() == 0 || read.supersedes(state)) {
            state = read;
        } else {
            LOG.warnf("Revision %d of the controls comes after %d and is left out", read.revision(), state.revision());
        }
    }

    private static Automation read(ConsumerRecord<String, byte[]> record) {
        try {
            if (!KEY.equals(record.key()) || record.value() == null) {
                throw new IllegalArgumentException("it is none");
            }
            return AutomationProto.automation(AutomationRecord.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException | DateTimeException e) {
            String why = "The record of %s at offset %d cannot be read: %s"
                    .formatted(record.topic(), record.offset(), e.getMessage());
            LOG.errorf("All automatic moves are stopped. %s", why);
            return Automation.unreadable(Instant.ofEpochMilli(record.timestamp()), why);
        }
    }

    /**
     * Lets somebody decide on the newest state, and writes what comes of it. Whoever else is about to write cannot any
     * more once this has begun, nor this once somebody else has: nothing is decided on a state that is not the newest.
     *
     * @param decision the state unchanged where nothing is to be written
     * @throws Overtaken when somebody else was faster; decide again, on what is the newest then
     */
    void write(UnaryOperator<Automation> decision, String by, Instant now) throws Overtaken {
        Producer<String, byte[]> producer = clients.producer();
        try {
            producer.initTransactions();
            Automation before = readAll();
            Automation after = decision.apply(before);
            if (after.equals(before)) {
                return;
            }
            producer.beginTransaction();
            // Whether it arrived is what the commit says.
            Future<?> _ = producer.send(EventHeaders.record(
                    SOURCE,
                    new OutgoingEvent(
                            Topic.CONTROLS,
                            KEY,
                            AutomationProto.record(after, by, now),
                            "%s/%d".formatted(KEY, after.revision()),
                            now)));
            producer.commitTransaction();
            // What is committed can be read only a moment later.
            readUntil(() -> state.revision() >= after.revision());
        } catch (KafkaException e) {
            if (isOvertaken(e) || isOvertaken(e.getCause())) {
                throw new Overtaken(e);
            }
            throw e;
        } finally {
            // Without a broker it would wait for the end of its transaction for ever.
            producer.close(CLOSE_WAIT);
        }
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof ProducerFencedException
                || failure instanceof InvalidProducerEpochException
                || failure instanceof InvalidTxnStateException;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE_WAIT));
    }

    /** Somebody else was about to write at the same time. */
    static final class Overtaken extends Exception {
        private static final long serialVersionUID = 1;

        private Overtaken(RuntimeException cause) {
            super(cause);
        }
    }
}
