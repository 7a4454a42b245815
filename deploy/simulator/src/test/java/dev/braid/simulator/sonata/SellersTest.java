package dev.braid.simulator.sonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.simulator.domain.Order;
import dev.braid.simulator.faults.FaultBoard;
import dev.braid.simulator.orders.Carriers;
import dev.braid.simulator.orders.OrderIntake;
import dev.braid.simulator.settings.SimulatorSettings;
import dev.braid.simulator.sonata.Purchase.Action;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SellersTest {
    private static final List<String> PATH = List.of("atlas-lon-par-1");
    private static final Instant LATER = Instant.now().plusSeconds(86_400);

    @TempDir
    private Path directory;

    private Carriers carriers;
    private Sellers sellers;

    @AfterEach
    void close() throws IOException {
        if (sellers != null) {
            sellers.close(new ShutdownEvent());
            carriers.close(new ShutdownEvent());
            sellers = null;
        }
    }

    @Test
    void purchasesAndListenersOutliveTheProcess() throws IOException {
        Instant now = Instant.now();
        Seller atlas = open("atlas");
        place(atlas, "held", Action.ADD, "held", LATER, now);
        Purchase added = place(atlas, "served", Action.ADD, "served", now, now);
        assertThat(atlas.find(added.id(), now).orElseThrow().state()).isEqualTo(PurchaseState.COMPLETED);
        place(atlas, "ended", Action.DELETE, "served", now, now);
        Subscription subscription = sellers.hub("atlas").orElseThrow().register(URI.create("http://127.0.0.1:1"), "");
        Purchase waits = place(open("swiftglass"), "waits", Action.ADD, "waits", now, now);
        List<Purchase> before = atlas.all(now);
        Map<String, Long> booked = atlas.carrier().orderedBps();

        close();
        Seller after = open("atlas");
        assertThat(after.all(Instant.now())).isEqualTo(before).hasSize(3);
        assertThat(after.carrier().orderedBps()).isEqualTo(booked);
        assertThat(after.held("served").orElseThrow().state()).isEqualTo(Order.State.CEASED);
        assertThat(sellers.hub("atlas").orElseThrow().find(subscription.id())).contains(subscription);
        assertThat(open("swiftglass")
                        .find(waits.id(), Instant.now())
                        .orElseThrow()
                        .state())
                .isEqualTo(PurchaseState.ACKNOWLEDGED);
        assertThat(place(after, "held", Action.ADD, "held", LATER, now)).isNull();
    }

    /** So many lines of the purchases, and so many of the desk's orders, were written when the process died. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 1", "2, 1", "3, 1", "3, 2", "4, 2"})
    void aPurchaseGoesOnFromWhatIsThere(int purchaseLines, int orderLines) throws IOException {
        Instant now = Instant.now();
        Seller atlas = open("atlas");
        Purchase placed = place(atlas, "one", Action.ADD, "one", LATER, now);
        atlas.find(placed.id(), now);
        atlas.reschedule(placed.id(), now, now);
        close();
        keep("atlas.purchases.journal", 4, purchaseLines);
        keep("atlas.journal", 2, orderLines);

        Seller after = open("atlas");
        if (after.find(placed.id(), now).isEmpty()) {
            place(after, "one", Action.ADD, "one", LATER, now);
        }
        after.reschedule(placed.id(), now, now);
        assertThat(after.find(placed.id(), now).orElseThrow().state()).isEqualTo(PurchaseState.COMPLETED);
        assertThat(after.held("one").orElseThrow().state()).isEqualTo(Order.State.IN_SERVICE);
        assertThat(after.carrier().orderedBps())
                .containsEntry(PATH.getFirst(), 1000L)
                .hasSize(2);
    }

    /** A journal keeps each entry once when it is opened, so that all its lines are there only before. */
    private void keep(String name, int written, int kept) throws IOException {
        Path file = directory.resolve(name);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(written);
        Files.write(file, lines.subList(0, kept));
    }

    private static Purchase place(
            Seller seller, String externalId, Action action, String reference, Instant requestTime, Instant now) {
        List<String> links =
                seller.carrier().network().providerId().equals("atlas") ? PATH : List.of("swiftglass-nyc-chi-1");
        return seller.place(externalId, reference, action, reference, links, 1000, requestTime, now)
                .orElse(null);
    }

    private Seller open(String providerId) throws IOException {
        if (sellers == null) {
            SimulatorSettings settings = new SmallRyeConfigBuilder()
                    .withMapping(SimulatorSettings.class)
                    .withSources(new PropertiesConfigSource(
                            Map.of(
                                    "braid.simulator.topology-file", "../demo/world.json",
                                    "braid.simulator.data-directory", directory.toString(),
                                    "braid.simulator.api-key", "any",
                                    "braid.simulator.manual.lead-days.swiftglass", "3"),
                            "test",
                            100))
                    .withConverter(Path.class, 100, Path::of)
                    .withConverter(Duration.class, 300, new DurationConverter())
                    .build()
                    .getConfigMapping(SimulatorSettings.class);
            carriers = new Carriers(settings);
            sellers = new Sellers(carriers, new OrderIntake(new FaultBoard(), settings), settings);
        }
        return sellers.find(providerId).orElseThrow();
    }
}
