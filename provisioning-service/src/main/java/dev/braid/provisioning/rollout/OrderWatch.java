package dev.braid.provisioning.rollout;

import dev.braid.provisioning.provider.ProviderAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Listens to one provider that tells of changes. A stream that ends is opened again, after back-off with full jitter; the
 * hints are taken in bounded numbers, however many come. What is lost is found by the audit.
 */
final class OrderWatch {
    private static final Logger LOG = Logger.getLogger(OrderWatch.class);
    private static final int LONGEST_REFERENCE = 160;
    private static final int MAX_DOUBLINGS = 30;
    private static final Duration LONGEST_TAKE = Duration.ofSeconds(10);
    private static final Cancellable NOTHING = () -> {};

    private final String providerId;
    private final ProviderAdapter adapter;
    private final Function<String, Uni<Boolean>> take;
    private final BiConsumer<Duration, Runnable> later;
    private final WatchSettings settings;
    private final RandomGenerator random;
    private final MeterRegistry meters;
    private final HintQueue waiting;
    private final AtomicInteger watching;
    private final AtomicInteger failures = new AtomicInteger();
    /** Rises when the stream opens and when it ends. */
    private final AtomicInteger times = new AtomicInteger();

    private final AtomicBoolean taking = new AtomicBoolean();
    private final AtomicReference<Cancellable> stream = new AtomicReference<>(NOTHING);
    private volatile boolean over;

    /**
     * Not open yet.
     *
     * @param take makes the look at an order due, and says whether it is one of ours
     * @param later does something after a time
     */
    OrderWatch(
            String providerId,
            ProviderAdapter adapter,
            Function<String, Uni<Boolean>> take,
            BiConsumer<Duration, Runnable> later,
            WatchSettings settings,
            RandomGenerator random,
            MeterRegistry meters) {
        this.providerId = providerId;
        this.adapter = adapter;
        this.take = take;
        this.later = later;
        this.settings = settings;
        this.random = random;
        this.meters = meters;
        this.waiting = new HintQueue(settings.queue());
        this.watching =
                meters.gauge("braid.provider.watching", List.of(Tag.of("provider", providerId)), new AtomicInteger());
    }

    /** Opens the stream, now and whenever it has ended, if the provider offers one. */
    void open() {
        if (over) {
            return;
        }
        adapter.tellsOfChanges()
                .subscribe()
                .with(
                        tells -> {
                            if (tells) {
                                listen();
                            } else {
                                later.accept(settings.recheck(), this::open);
                            }
                        },
                        this::broken);
    }

    private void listen() {
        watching.set(1);
        int time = times.incrementAndGet();
        Cancellable opened = adapter.changes().subscribe().with(this::heard, this::broken);
        stream.set(opened);
        later.accept(settings.longestBackOff(), () -> {
            if (times.get() == time) {
                failures.set(0);
            }
        });
        if (over) {
            opened.cancel();
        }
    }

    private void broken(Throwable failure) {
        watching.set(0);
        times.incrementAndGet();
        if (!over) {
            Duration wait = backOff(failures.incrementAndGet());
            LOG.debugf("%s tells of no changes, asked again in %s: %s", providerId, wait, failure.toString());
            later.accept(wait, this::open);
        }
    }

    /** Anywhere up to the bound for so many failures in a row, so that all replicas do not come at once. */
    private Duration backOff(int failureCount) {
        long doubled = settings.firstBackOff().toNanos() << Math.clamp(failureCount - 1L, 0, MAX_DOUBLINGS);
        long bound = settings.longestBackOff().toNanos();
        boolean less = doubled >= settings.firstBackOff().toNanos() && doubled < bound;
        return Duration.ofNanos(random.nextLong((less ? doubled : bound) + 1));
    }

    private void heard(String reference) {
        if (reference.isEmpty() || reference.length() > LONGEST_REFERENCE || reference.indexOf('\0') >= 0) {
            count("nonsense");
            return;
        }
        switch (waiting.offer(reference)) {
            case ADDED -> takeNow();
            case REPEATED -> count("repeated");
            case DROPPED -> count("dropped");
        }
    }

    /** Takes what waits, unless that was done just now and is therefore done again soon. */
    private void takeNow() {
        if (over || !taking.compareAndSet(false, true)) {
            return;
        }
        Multi.createFrom()
                .iterable(waiting.poll(settings.batch()))
                .onItem()
                .transformToUniAndConcatenate(this::taken)
                .collect()
                .asList()
                .subscribe()
                .with(_ -> later.accept(settings.spacing(), this::takeAgain));
    }

    private void takeAgain() {
        taking.set(false);
        if (!waiting.isEmpty()) {
            takeNow();
        }
    }

    private Uni<String> taken(String reference) {
        return Uni.createFrom()
                .deferred(() -> take.apply(reference))
                .ifNoItem()
                .after(LONGEST_TAKE)
                .fail()
                .map(ours -> ours ? "taken" : "unknown")
                .onFailure()
                .invoke(failure -> LOG.debugf("A hint about %s is left to the audit: %s", reference, failure))
                .onFailure()
                .recoverWithItem("failed")
                .invoke(this::count);
    }

    private void count(String outcome) {
        meters.counter("braid.provider.hints", "provider", providerId, "outcome", outcome)
                .increment();
    }

    /** Listens no more. */
    void close() {
        over = true;
        stream.getAndSet(NOTHING).cancel();
        watching.set(0);
    }
}
