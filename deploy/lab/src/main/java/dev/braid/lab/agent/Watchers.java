package dev.braid.lab.agent;

import dev.braid.api.adapter.v1.WatchOrdersResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who want to hear of orders that changed, each of those of one provider. Telling them never waits: what somebody
 * cannot take yet is kept, each order once, and who has not taken so many is told to look at all of them instead.
 */
final class Watchers {
    /** Orders, not hints: an order that changes again before it is told of is told of once. */
    static final int MOST_KEPT = 1000;

    private final Map<String, Set<Watcher>> watchers = new ConcurrentHashMap<>();

    /** To be called before the call that brought the stream returns. */
    void add(String providerId, ServerCallStreamObserver<WatchOrdersResponse> stream) {
        Set<Watcher> others = watchers.computeIfAbsent(providerId, _ -> ConcurrentHashMap.newKeySet());
        Watcher watcher = new Watcher(providerId, stream);
        stream.setOnCancelHandler(() -> others.remove(watcher));
        stream.setOnReadyHandler(watcher::flush);
        others.add(watcher);
    }

    void changed(String providerId, String reference) {
        Set<Watcher> concerned = watchers.get(providerId);
        if (concerned != null) {
            concerned.removeIf(watcher -> !watcher.tell(reference));
        }
    }

    /** How many listen. */
    int count() {
        return watchers.values().stream().mapToInt(Set::size).sum();
    }

    private static final class Watcher {
        private final String providerId;
        private final ServerCallStreamObserver<WatchOrdersResponse> stream;
        private final Set<String> kept = new LinkedHashSet<>();
        private boolean over;

        private Watcher(String providerId, ServerCallStreamObserver<WatchOrdersResponse> stream) {
            this.providerId = providerId;
            this.stream = stream;
        }

        /** Whether it goes on listening. */
        private synchronized boolean tell(String reference) {
            if (!over) {
                kept.add(reference);
                flush();
                end();
            }
            return !over;
        }

        private synchronized void flush() {
            var references = kept.iterator();
            while (!over && references.hasNext() && stream.isReady()) {
                stream.onNext(WatchOrdersResponse.newBuilder()
                        .setReference(references.next())
                        .build());
                references.remove();
            }
        }

        private void end() {
            if (kept.size() > MOST_KEPT) {
                over = true;
                kept.clear();
                stream.onError(Status.RESOURCE_EXHAUSTED
                        .withDescription(
                                "More than %d orders of %s changed before they were read; list them, and watch again."
                                        .formatted(MOST_KEPT, providerId))
                        .asRuntimeException());
            }
        }
    }
}
