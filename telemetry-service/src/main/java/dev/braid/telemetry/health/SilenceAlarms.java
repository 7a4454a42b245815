package dev.braid.telemetry.health;

import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.LinkFacts;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.SilenceWatch;
import dev.braid.telemetry.domain.SilenceWatch.Heard;
import dev.braid.telemetry.domain.SilenceWatch.News;
import dev.braid.telemetry.domain.SilenceWatch.Over;
import dev.braid.telemetry.domain.SilenceWatch.Silent;
import dev.braid.telemetry.metrics.LinkMetricsBoard;
import dev.braid.telemetry.metrics.WindowSettings;
import dev.braid.telemetry.network.LinkCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Calls people when a provider's links fall silent. Looks run on one thread. */
@ApplicationScoped
class SilenceAlarms {
    private static final Logger LOG = Logger.getLogger(SilenceAlarms.class);
    private static final Duration CALM = Duration.ofSeconds(10);

    private final LinkCatalog links;
    private final LinkMetricsBoard metrics;
    private final Clocks clocks;
    private final long boundUs;
    private final long startSteadyUs;
    private final SilenceWatch watch = new SilenceWatch(CALM.toNanos() / 1_000);
    private final MultiGauge silent;

    SilenceAlarms(
            LinkCatalog links,
            LinkMetricsBoard metrics,
            Clocks clocks,
            HealthSettings settings,
            WindowSettings windows,
            MeterRegistry meters) {
        this.links = links;
        this.metrics = metrics;
        this.clocks = clocks;
        // A link that carries nothing is published so seldom.
        this.boundUs = settings.silence().plus(windows.repeat()).toNanos() / 1_000;
        this.startSteadyUs = clocks.steadyUs();
        this.silent = MultiGauge.builder("braid.telemetry.links.silent")
                .description("Links that were measured and are not any more")
                .register(meters);
    }

    void look() {
        Now now = clocks.now();
        for (News news : watch.look(heard(), now)) {
            switch (news) {
                case Silent(var provider, var all, var missing, var silentUs) ->
                    LOG.warnf(
                            "Provider %s: %d of %d links are silent, for %d s at most. The health of connections over them is"
                                    + " UNKNOWN, and nothing is moved for it.",
                            provider,
                            missing,
                            all,
                            Duration.ofNanos(silentUs * 1_000).toSeconds());
                case Over(var provider, var durationUs) ->
                    LOG.infof(
                            "Provider %s: all links are heard again, after %d s.",
                            provider, Duration.ofNanos(durationUs * 1_000).toSeconds());
            }
        }
        silent.register(
                watch.silentLinks().entrySet().stream()
                        .map(each -> Row.of(Tags.of("provider", each.getKey()), each.getValue()))
                        .toList(),
                true);
    }

    /** What was silent while nobody listened was not silent. */
    private List<Heard> heard() {
        List<Heard> heard = new ArrayList<>();
        for (LinkFacts link : links.all()) {
            HopReading reading = metrics.reading(link.linkId());
            if (reading != null) {
                heard.add(new Heard(
                        link.linkId(), link.providerId(), Math.max(reading.heardSteadyUs(), startSteadyUs), boundUs));
            }
        }
        return heard;
    }
}
