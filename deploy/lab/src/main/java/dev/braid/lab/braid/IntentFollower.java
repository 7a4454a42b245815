package dev.braid.lab.braid;

import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentServiceGrpc.IntentServiceBlockingStub;
import dev.braid.api.intent.v1.WatchIntentRequest;
import dev.braid.api.intent.v1.WatchIntentResponse;
import dev.braid.lab.build.LabFailed;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Hears of every change of one intent by WatchIntent, as long as it is open. */
public final class IntentFollower implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(55);

    private final Context.CancellableContext watching = Context.current().withCancellation();
    private Intent newest = Intent.getDefaultInstance();
    private String end = "";

    IntentFollower(IntentServiceBlockingStub intents, String intentId) {
        WatchIntentRequest request =
                WatchIntentRequest.newBuilder().setIntentId(intentId).build();
        Thread.ofPlatform()
                .daemon()
                .name("watch " + intentId)
                .start(watching.wrap(
                        () -> read(intents.withDeadlineAfter(LONGEST.toMillis(), TimeUnit.MILLISECONDS), request)));
    }

    private void read(IntentServiceBlockingStub intents, WatchIntentRequest request) {
        String why = "the service ended it";
        try {
            Iterator<WatchIntentResponse> states = intents.watchIntent(request);
            while (states.hasNext()) {
                heard(states.next().getIntent());
            }
        } catch (StatusRuntimeException e) {
            why = e.getMessage();
        }
        over(why);
    }

    private synchronized void heard(Intent intent) {
        newest = intent;
        notifyAll();
    }

    private synchronized void over(String why) {
        end = why;
        notifyAll();
    }

    /** The intent as soon as the network gives that generation or has said no; after the bound, however it stands. */
    public synchronized Intent awaitGiven(long generation, Duration bound) throws InterruptedException {
        long untilNs = System.nanoTime() + bound.toNanos();
        while (newest.getGeneration() < generation
                || newest.getActiveGeneration() < generation && !newest.hasRejection()) {
            if (!end.isEmpty()) {
                throw new LabFailed("The watch of the intent broke off: %s.".formatted(end));
            }
            long leftMillis = (untilNs - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return newest;
            }
            wait(leftMillis);
        }
        return newest;
    }

    @Override
    public void close() {
        watching.cancel(null);
    }
}
