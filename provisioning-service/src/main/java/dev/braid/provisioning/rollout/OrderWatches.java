package dev.braid.provisioning.rollout;

import dev.braid.provisioning.provider.Providers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Listens to all providers that tell of changes. Every replica does: a hint that comes twice is one look. */
@ApplicationScoped
class OrderWatches {
    private static final String PREFIX = "braid.provisioning.watch.";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST = 1_000_000;

    private final Providers providers;
    private final Hints hints;
    private final Vertx vertx;
    private final WatchSettings settings;
    private final RolloutSettings rollout;
    private final MeterRegistry meters;
    private final List<OrderWatch> watches = new CopyOnWriteArrayList<>();

    OrderWatches(
            Providers providers,
            Hints hints,
            Vertx vertx,
            WatchSettings settings,
            RolloutSettings rollout,
            MeterRegistry meters) {
        check(settings);
        this.providers = providers;
        this.hints = hints;
        this.vertx = vertx;
        this.settings = settings;
        this.rollout = rollout;
        this.meters = meters;
    }

    /** A setting that cannot be meant stops the start. */
    static void check(WatchSettings settings) {
        check("spacing", settings.spacing(), SHORTEST);
        check("batch", settings.batch());
        check("queue", settings.queue());
        check("first-back-off", settings.firstBackOff(), SHORTEST);
        check("longest-back-off", settings.longestBackOff(), settings.firstBackOff());
        check("recheck", settings.recheck(), SHORTEST);
    }

    private static void check(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s%s (%s) must be from %s to %s.".formatted(PREFIX, name, value, least, LONGEST));
        }
    }

    private static void check(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("%s%s (%d) must be from 1 to %d.".formatted(PREFIX, name, value, MOST));
        }
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled() && rollout.enabled()) {
            // Drawn from the thread that asks: a shared generator would be a lock.
            RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
            for (String providerId : providers.known()) {
                OrderWatch watch = new OrderWatch(
                        providerId,
                        providers.adapter(providerId),
                        reference -> hints.take(providerId, reference),
                        this::later,
                        settings,
                        random,
                        meters);
                watches.add(watch);
                watch.open();
            }
        }
    }

    private void later(Duration wait, Runnable what) {
        vertx.setTimer(Math.max(1, wait.toMillis()), _ -> what.run());
    }

    void stop(@Observes ShutdownEvent event) {
        watches.forEach(OrderWatch::close);
    }
}
