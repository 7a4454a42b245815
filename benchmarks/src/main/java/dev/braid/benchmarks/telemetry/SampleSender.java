package dev.braid.benchmarks.telemetry;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes samples as a carrier does, in batches and with the same headers, each when it is measured. */
final class SampleSender implements AutoCloseable {
    private static final long TURN_NANOS = 1_000_000;

    private final KafkaProducer<String, byte[]> producer;
    private final List<Link> links = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();

    private record Link(String linkId, byte[] idPrefix, Header subject, Sample.Builder sample) {}

    SampleSender(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        10,
                        "batch.size",
                        65_536,
                        "max.request.size",
                        4 << 20),
                new StringSerializer(),
                new ByteArraySerializer());
        for (int link = 0; link < SampleLoad.LINKS; link++) {
            String linkId = SampleLoad.linkId(link);
            links.add(new Link(
                    linkId,
                    (linkId + "/").getBytes(StandardCharsets.UTF_8),
                    header("ce_subject", linkId),
                    Sample.newBuilder().setLinkId(linkId).setSourceId(SampleLoad.SOURCE)));
        }
    }

    /** Sends them all, and tells by how much the last was later than it was due, in microseconds. */
    long send(SampleLoad load) {
        long k = 0;
        long samples = load.samples();
        long mostLateUs = 0;
        Turn turn = new Turn(load.timeUs(0) / 1_000);
        while (k < samples) {
            long nowUs = wallUs();
            if (load.timeUs(k) > nowUs) {
                LockSupport.parkNanos(TURN_NANOS);
                continue;
            }
            mostLateUs = Math.max(mostLateUs, nowUs - load.timeUs(k));
            for (; k < samples && load.timeUs(k) <= nowUs; k++) {
                long ms = load.timeUs(k) / 1_000;
                turn = turn.ms == ms ? turn : new Turn(ms);
                producer.send(
                        record(links.get(load.link(k)), load, k, turn),
                        (_, failure) -> refused.addAndGet(failure == null ? 0 : 1));
            }
        }
        producer.flush();
        if (refused.get() > 0) {
            throw new IllegalStateException("The broker did not take %d samples.".formatted(refused.get()));
        }
        return mostLateUs;
    }

    /** What all samples of one millisecond have in common. */
    private static final class Turn {
        private final long ms;
        private final byte[] digits;
        private final Header time;

        Turn(long ms) {
            this.ms = ms;
            this.digits = Long.toString(ms).getBytes(StandardCharsets.UTF_8);
            this.time = header("ce_time", Instant.ofEpochMilli(ms).toString());
        }
    }

    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header TYPE = header("ce_type", Sample.getDescriptor().getFullName());
    private static final Header CONTENT_TYPE = header("content-type", "application/protobuf");
    private static final Header ORIGIN = header("ce_source", "/" + SampleLoad.SOURCE);

    private static ProducerRecord<String, byte[]> record(Link link, SampleLoad load, long k, Turn turn) {
        byte[] id = new byte[link.idPrefix.length + turn.digits.length];
        System.arraycopy(link.idPrefix, 0, id, 0, link.idPrefix.length);
        System.arraycopy(turn.digits, 0, id, link.idPrefix.length, turn.digits.length);
        List<Header> headers = List.of(
                new RecordHeader("ce_id", id), ORIGIN, TYPE, link.subject, turn.time, SPEC_VERSION, CONTENT_TYPE);
        return new ProducerRecord<>(
                Topic.SAMPLES.topicName(),
                null,
                turn.ms,
                link.linkId,
                load.sample(k, link.sample).toByteArray(),
                headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static long wallUs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    @Override
    public void close() {
        producer.close();
    }
}
