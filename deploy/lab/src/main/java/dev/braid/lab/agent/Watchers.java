package dev.braid.lab.agent;

import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Those who want to hear of orders that changed. Who cannot keep up misses hints, and asks. */
final class Watchers {
    private final Set<StreamObserver<WatchOrdersResponse>> watchers = ConcurrentHashMap.newKeySet();

    void add(StreamObserver<WatchOrdersResponse> watcher) {
        if (watcher instanceof ServerCallStreamObserver<WatchOrdersResponse> call) {
            call.setOnCancelHandler(() -> watchers.remove(watcher));
        }
        watchers.add(watcher);
    }

    void changed(String reference) {
        WatchOrdersResponse hint =
                WatchOrdersResponse.newBuilder().setReference(reference).build();
        for (StreamObserver<WatchOrdersResponse> watcher : watchers) {
            synchronized (watcher) {
                if (watcher instanceof ServerCallStreamObserver<WatchOrdersResponse> call
                        && (call.isCancelled() || !call.isReady())) {
                    continue;
                }
                watcher.onNext(hint);
            }
        }
    }
}
