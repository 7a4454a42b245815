package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** A seller's hub: where we ask to be told of changes of product orders, and what is made of what is told. */
final class HubWatch {
    private static final Logger LOG = Logger.getLogger(HubWatch.class);
    private static final String HUB = SellerApi.ORDERING + "/hub";
    private static final int MOST_WAITING = 256;
    private final SellerApi api;
    private final SonataListener listener;
    private final String providerId;
    private final Duration check;
    private final AtomicBoolean offered = new AtomicBoolean(true);

    /**
     * Registers nothing yet.
     *
     * @param check how often the seller is asked whether it still knows us
     */
    HubWatch(SellerApi api, SonataListener listener, String providerId, Duration check) {
        this.api = api;
        this.listener = listener;
        this.providerId = providerId;
        this.check = check;
    }

    /** Whether the seller may have a hub: where it did not take the registration, that is asked again at every second time. */
    boolean offered() {
        return offered.getAndSet(true);
    }

    /** The legs whose orders change from now on; registers at the hub, and takes that back when nobody listens any more. */
    Multi<String> changes() {
        return Multi.createFrom().emitter(it -> new Listening(it).begin(), BackPressureStrategy.IGNORE);
    }

    private final class Listening {
        private final MultiEmitter<? super String> emitter;
        private final Set<String> waiting = new LinkedHashSet<>();
        private final Predicate<String> ear = this::offer;
        private boolean looking;
        private boolean over;
        private Optional<String> subscription = Optional.empty();
        private Cancellable checks = () -> {};

        Listening(MultiEmitter<? super String> emitter) {
            this.emitter = emitter;
        }

        /** The ear is open before the seller knows of it: what it tells at once is not lost. */
        void begin() {
            emitter.onTermination(this::end);
            listener.hear(providerId, ear);
            api.create(
                            HUB,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("callback", listener.callback(providerId))
                                    .put("query", "eventType=" + SonataListener.EVENT_TYPE))
                    .map(said -> SellerReading.text(Purchase.created(said), "id"))
                    .subscribe()
                    .with(this::registered, failure -> {
                        offered.set(false);
                        emitter.fail(failure);
                    });
        }

        private synchronized void registered(String id) {
            if (over) {
                takeBack(id);
                return;
            }
            subscription = Optional.of(id);
            checks = Multi.createFrom()
                    .ticks()
                    .every(check)
                    .onOverflow()
                    .drop()
                    .onItem()
                    .transformToUniAndConcatenate(_ -> known(id))
                    .subscribe()
                    .with(
                            known -> {
                                if (!known) {
                                    emitter.fail(new SonataTrouble("The seller has forgotten that we listen."));
                                }
                            },
                            emitter::fail);
        }

        /** A seller that does not answer has not forgotten us. */
        private Uni<Boolean> known(String id) {
            return api.has(HUB, id).onFailure().recoverWithItem(true);
        }

        private boolean offer(String orderId) {
            synchronized (this) {
                if (over || waiting.size() >= MOST_WAITING && !waiting.contains(orderId)) {
                    return false;
                }
                waiting.add(orderId);
            }
            lookAtNext();
            return true;
        }

        /** One order at a time: who tells a lot is not asked a lot. */
        private void lookAtNext() {
            String orderId;
            synchronized (this) {
                if (over || looking || waiting.isEmpty()) {
                    return;
                }
                orderId = waiting.iterator().next();
                waiting.remove(orderId);
                looking = true;
            }
            api.find(BookReader.ORDER, orderId)
                    .map(found -> found.map(it -> SellerReading.text(it, "externalId")))
                    // A seller that nobody may ask for a while fails at once: one look within the other for all that
                    // wait.
                    .emitOn(Infrastructure.getDefaultExecutor())
                    .subscribe()
                    .with(
                            externalId -> {
                                externalId.ifPresent(it -> emitter.emit(legId(it)));
                                looked();
                            },
                            failure -> {
                                LOG.debugf("%s told of order %s: %s", providerId, orderId, failure.toString());
                                looked();
                            });
        }

        private void looked() {
            synchronized (this) {
                looking = false;
            }
            lookAtNext();
        }

        private synchronized void end() {
            over = true;
            listener.ignore(providerId, ear);
            checks.cancel();
            subscription.ifPresent(this::takeBack);
        }

        private void takeBack(String id) {
            api.remove(HUB, id)
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.debugf("%s goes on telling: %s", providerId, failure.toString()));
        }
    }

    private static String legId(String externalId) {
        int change = externalId.indexOf(BookReader.CHANGE);
        return change < 0 ? externalId : externalId.substring(0, change);
    }
}
