package dev.braid.gateway.sse;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * A response that stays open and carries events (text/event-stream). It sends a comment when it is quiet, so that both
 * sides notice when the other is gone, and gives up a reader that takes nothing for a while. Use it on the event loop
 * of its request only.
 */
public final class EventStream {
    /** So many heartbeats in a row that the reader did not take mean that it is gone. */
    private static final int PATIENCE = 4;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Duration heartbeat;
    private Runnable onClose = () -> {};
    private long timer = -1;
    private int untaken;
    private boolean open;
    private boolean closed;

    public EventStream(Vertx vertx, HttpServerResponse response, Duration heartbeat) {
        this.vertx = vertx;
        this.response = response;
        this.heartbeat = heartbeat;
        response.exceptionHandler(_ -> close());
        response.closeHandler(_ -> close());
        response.endHandler(_ -> close());
        // The reader may have left before anybody listened for it, and nobody is told twice.
        closed = response.closed() || response.ended();
    }

    /** Does this once when the stream is over, whoever ended it; at once when it is over already. */
    public void onClose(Runnable action) {
        if (closed) {
            action.run();
        } else {
            onClose = action;
        }
    }

    /** Sends the head of the response, once. */
    public void open() {
        if (open || closed) {
            return;
        }
        open = true;
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("X-Accel-Buffering", "no");
        response.write(": open\n\n");
        timer = vertx.setPeriodic(heartbeat.toMillis(), _ -> beat());
    }

    /** Whether anything of the response was sent. */
    public boolean isOpen() {
        return open;
    }

    /** Whether the stream is over. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether the reader has not yet taken what was sent; wait for {@link #whenReady} then. */
    public boolean isFull() {
        return response.writeQueueFull();
    }

    /** Goes on when the reader has taken enough. */
    public void whenReady(Runnable next) {
        response.drainHandler(_ -> {
            response.drainHandler(null);
            untaken = 0;
            next.run();
        });
    }

    /** Sends an event; an empty id means that nobody can come back to it. */
    public void send(String name, String id, String data) {
        if (closed) {
            return;
        }
        open();
        var text = new StringBuilder(data.length() + 64);
        if (!id.isEmpty()) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(name).append('\n');
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        response.write(text.append('\n').toString());
    }

    /** Ends the response. */
    public void end() {
        if (!closed) {
            open();
            response.end();
            close();
        }
    }

    private void beat() {
        if (response.closed()) {
            close();
        } else if (!isFull()) {
            untaken = 0;
            response.write(": still here\n\n");
        } else if (++untaken >= PATIENCE) {
            response.reset();
            close();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
            onClose.run();
        }
    }
}
