package dev.braid.gateway.events;

import dev.braid.gateway.domain.Audience;
import dev.braid.gateway.domain.EventBacklog;
import dev.braid.gateway.domain.EventId;
import dev.braid.gateway.domain.EventQueue;
import dev.braid.gateway.domain.LiveEvent;
import dev.braid.gateway.domain.LiveEvent.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands each event to every reader who may see it. A slow reader slows nobody: it has a queue of its own. */
@ApplicationScoped
public class LiveFeed {
    private final EventBacklog backlog;
    private final List<Reader> readers = new ArrayList<>();

    /**
     * Somebody who listens.
     *
     * @param wake is run, on any thread, after something was put into the queue
     */
    public record Reader(Audience audience, EventQueue queue, Runnable wake) {
        private void take(LiveEvent event) {
            queue.offer(event);
            wake.run();
        }

        private void miss() {
            queue.markGap();
            wake.run();
        }
    }

    LiveFeed(EventSettings settings, MeterRegistry meters) {
        this.backlog = new EventBacklog(
                settings.backlogSize(), settings.linkMetricsBacklogSize(), settings.backlogCharacters());
        meters.gauge("braid.gateway.event.readers", this, LiveFeed::readerCount);
    }

    /** Tells everybody. */
    synchronized void publish(LiveEvent event) {
        backlog.add(event);
        for (Reader reader : readers) {
            if (reader.audience().sees(event)) {
                reader.take(event);
            }
        }
    }

    /** Tells everybody who might have seen some that events of that kind are missing, now or on coming back. */
    synchronized void tellGap(Kind kind) {
        backlog.markGap(kind);
        for (Reader reader : readers) {
            if (reader.audience().maySee(kind)) {
                reader.miss();
            }
        }
    }

    /**
     * Lets a reader listen from now on, or from the event that it saw last; where that is too long ago, it is told so.
     */
    synchronized void join(Reader reader, Optional<EventId> lastSeen) {
        lastSeen.ifPresent(id -> backlog.since(id, reader.audience())
                .ifPresentOrElse(
                        missed -> missed.forEach(event -> reader.queue().offer(event)),
                        () -> reader.queue().markGap()));
        readers.add(reader);
        reader.wake().run();
    }

    /** Forgets a reader. */
    synchronized void leave(Reader reader) {
        readers.removeIf(other -> other == reader);
    }

    synchronized int readerCount() {
        return readers.size();
    }
}
