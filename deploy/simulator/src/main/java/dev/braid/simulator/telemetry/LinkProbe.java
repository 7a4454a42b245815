package dev.braid.simulator.telemetry;

import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.Sample;
import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;
import dev.braid.simulator.domain.LinkModel.Measurement;
import dev.braid.simulator.orders.Carrier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes the measurements of one link as records: the value in Protobuf, CloudEvents 1.0 headers in binary mode. */
final class LinkProbe {

    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header TYPE = header("ce_type", Sample.getDescriptor().getFullName());
    private static final Header CONTENT_TYPE = header("content-type", "application/protobuf");

    private final Carrier carrier;
    private final CarrierLink link;
    private final Header source;
    private final Header subject;

    LinkProbe(Carrier carrier, CarrierLink link) {
        this.carrier = carrier;
        this.link = link;
        this.source = header("ce_source", "/simulator/" + carrier.network().providerId());
        this.subject = header("ce_subject", link.linkId());
    }

    CarrierLink link() {
        return link;
    }

    long carryingBps() {
        return carrier.carryingBps(link.linkId());
    }

    ProducerRecord<String, byte[]> record(Measurement measurement, Instant time) {
        Sample sample = Sample.newBuilder()
                .setLinkId(link.linkId())
                .setSourceId(carrier.network().providerId())
                .setMeasureTime(
                        Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
                .setLatencyUs(measurement.latencyUs())
                .setJitterUs(measurement.jitterUs())
                .setLossRatio(measurement.lossRatio())
                .setThroughputBps(measurement.throughputBps())
                .build();
        // A link measures once in a millisecond at most, so link and time make an id.
        List<Header> headers = List.of(
                header("ce_id", link.linkId() + "/" + time.toEpochMilli()),
                source,
                TYPE,
                subject,
                header("ce_time", time.toString()),
                SPEC_VERSION,
                CONTENT_TYPE);
        return new ProducerRecord<>(
                Topic.SAMPLES.topicName(), null, time.toEpochMilli(), link.linkId(), sample.toByteArray(), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
