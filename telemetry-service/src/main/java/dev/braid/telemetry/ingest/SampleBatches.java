package dev.braid.telemetry.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.platform.events.UnreadableEvent;
import dev.braid.platform.events.UnreadableEvent.Reason;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import dev.braid.telemetry.ingest.SampleIntake.Entrance;
import dev.braid.telemetry.kafka.DeadLetters;
import dev.braid.telemetry.metrics.WindowClock;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/** Brings the samples of the topic to their windows, a poll at a time. */
@ApplicationScoped
class SampleBatches {
    private static final Logger LOG = Logger.getLogger(SampleBatches.class);

    private final SampleIntake intake;
    private final WindowClock windows;
    private final DeadLetters deadLetters;
    private final Clocks clocks;
    private volatile long lagMs;

    SampleBatches(
            SampleIntake intake, WindowClock windows, DeadLetters deadLetters, Clocks clocks, MeterRegistry meters) {
        this.intake = intake;
        this.windows = windows;
        this.deadLetters = deadLetters;
        this.clocks = clocks;
        meters.gauge("braid.telemetry.samples.lag.milliseconds", this, batches -> batches.lagMs);
    }

    /** Takes what one poll brought, at one and the same moment. */
    void take(ConsumerRecords<String, byte[]> batch) {
        Now now = clocks.now();
        long newestMs = 0;
        for (ConsumerRecord<String, byte[]> event : batch) {
            try {
                Sample sample = read(event);
                intake.count(Entrance.KAFKA, place(event, sample, now));
            } catch (UnreadableEvent e) {
                deadLetters.bury(event, e);
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s-%d@%d: not taken", event.topic(), event.partition(), event.offset());
                deadLetters.bury(event, e);
            }
            newestMs = event.timestamp();
        }
        lagMs = newestMs == 0 ? lagMs : Math.max(0, clocks.wallUs() / 1_000 - newestMs);
    }

    private static Sample read(ConsumerRecord<String, byte[]> event) {
        if (event.key() == null) {
            throw new UnreadableEvent(Reason.KEY_MISSING, "The record has no key.");
        }
        if (event.value() == null) {
            throw new UnreadableEvent(Reason.MALFORMED, "The record has no value.");
        }
        try {
            return SampleIntake.sample(dev.braid.api.telemetry.v1.Sample.parseFrom(event.value()));
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableEvent(
                    Reason.MALFORMED,
                    "The value (%d bytes) cannot be read: %s".formatted(event.value().length, e.getMessage()));
        }
    }

    private Optional<SampleFault> place(ConsumerRecord<String, byte[]> event, Sample sample, Now now) {
        Optional<SampleFault> fault = event.key().equals(sample.linkId())
                ? intake.check(sample, now.wallUs())
                : Optional.of(SampleFault.WRONG_KEY);
        return fault.isPresent() ? fault : windows.add(event.partition(), sample, now.steadyUs());
    }
}
