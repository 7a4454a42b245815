package dev.braid.intent.watching;

import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.store.IntentRepository;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.TenantScope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Streams an intent: as it is, then after every change. What is sent is always read afresh once the reader is ready
 * for it, so a slow reader misses states in between and never the last.
 */
@ApplicationScoped
public class IntentWatch {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final IntentRepository intents;
    private final ChangeFeed feed;
    private final WatchSettings settings;

    IntentWatch(Transactions transactions, IntentRepository intents, ChangeFeed feed, WatchSettings settings) {
        this.transactions = transactions;
        this.intents = intents;
        this.feed = feed;
        this.settings = settings;
    }

    /** Ends when the reader goes away. Call it from within the gRPC call. */
    public Multi<Intent> watch(IntentId id) {
        BooleanSupplier ready = StreamReadiness.current();
        AtomicLong sentVersion = new AtomicLong();
        return hints(id)
                .onItem()
                .transformToUniAndConcatenate(_ -> whenReady(ready).chain(() -> read(id, sentVersion.get())))
                .select()
                .where(intent -> intent.version() > sentVersion.get())
                .invoke(intent -> sentVersion.set(intent.version()));
    }

    /** Only the newest hint is kept for a reader that is busy; each one means no more than "look again". */
    private Multi<Boolean> hints(IntentId id) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            MultiEmitter<? super Boolean> target = emitter;
                            Runnable listener = () -> target.emit(true);
                            feed.add(id.key(), listener);
                            emitter.onTermination(() -> feed.remove(id.key(), listener));
                            emitter.emit(true);
                        },
                        BackPressureStrategy.LATEST);
    }

    private Uni<Void> whenReady(BooleanSupplier ready) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> {
                    if (!ready.getAsBoolean()) {
                        throw new ReaderBusy();
                    }
                })
                .onFailure(ReaderBusy.class)
                .retry()
                .withBackOff(settings.slowReaderDelay(), settings.slowReaderDelay())
                .indefinitely();
    }

    /** The first reading fails like any call; later ones wait until the database is back. */
    private Uni<Intent> read(IntentId id, long sentVersion) {
        Uni<Intent> reading = transactions
                .read(TenantScope.of(id.tenantId()), session -> intents.find(session, id))
                .map(found -> found.orElseThrow(() -> Refusal.notFound("intent", id.intentId())));
        return sentVersion == 0
                ? reading
                : reading.onFailure(failure -> !(failure instanceof Refusal))
                        .retry()
                        .withBackOff(settings.reconnectDelay(), LONGEST_WAIT)
                        .indefinitely();
    }

    private static final class ReaderBusy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReaderBusy() {
            super("The reader takes no more for now.", null, false, false);
        }
    }
}
