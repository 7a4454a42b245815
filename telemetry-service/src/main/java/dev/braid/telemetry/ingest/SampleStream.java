package dev.braid.telemetry.ingest;

import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.IngestSamplesRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.platform.errors.ErrorMapping;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import dev.braid.telemetry.ingest.SampleIntake.Entrance;
import dev.braid.telemetry.kafka.Outlet;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * One caller's samples on their way to the topic, where the replica that measures the link finds them. The next message
 * is asked for only when the broker has the one before, so a fast caller waits and nothing piles up here. What is
 * counted as accepted is on the broker.
 */
final class SampleStream implements StreamObserver<IngestSamplesRequest> {
    private static final Logger LOG = Logger.getLogger(SampleStream.class);
    private static final int REMEMBERED = 65_536;

    private final SampleIntake intake;
    private final Outlet outlet;
    private final ErrorMapping errors;
    private final Executor workers;
    private final String speaker;
    private final ServerCallStreamObserver<IngestSamplesResponse> answer;
    private final SeenSamples seen = new SeenSamples(REMEMBERED);
    private final Map<SampleFault, Long> refused = new EnumMap<>(SampleFault.class);
    private long accepted;
    private boolean busy;
    private boolean complete;
    private boolean over;

    SampleStream(
            SampleIntake intake,
            Outlet outlet,
            ErrorMapping errors,
            Executor workers,
            String speaker,
            ServerCallStreamObserver<IngestSamplesResponse> answer) {
        this.intake = intake;
        this.outlet = outlet;
        this.errors = errors;
        this.workers = workers;
        this.speaker = speaker;
        this.answer = answer;
    }

    void begin() {
        answer.disableAutoRequest();
        answer.setOnCancelHandler(this::cancelled);
        answer.request(1);
    }

    @Override
    public synchronized void onNext(IngestSamplesRequest request) {
        if (over) {
            return;
        }
        busy = true;
        workers.execute(() -> take(request));
    }

    @Override
    public void onError(Throwable failure) {
        cancelled();
    }

    @Override
    public synchronized void onCompleted() {
        complete = true;
        if (!busy) {
            finish();
        }
    }

    private void take(IngestSamplesRequest request) {
        List<CompletableFuture<Void>> sent = new ArrayList<>(request.getSamplesCount());
        try {
            for (var message : request.getSamplesList()) {
                Sample sample = SampleIntake.sample(message);
                Optional<SampleFault> fault = intake.check(sample, speaker);
                if (fault.isEmpty() && !seen.add(sample)) {
                    fault = Optional.of(SampleFault.DUPLICATE);
                }
                fault.ifPresentOrElse(
                        this::refuse,
                        () -> sent.add(outlet.send(event(sample, message)).toCompletableFuture()));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
            sent.forEach(_ -> intake.count(Entrance.GRPC, Optional.empty()));
            next(sent.size());
        } catch (CompletionException e) {
            LOG.warnf("Samples of %s could not be written: %s", speaker, e.getCause());
            fail(Refusal.unavailable("The samples could not be stored; send those of the last message again."));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void refuse(SampleFault fault) {
        intake.count(Entrance.GRPC, Optional.of(fault));
        refused.merge(fault, 1L, Long::sum);
    }

    private synchronized void next(int written) {
        accepted += written;
        busy = false;
        if (over) {
            return;
        }
        if (complete) {
            finish();
        } else {
            answer.request(1);
        }
    }

    private void finish() {
        over = true;
        IngestSamplesResponse.Builder response =
                IngestSamplesResponse.newBuilder().setAcceptedCount(accepted);
        refused.forEach((fault, count) -> response.putRefusedCounts(fault.code(), count));
        answer.onNext(response.build());
        answer.onCompleted();
    }

    private synchronized void fail(RuntimeException failure) {
        if (!over) {
            over = true;
            answer.onError(errors.transform(failure));
        }
    }

    private synchronized void cancelled() {
        over = true;
    }

    private static OutgoingEvent event(Sample sample, dev.braid.api.telemetry.v1.Sample message) {
        return new OutgoingEvent(
                Topic.SAMPLES,
                sample.linkId(),
                message,
                "%s.%s.%d".formatted(sample.linkId(), sample.sourceId(), sample.measureTimeUs()),
                Instant.EPOCH.plus(sample.measureTimeUs(), ChronoUnit.MICROS));
    }
}
