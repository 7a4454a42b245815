package dev.braid.telemetry.ingest;

import dev.braid.api.telemetry.v1.IngestSamplesRequest;
import dev.braid.api.telemetry.v1.IngestSamplesResponse;
import dev.braid.platform.errors.ErrorMapping;
import dev.braid.telemetry.kafka.Outlet;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Opens a stream for each caller who sends samples. */
@ApplicationScoped
public class SampleStreams {
    private final SampleIntake intake;
    private final Outlet outlet;
    private final ErrorMapping errors;
    // The outlet may wait for the broker, and the threads that serve calls must not.
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("samples-", 0).factory());

    SampleStreams(SampleIntake intake, Outlet outlet, ErrorMapping errors) {
        this.intake = intake;
        this.outlet = outlet;
        this.errors = errors;
    }

    /** A stream for one who has proved to be {@code speaker}. */
    public StreamObserver<IngestSamplesRequest> open(String speaker, StreamObserver<IngestSamplesResponse> answer) {
        SampleStream stream = new SampleStream(
                intake, outlet, errors, workers, speaker, (ServerCallStreamObserver<IngestSamplesResponse>) answer);
        stream.begin();
        return stream;
    }

    @PreDestroy
    void close() {
        workers.shutdownNow();
    }
}
