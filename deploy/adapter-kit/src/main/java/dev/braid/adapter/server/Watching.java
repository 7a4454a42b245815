package dev.braid.adapter.server;

import dev.braid.api.adapter.v1.WatchOrdersResponse;
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

    private void close() {
        try {
            source.close();
        } catch (Exception e) {
            throw new IllegalStateException("The watch could not be ended.", e);
        }
    }
}
