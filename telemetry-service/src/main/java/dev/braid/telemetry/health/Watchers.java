package dev.braid.telemetry.health;

import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.WatchHealthResponse;
import dev.braid.platform.errors.Refusal;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All who watch health. */
@ApplicationScoped
public class Watchers {
    private final Set<HealthWatch> watches = ConcurrentHashMap.newKeySet();
    private final int most;
    private final Counter skipped;

    Watchers(HealthSettings settings, MeterRegistry meters) {
        this.most = settings.mostWatchers();
        this.skipped = meters.counter("braid.telemetry.watch.skipped");
        meters.gauge("braid.telemetry.watchers", watches, Set::size);
    }

    /** Sends the caller every judgement that it may see, until it goes away. */
    public void open(Predicate<ConnectionHealth> visible, ServerCallStreamObserver<WatchHealthResponse> caller) {
        if (watches.size() >= most) {
            throw Refusal.resourceExhausted("TOO_MANY_WATCHERS", "%d callers watch already.".formatted(most));
        }
        HealthWatch watch = new HealthWatch(visible, caller, skipped::increment);
        caller.setOnCancelHandler(() -> watches.remove(watch));
        caller.setOnReadyHandler(watch::drain);
        watches.add(watch);
    }

    void tell(ConnectionHealth health) {
        watches.forEach(watch -> watch.offer(health));
    }
}
