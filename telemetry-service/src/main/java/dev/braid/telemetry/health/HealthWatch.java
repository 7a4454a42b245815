package dev.braid.telemetry.health;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.WatchHealthResponse;
import io.grpc.stub.CallStreamObserver;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One caller who watches. While the caller does not read, the newest judgement of each connection waits and older ones
 * fall away, so that a slow reader costs one judgement a connection and never misses the last.
 */
final class HealthWatch {
    private final Predicate<ConnectionHealth> visible;
    private final CallStreamObserver<WatchHealthResponse> caller;
    private final Runnable skipped;
    private final Map<String, ConnectionHealth> waiting = new LinkedHashMap<>();

    HealthWatch(Predicate<ConnectionHealth> visible, CallStreamObserver<WatchHealthResponse> caller, Runnable skipped) {
        this.visible = visible;
        this.caller = caller;
        this.skipped = skipped;
    }

    synchronized void offer(ConnectionHealth health) {
        if (!visible.test(health)) {
            return;
        }
        if (waiting.put(health.getConnectionId(), health) != null) {
            skipped.run();
        }
        drain();
    }

    synchronized void drain() {
        Iterator<ConnectionHealth> next = waiting.values().iterator();
        while (caller.isReady() && next.hasNext()) {
            caller.onNext(
                    WatchHealthResponse.newBuilder().setHealth(next.next()).build());
            next.remove();
        }
    }
}
