package dev.braid.telemetry.history;

import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.HealthState;
import dev.braid.telemetry.domain.OpenMinute;
import dev.braid.telemetry.domain.PathMeasure;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.JudgedRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where judgements and what paths measured are left to be kept, by the thread that judges. Of a minute that goes on a row is
 * left every ten seconds, so that a process that is killed takes no more than that with it.
 */
@Singleton
public class ConnectionHistory {
    /** Of the metrics. */
    static final String TAG = "connections";

    private static final int SECONDS_BETWEEN_ROWS = 10;

    private final boolean on;
    private final WaitingRows<JudgedRow> waiting;
    private final Map<ConnectionKey, OpenMinute> open = new HashMap<>();

    ConnectionHistory(HistorySettings settings, HistoryDatabase database, MeterRegistry meters) {
        this.on = database.isConfigured();
        Counter lost = meters.counter("braid.telemetry.history.lost", "of", TAG);
        this.waiting = new WaitingRows<>(settings.mostWaitingConnections(), JudgedRow::part, lost::increment);
        meters.gauge("braid.telemetry.history.waiting.rows", Tags.of("of", TAG), waiting, WaitingRows::size);
    }

    /** Keeps which judgement stands in the second. */
    public void judged(ConnectionKey key, long secondUs, HealthState state) {
        if (on) {
            minute(key, secondUs).judged(secondUs, state);
        }
    }

    /** Keeps what the path measured in the second, where each of its links brought a window. */
    public void measured(ConnectionKey key, long secondUs, PathMeasure measure) {
        if (on) {
            minute(key, secondUs).measured(secondUs, measure);
        }
    }

    /** Ends the second: leaves the rows that are due, and forgets connections that are judged elsewhere or not at all. */
    public void endSecond(long secondUs, Set<ConnectionKey> own) {
        List<JudgedRow> rows = new ArrayList<>();
        long turn = secondUs / Resolution.SECOND.lengthUs() % SECONDS_BETWEEN_ROWS;
        open.entrySet().removeIf(each -> {
            OpenMinute minute = each.getValue();
            boolean over = !own.contains(each.getKey()) || minute.startUs() != Resolution.MINUTE.startUs(secondUs);
            // Each connection at a second of its own, so that not all rows come at once.
            if (over || Math.floorMod(each.getKey().hashCode(), SECONDS_BETWEEN_ROWS) == turn) {
                rows.add(row(each.getKey(), minute));
            }
            return over;
        });
        if (!rows.isEmpty()) {
            waiting.add(rows);
        }
    }

    WaitingRows<JudgedRow> waiting() {
        return waiting;
    }

    private OpenMinute minute(ConnectionKey key, long secondUs) {
        long startUs = Resolution.MINUTE.startUs(secondUs);
        OpenMinute minute = open.get(key);
        if (minute == null || minute.startUs() != startUs) {
            if (minute != null) {
                waiting.add(List.of(row(key, minute)));
            }
            minute = new OpenMinute(startUs);
            open.put(key, minute);
        }
        return minute;
    }

    private static JudgedRow row(ConnectionKey key, OpenMinute minute) {
        return new JudgedRow(key, minute.startUs(), minute.part(), minute.soFar());
    }
}
