package dev.braid.adapter.server;

import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/** One caller who wants to hear of changes, until it has had enough; who reads too slowly misses hints, never blocks. */
final class Watching {
    private final ServerCallStreamObserver<WatchOrdersResponse> stream;
    private AutoCloseable source;
    private boolean over;

    Watching(ServerCallStreamObserver<WatchOrdersResponse> stream) {
        this.stream = stream;
    }

    synchronized void began(AutoCloseable opened) {
        source = opened;
        if (over) {
            close();
        }
    }

    synchronized void tell(String reference) {
        if (!over && stream.isReady()) {
            stream.onNext(
                    WatchOrdersResponse.newBuilder().setReference(reference).build());
        }
    }

    synchronized void end() {
        over = true;
        if (source != null) {
            close();
        }
    }

    /** The adapter ends: the caller hears it at once and may listen again when there is another. */
    synchronized void farewell() {
        if (!over) {
            over = true;
            stream.onError(
                    Status.UNAVAILABLE.withDescription("The adapter ends.").asRuntimeException());
            if (source != null) {
                close();
            }
        }
    }

    private void close() {
        try {
            source.close();
        } catch (Exception e) {
            throw new IllegalStateException("The watch could not be ended.", e);
        }
    }
}
