package dev.braid.path.planning;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.platform.events.EventHeaders;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Encodes and sends what is decided, in that order, beside the thread that decides the next. Once something turns out
 * not to fit in a record nothing more is sent: its batch is decided again without it.
 */
final class Dispatch {
    private static final Logger LOG = Logger.getLogger(Dispatch.class);
    private static final String SOURCE = "path-computation-service";
    /** So many are handed over at once: waking the other thread costs as much as encoding one. */
    private static final int SHARE = 50;

    private final Executor executor;
    private final Outbox outbox;
    private final int largestRecordBytes;
    private final Map<Object, String> unwritable = new HashMap<>();
    private List<Letter> share = new ArrayList<>(SHARE);
    private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

    private record Letter(Object origin, Supplier<List<ProducerRecord<String, byte[]>>> messages) {}

    Dispatch(Executor executor, Outbox outbox, int largestRecordBytes) {
        this.executor = executor;
        this.outbox = outbox;
        this.largestRecordBytes = largestRecordBytes;
    }

    /** Sends all of the records and what is told of their decisions, or none and says so under the origin. */
    void send(Object origin, List<PathRecord> records, List<Supplier<DecisionEvent>> told) {
        if (records.isEmpty() && told.isEmpty()) {
            return;
        }
        add(new Letter(
                origin,
                () -> Stream.concat(
                                records.stream().map(Dispatch::message),
                                told.stream().map(Supplier::get).map(Dispatch::message))
                        .toList()));
    }

    /** Sends the changes of a topology. */
    void send(Object origin, List<VersionedElement> changed, List<ElementReference> removed, Instant now) {
        add(new Letter(origin, () -> {
            List<ProducerRecord<String, byte[]>> messages = new ArrayList<>();
            removed.forEach(gone -> messages.add(new ProducerRecord<>(Topic.TOPOLOGY.topicName(), gone.key(), null)));
            changed.forEach(fresh -> messages.add(message(fresh, now)));
            return messages;
        }));
    }

    private void add(Letter letter) {
        share.add(letter);
        if (share.size() == SHARE) {
            handOver();
        }
    }

    private void handOver() {
        List<Letter> letters = share;
        share = new ArrayList<>(SHARE);
        sent = sent.thenRunAsync(() -> letters.forEach(this::send), executor);
    }

    /** Waits until all is sent; else says why not, by origin. */
    Map<Object, String> await() {
        handOver();
        try {
            sent.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return unwritable;
    }

    private void send(Letter letter) {
        try {
            List<ProducerRecord<String, byte[]>> messages = letter.messages.get();
            Optional<String> tooLarge = tooLarge(messages);
            if (tooLarge.isPresent()) {
                unwritable.put(letter.origin, tooLarge.get());
            } else if (unwritable.isEmpty()) {
                messages.forEach(outbox::send);
            }
        } catch (RuntimeException e) {
            // A fault of ours must not stop the partition: what it answers is kept where somebody looks at it.
            LOG.errorf(e, "Cannot write the answer to %s", letter.origin);
            unwritable.put(letter.origin, "Cannot decide: " + e);
        }
    }

    /** What Kafka does not take would stop the writer, and everybody with it. */
    private Optional<String> tooLarge(List<ProducerRecord<String, byte[]>> messages) {
        return messages.stream()
                .filter(message -> message.value() != null && message.value().length > largestRecordBytes)
                .findFirst()
                .map(message -> "The record of %s would have %d bytes, more than %d."
                        .formatted(message.key(), message.value().length, largestRecordBytes));
    }

    private static ProducerRecord<String, byte[]> message(PathRecord record) {
        return EventHeaders.record(
                SOURCE,
                new OutgoingEvent(
                        Topic.PATHS,
                        record.connectionId(),
                        RecordProto.message(record),
                        record.connectionId() + "/" + record.sequence(),
                        record.decideTime()));
    }

    private static ProducerRecord<String, byte[]> message(DecisionEvent event) {
        String result = event.hasResult() ? "/" + event.getResult().getResultCase() : "";
        return EventHeaders.record(
                SOURCE,
                new OutgoingEvent(
                        Topic.DECISIONS,
                        event.getConnectionId(),
                        event,
                        event.getDecisionId() + result.toLowerCase(Locale.ROOT),
                        Times.instant(event.getOccurTime())));
    }

    private static ProducerRecord<String, byte[]> message(VersionedElement fresh, Instant now) {
        String key = fresh.element().reference().key();
        return EventHeaders.record(
                SOURCE,
                new OutgoingEvent(Topic.TOPOLOGY, key, TopologyProto.message(fresh), key + "/" + fresh.version(), now));
    }
}
