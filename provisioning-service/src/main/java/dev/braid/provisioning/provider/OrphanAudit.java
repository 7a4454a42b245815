package dev.braid.provisioning.provider;

import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.store.LegIndex;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Looks for orders that a provider keeps under references we do not know, and reports them by metric and log. It never
 * releases one: an order that we do not know may be somebody's living traffic.
 */
@ApplicationScoped
public class OrphanAudit {
    private static final Logger LOG = Logger.getLogger(OrphanAudit.class);

    private final Providers providers;
    private final Transactions transactions;
    private final LegIndex legs;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final ProviderSettings.OrphanAudit settings;
    private final Map<String, AtomicInteger> gauges = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> suspects = new ConcurrentHashMap<>();
    private final Set<String> underway = ConcurrentHashMap.newKeySet();

    OrphanAudit(
            Providers providers,
            Transactions transactions,
            LegIndex legs,
            Vertx vertx,
            MeterRegistry meters,
            ProviderSettings settings) {
        this.providers = providers;
        this.transactions = transactions;
        this.legs = legs;
        this.vertx = vertx;
        this.meters = meters;
        this.settings = settings.orphanAudit();
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            vertx.setPeriodic(settings.period().toMillis(), _ -> spread());
        }
    }

    private void spread() {
        for (String providerId : providers.known()) {
            long delay =
                    1 + ThreadLocalRandom.current().nextLong(settings.period().toMillis() / 2 + 1);
            vertx.setTimer(delay, _ -> auditUnlessUnderway(providerId));
        }
    }

    /** A long list may take longer than a period: the next look waits for its end. */
    private void auditUnlessUnderway(String providerId) {
        if (underway.add(providerId)) {
            audit(providerId)
                    .onTermination()
                    .invoke(() -> underway.remove(providerId))
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.warnf("Orders of %s: %s", providerId, failure.toString()));
        }
    }

    /** The references that were unknown at this look and at the one before: one look may fall into a release. */
    public Uni<Set<String>> audit(String providerId) {
        return providers
                .adapter(providerId)
                .list()
                .chain(orders -> unknown(orders).map(unknown -> {
                    Set<String> orphans = new HashSet<>(unknown);
                    orphans.retainAll(suspects.getOrDefault(providerId, Set.of()));
                    suspects.put(providerId, unknown);
                    gauge(providerId).set(orphans.size());
                    if (!orphans.isEmpty()) {
                        LOG.errorf("%s keeps %d orders that we do not know: %s", providerId, orphans.size(), orphans);
                    }
                    return orphans;
                }));
    }

    private Uni<Set<String>> unknown(Map<String, Order> orders) {
        return transactions.run(new TenantScope.All(), session -> legs.unknown(session, orders.keySet()));
    }

    private AtomicInteger gauge(String providerId) {
        return gauges.computeIfAbsent(
                providerId,
                id -> meters.gauge("braid.orphan.orders", List.of(Tag.of("provider", id)), new AtomicInteger()));
    }
}
