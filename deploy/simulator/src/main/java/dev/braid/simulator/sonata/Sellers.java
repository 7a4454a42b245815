package dev.braid.simulator.sonata;

import dev.braid.simulator.journal.Journal;
import dev.braid.simulator.orders.Carrier;
import dev.braid.simulator.orders.Carriers;
import dev.braid.simulator.orders.OrderIntake;
import dev.braid.simulator.settings.SimulatorSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The carriers as sellers, each with the purchases that its journal has kept; they work on them by themselves too. */
@Startup
@Singleton
public class Sellers {
    private static final Logger LOG = Logger.getLogger(Sellers.class);
    private static final long WORK_PERIOD_MILLIS = 250;

    private final Map<String, Seller> sellers = new TreeMap<>();
    private final Map<String, Hub> hubs = new TreeMap<>();
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sellers").factory());

    Sellers(Carriers carriers, OrderIntake intake, SimulatorSettings settings) throws IOException {
        Path directory = settings.dataDirectory();
        for (Carrier carrier : carriers.all()) {
            String id = carrier.network().providerId();
            Hub hub = new Hub(
                    Journal.open(directory.resolve(id + ".listeners.journal"), Subscription.class, Subscription::id));
            Optional<Duration> leadTime = Optional.ofNullable(
                            settings.manual().leadDays().get(id))
                    .map(settings.manual().day()::multipliedBy);
            Journal<Purchase> journal =
                    Journal.open(directory.resolve(id + ".purchases.journal"), Purchase.class, Purchase::id);
            hubs.put(id, hub);
            sellers.put(id, new Seller(carrier, intake, journal, leadTime, hub::tell));
        }
        work.scheduleWithFixedDelay(this::workOnAll, WORK_PERIOD_MILLIS, WORK_PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The seller of that id. */
    public Optional<Seller> find(String providerId) {
        return Optional.ofNullable(sellers.get(providerId));
    }

    /** Who wants to hear of that seller's purchases. */
    public Optional<Hub> hub(String providerId) {
        return Optional.ofNullable(hubs.get(providerId));
    }

    private void workOnAll() {
        try {
            Instant now = Instant.now();
            sellers.values().forEach(seller -> seller.work(now));
        } catch (RuntimeException e) {
            LOG.error("Purchases are left to the next round.", e);
        }
    }

    void close(@Observes ShutdownEvent event) throws IOException {
        work.shutdownNow();
        for (Seller seller : sellers.values()) {
            seller.close();
        }
        for (Hub hub : hubs.values()) {
            hub.close();
        }
    }
}
