package dev.braid.telemetry.history;

import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.store.HistoryDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;

/** Where windows are left to be kept. Leaving them there takes no time, whatever the database does. */
@Singleton
public class LinkHistory {
    /** Of the metrics. */
    static final String TAG = "links";

    private final boolean on;
    private final WaitingRows<LinkSpan> waiting;

    LinkHistory(HistorySettings settings, HistoryDatabase database, MeterRegistry meters) {
        settings.check();
        this.on = database.isConfigured();
        Counter lost = meters.counter("braid.telemetry.history.lost", "of", TAG);
        this.waiting = new WaitingRows<>(settings.mostWaiting(), span -> span, lost::increment);
        meters.gauge("braid.telemetry.history.waiting.rows", Tags.of("of", TAG), waiting, WaitingRows::size);
    }

    /** Keeps what links measured in one second each, where a history is kept at all. */
    public void add(List<LinkSpan> seconds) {
        if (on && !seconds.isEmpty()) {
            waiting.add(seconds);
        }
    }

    WaitingRows<LinkSpan> waiting() {
        return waiting;
    }
}
