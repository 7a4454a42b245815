package dev.braid.telemetry.history;

import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.store.HistoryDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Where windows are left to be kept. Leaving them there takes no time, whatever the database does. */
@Singleton
public class LinkHistory {
    private final boolean on;
    private final Counter lost;
    private final WaitingRows<LinkSpan> waiting;

    LinkHistory(HistorySettings settings, HistoryDatabase database, MeterRegistry meters) {
        settings.check();
        this.on = database.isConfigured();
        this.lost = meters.counter("braid.telemetry.history.lost", "of", "links");
        this.waiting = new WaitingRows<>(settings.mostWaiting(), lost::increment);
        meters.gauge("braid.telemetry.history.waiting.rows", waiting, WaitingRows::size);
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

    /** Counts a row that the database will never take. */
    void lose() {
        lost.increment();
    }
}
