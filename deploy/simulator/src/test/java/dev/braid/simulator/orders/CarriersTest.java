package dev.braid.simulator.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.domain.Decision.Refusal;
import dev.braid.simulator.domain.Order;
import dev.braid.simulator.settings.SimulatorSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> PATH = List.of("atlas-lon-par-1", "atlas-par-fra-1");

    @TempDir
    private Path directory;

    @Test
    void ordersOutliveTheProcess() throws IOException {
        Carriers before = carriers();
        Carrier atlas = before.find("atlas").orElseThrow();
        send(atlas, "a", new Command.Reserve(PATH, 1000, 1, 0, NOW));
        send(atlas, "a", new Command.Activate(1, 4, NOW));
        send(atlas, "b", new Command.Reserve(PATH, 500, 2, 0, NOW));
        send(atlas, "c", new Command.Reserve(PATH, 100, 3, 0, NOW));
        send(atlas, "c", new Command.Release(3, 0, NOW));
        List<Order> living = atlas.living();
        before.close(new ShutdownEvent());

        Carrier after = carriers().find("atlas").orElseThrow();

        assertThat(after.living()).isEqualTo(living).hasSize(2);
        assertThat(after.orderedBps())
                .containsOnly(
                        Map.entry("atlas-lon-par-1", 1500L),
                        Map.entry("atlas-par-lon-1", 1500L),
                        Map.entry("atlas-par-fra-1", 1500L),
                        Map.entry("atlas-fra-par-1", 1500L));
        assertThat(after.carryingBps("atlas-par-lon-1")).isEqualTo(1000);
        assertThat(send(after, "c", new Command.Release(3, 0, NOW))).isInstanceOf(Decision.Same.class);
        refused(Refusal.STALE_REVISION, send(after, "a", new Command.Release(0, 4, NOW)));
        refused(Refusal.STALE_EPOCH, send(after, "a", new Command.Release(9, 3, NOW)));
    }

    /** With an order and without one. */
    @Test
    void theEpochOfARefusedCommandOutlivesTheProcess() throws IOException {
        Carriers before = carriers();
        Carrier atlas = before.find("atlas").orElseThrow();
        send(atlas, "a", new Command.Reserve(PATH, 1000, 7, 4, NOW));
        refused(Refusal.NO_CAPACITY, send(atlas, "a", new Command.Modify(Long.MAX_VALUE, 7, 5, NOW)));
        refused(Refusal.UNKNOWN_ORDER, send(atlas, "b", new Command.Release(7, 5, NOW)));
        refused(Refusal.EXPIRED, send(atlas, "b", new Command.Release(7, 9, NOW.minusNanos(1))));
        before.close(new ShutdownEvent());

        Carrier after = carriers().find("atlas").orElseThrow();

        refused(Refusal.STALE_EPOCH, send(after, "a", new Command.Release(8, 4, NOW)));
        refused(Refusal.STALE_EPOCH, send(after, "b", new Command.Reserve(PATH, 500, 8, 4, NOW)));
        assertThat(after.living()).singleElement().satisfies(order -> {
            assertThat(order.epoch()).isEqualTo(4);
            assertThat(order.revision()).isEqualTo(7);
        });
        assertThat(send(after, "a", new Command.Activate(1, 5, NOW))).isInstanceOf(Decision.Change.class);
        assertThat(send(after, "b", new Command.Reserve(PATH, 500, 1, 5, NOW))).isInstanceOf(Decision.Change.class);
    }

    @Test
    void theEpochOfACommandThatTheCarrierDoesNotWantStays() throws IOException {
        Carrier atlas = carriers().find("atlas").orElseThrow();
        Decision.Refuse no = new Decision.Refuse(Refusal.REJECTED, "no");

        assertThat(atlas.handle("a", new Command.Reserve(PATH, 1000, 7, 5, NOW), NOW, _ -> no))
                .isEqualTo(no);

        assertThat(atlas.living()).isEmpty();
        refused(Refusal.STALE_EPOCH, send(atlas, "a", new Command.Reserve(PATH, 1000, 8, 4, NOW)));
    }

    @Test
    void twoSimulatorsDoNotShareADirectory() throws IOException {
        Carriers first = carriers();
        assertThatThrownBy(this::carriers).hasMessageContainingAll("simulator", directory.toString());
        first.close(new ShutdownEvent());
        assertThat(carriers().all()).hasSize(6);
    }

    private static void refused(Refusal refusal, Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.refusal()).isEqualTo(refusal));
    }

    private static Decision send(Carrier carrier, String reference, Command command) {
        return carrier.handle(reference, command, NOW, UnaryOperator.identity());
    }

    private Carriers carriers() throws IOException {
        return new Carriers(new SmallRyeConfigBuilder()
                .withMapping(SimulatorSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "braid.simulator.topology-file", "../demo/world.json",
                                "braid.simulator.data-directory", directory.toString(),
                                "braid.simulator.api-key", "any"),
                        "test",
                        100))
                .withConverter(Path.class, 100, Path::of)
                .withConverter(Duration.class, 300, new DurationConverter())
                .build()
                .getConfigMapping(SimulatorSettings.class));
    }
}
