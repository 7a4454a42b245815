package dev.braid.gateway.events;

import dev.braid.gateway.domain.Audience;
import dev.braid.gateway.domain.EventId;
import dev.braid.gateway.domain.EventQueue;
import dev.braid.gateway.domain.EventQueue.Next;
import dev.braid.gateway.domain.LiveEvent;
import dev.braid.gateway.domain.StreamSlots.Slot;
import dev.braid.gateway.sse.EventStream;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TokenVerifier;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One open stream of live events: takes from its queue as fast as the reader does, as long as the token is good. */
final class EventReader {
    private final EventStream stream;
    private final EventQueue queue;
    private final Context eventLoop;
    private final AtomicBoolean draining = new AtomicBoolean();
    private boolean waiting;

    private EventReader(EventStream stream, EventQueue queue, Context eventLoop) {
        this.stream = stream;
        this.queue = queue;
        this.eventLoop = eventLoop;
    }

    /** Opens the stream, and gives the slot back when it is over. */
    static void start(
            EventStream stream,
            Slot slot,
            Caller caller,
            Audience audience,
            Optional<EventId> lastSeen,
            LiveFeed feed,
            TokenVerifier verifier,
            EventSettings settings,
            Vertx vertx) {
        var queue = new EventQueue(settings.queueSize());
        var reader = new EventReader(stream, queue, vertx.getOrCreateContext());
        var listener = new LiveFeed.Reader(audience, queue, reader::wake);
        long timer = vertx.setPeriodic(
                settings.heartbeat().toMillis(), _ -> reader.endWhenTokenIsOver(caller, verifier, vertx));
        feed.join(listener, lastSeen);
        stream.onClose(() -> {
            vertx.cancelTimer(timer);
            feed.leave(listener);
            slot.giveBack();
        });
        stream.open();
    }

    private void wake() {
        if (draining.compareAndSet(false, true)) {
            eventLoop.runOnContext(_ -> drain());
        }
    }

    private void drain() {
        draining.set(false);
        while (!stream.isClosed() && !waiting) {
            if (stream.isFull()) {
                waiting = true;
                stream.whenReady(() -> {
                    waiting = false;
                    drain();
                });
                return;
            }
            Optional<Next> next = queue.poll();
            if (next.isEmpty()) {
                return;
            }
            switch (next.get()) {
                case Next.Event(LiveEvent event) ->
                    stream.send(event.kind().eventName(), event.id().toString(), event.data());
                case Next.Gap(long missing) -> stream.send("gap", "", "{\"missingCount\":%d}".formatted(missing));
            }
        }
    }

    private void endWhenTokenIsOver(Caller caller, TokenVerifier verifier, Vertx vertx) {
        vertx.executeBlocking(() -> verifier.verify(caller.bearerToken()), false)
                .onFailure(failure -> {
                    if (failure instanceof Refusal) {
                        stream.end();
                    }
                });
    }
}
