package dev.braid.simulator.sonata;

import dev.braid.simulator.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells of state changes whoever has asked for it, once and without a promise: what counts is what is read. */
public final class Hub {
    private static final Logger LOG = Logger.getLogger(Hub.class);
    private static final String EVENT_TYPE = "productOrderStateChangeEvent";
    private static final String LISTENER = "/mefApi/sonata/productOrderingNotification/v10/listener/" + EVENT_TYPE;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Journal<Subscription> journal;
    private final Map<String, Subscription> subscriptions;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Hub(Journal<Subscription> journal) {
        this.journal = journal;
        this.subscriptions = new ConcurrentHashMap<>(journal.replayed());
    }

    /** Takes a subscription; it outlives the process. */
    public Subscription register(URI callback, String query) {
        return keep(new Subscription(UUID.randomUUID().toString(), callback.toString(), query, false));
    }

    /** The living subscription of that id. */
    public Optional<Subscription> find(String id) {
        return Optional.ofNullable(subscriptions.get(id)).filter(it -> !it.ended());
    }

    /** Takes a subscription back. */
    public void unregister(Subscription subscription) {
        keep(new Subscription(subscription.id(), subscription.callback(), subscription.query(), true));
    }

    private synchronized Subscription keep(Subscription subscription) {
        try {
            journal.append(subscription);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written.".formatted(journal), e);
        }
        subscriptions.put(subscription.id(), subscription);
        return subscription;
    }

    void tell(Purchase purchase) {
        String event = "{\"eventId\":\"%s\",\"eventTime\":\"%s\",\"eventType\":\"%s\",\"event\":{\"id\":\"%s\"}}"
                .formatted(UUID.randomUUID(), Instant.now(), EVENT_TYPE, purchase.id());
        subscriptions.values().stream()
                .filter(it -> it.wants(EVENT_TYPE))
                .forEach(subscription -> client.sendAsync(
                                HttpRequest.newBuilder(URI.create(subscription.callback() + LISTENER))
                                        .timeout(PATIENCE)
                                        .header("Content-Type", "application/json;charset=utf-8")
                                        .POST(HttpRequest.BodyPublishers.ofString(event))
                                        .build(),
                                BodyHandlers.discarding())
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                LOG.debugf("%s does not listen: %s", subscription.callback(), failure.toString());
                            }
                        }));
    }

    void close() throws IOException {
        client.shutdownNow();
        journal.close();
    }
}
