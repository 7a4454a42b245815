package dev.braid.lab.braid;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.telemetry.v1.IngestSamplesRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.api.telemetry.v1.Sample;
import dev.braid.lab.stamp.Reading;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sends what one carrier measures to Braid, as any carrier would: over gRPC, under its own name. What cannot be sent is
 * lost; the next reading opens the stream anew.
 */
final class SampleFeed implements AutoCloseable {
    private static final long END_WAIT_SECONDS = 5;

    private final String sourceId;
    private final Function<StreamObserver<IngestSamplesResponse>, StreamObserver<IngestSamplesRequest>> open;
    private final Map<String, Long> refused = new TreeMap<>();
    private StreamObserver<IngestSamplesRequest> stream;
    private CountDownLatch ended = new CountDownLatch(0);
    private long accepted;

    SampleFeed(
            String sourceId,
            Function<StreamObserver<IngestSamplesResponse>, StreamObserver<IngestSamplesRequest>> open) {
        this.sourceId = sourceId;
        this.open = open;
    }

    /** Together, by their links: Braid answers for one message before it takes the next. */
    synchronized void send(Map<String, Reading> readings) {
        if (readings.isEmpty()) {
            return;
        }
        if (stream == null) {
            CountDownLatch end = new CountDownLatch(1);
            ended = end;
            stream = open.apply(new End(end));
        }
        IngestSamplesRequest.Builder request = IngestSamplesRequest.newBuilder();
        readings.forEach((linkId, reading) -> request.addSamples(Sample.newBuilder()
                .setLinkId(linkId)
                .setSourceId(sourceId)
                .setMeasureTime(Timestamps.fromNanos(reading.endNs()))
                .setLatencyUs(reading.latencyUs())
                .setJitterUs(reading.jitterUs())
                .setLossRatio(reading.lossRatio())));
        stream.onNext(request.build());
    }

    /** How many samples were taken; known at the end. */
    synchronized long accepted() {
        return accepted;
    }

    /** How many were not, by reason; known at the end. */
    synchronized Map<String, Long> refused() {
        return Map.copyOf(refused);
    }

    @Override
    public void close() {
        CountDownLatch end;
        synchronized (this) {
            if (stream == null) {
                return;
            }
            stream.onCompleted();
            end = ended;
        }
        try {
            boolean _ = end.await(END_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void over() {
        stream = null;
    }

    private synchronized void count(IngestSamplesResponse response) {
        accepted += response.getAcceptedCount();
        response.getRefusedCountsMap().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
    }

    /** Of one stream. */
    private final class End implements StreamObserver<IngestSamplesResponse> {
        private final CountDownLatch end;

        private End(CountDownLatch end) {
            this.end = end;
        }

        @Override
        public void onNext(IngestSamplesResponse response) {
            count(response);
        }

        @Override
        public void onError(Throwable failure) {
            over();
            end.countDown();
        }

        @Override
        public void onCompleted() {
            over();
            end.countDown();
        }
    }
}
