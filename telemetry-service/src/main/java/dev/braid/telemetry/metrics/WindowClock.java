package dev.braid.telemetry.metrics;

import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkWindow;
import dev.braid.telemetry.domain.PublishRule;
import dev.braid.telemetry.domain.Sample;
import dev.braid.telemetry.domain.SampleFault;
import dev.braid.telemetry.history.LinkHistory;
import dev.braid.telemetry.kafka.Outlet;
import dev.braid.telemetry.network.PathBook;
import dev.braid.telemetry.windows.WindowBook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Fills windows, closes them when they are over, and publishes what is worth telling. */
@Singleton
public class WindowClock {
    private static final Logger LOG = Logger.getLogger(WindowClock.class);

    private final WindowBook book;
    private final PublishRule rule;
    private final long tickMs;
    private final LinkMetricsBoard board;
    private final PathBook paths;
    private final Outlet outlet;
    private final LinkHistory history;
    private final Clocks clocks;
    private final Counter closedCount;
    private final Counter publishedCount;
    private final Counter lostCount;
    private final Map<String, LinkWindow> published = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("windows").factory());

    WindowClock(
            WindowSettings settings,
            LinkMetricsBoard board,
            PathBook paths,
            Outlet outlet,
            LinkHistory history,
            Clocks clocks,
            MeterRegistry meters) {
        this.book = new WindowBook(settings.rules(), this::newestPublished);
        this.rule = settings.publishRule();
        this.tickMs = settings.tick().toMillis();
        this.board = board;
        this.paths = paths;
        this.outlet = outlet;
        this.history = history;
        this.clocks = clocks;
        this.closedCount = meters.counter("braid.telemetry.windows.closed");
        this.publishedCount = meters.counter("braid.telemetry.link.metrics.published");
        this.lostCount = meters.counter("braid.telemetry.link.metrics.lost");
        meters.gauge("braid.telemetry.links.measured", book, WindowBook::links);
    }

    /** Takes a sample into its window, or says why not. */
    public Optional<SampleFault> add(int partition, Sample sample, long steadyUs) {
        return book.add(partition, sample, steadyUs);
    }

    /** Forgets partitions that another replica reads from now on. */
    public void forget(Collection<Integer> partitions) {
        book.forget(partitions);
    }

    void start(@Observes StartupEvent event) {
        var _ = ticks.scheduleAtFixedRate(this::tick, tickMs, tickMs, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.shutdownNow();
    }

    private void tick() {
        try {
            // Published only after the book is free again: samples must not wait for a broker.
            List<LinkWindow> closed = new ArrayList<>();
            List<LinkSpan> kept = new ArrayList<>();
            book.close(clocks.steadyUs(), (window, totals) -> {
                closed.add(window);
                kept.add(new LinkSpan(window.linkId(), window.startUs(), totals));
            });
            closed.forEach(this::publish);
            history.add(kept);
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again, and then no window would ever close.
            LOG.error("Windows were not closed", e);
        }
    }

    private void publish(LinkWindow window) {
        closedCount.increment();
        if (!rule.due(window, newestPublished(window.linkId()), paths.isInUse(window.linkId()))) {
            return;
        }
        published.put(window.linkId(), window);
        outlet.send(LinkMetricsProto.event(window)).whenComplete((_, failure) -> {
            if (failure == null) {
                publishedCount.increment();
            } else {
                lostCount.increment();
                published.remove(window.linkId(), window);
                LOG.debugf("A window of %s was not published: %s", window.linkId(), failure.toString());
            }
        });
    }

    /** What we sent last, or what another replica did when it had the link. */
    private Optional<LinkWindow> newestPublished(String linkId) {
        LinkWindow ours = published.get(linkId);
        Optional<LinkWindow> heard = board.find(linkId);
        return ours == null
                ? heard
                : heard.filter(w -> w.endUs() > ours.endUs()).or(() -> Optional.of(ours));
    }
}
