package dev.braid.path.planning.control;

import dev.braid.path.control.Answer;
import dev.braid.path.control.Automation;
import dev.braid.path.control.Order;
import dev.braid.path.control.Said;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.planning.GuardSettings;
import dev.braid.path.planning.Settlements;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The controls of one replica as the service runs them, without the rest of the service. */
public final class TestControls implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Controls controls;
    private final ControlOrders orders = new ControlOrders();
    private final Settlements settlements = new Settlements();
    private final ControlLoop loop;

    private TestControls(String bootstrapServers, Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withConverter(Path.class, 300, text -> text.isEmpty() ? null : Path.of(text))
                .withMapping(ControlSettings.class)
                .withMapping(GuardSettings.class)
                .withDefaultValues(settings)
                .build();
        ControlSettings control = config.getConfigMapping(ControlSettings.class);
        controls = new Controls(control, config.getConfigMapping(GuardSettings.class), meters);
        loop = new ControlLoop(
                control,
                new ControlClients(Map.of("bootstrap.servers", bootstrapServers), control),
                controls,
                orders,
                settlements);
        loop.start();
    }

    public static TestControls start(String bootstrapServers) {
        return start(bootstrapServers, Map.of());
    }

    /** Whoever pauses on a busy machine is not taken for silent, unless the settings say so. */
    public static TestControls start(String bootstrapServers, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(
                Map.of("braid.path.control.max-silence", "60s", "braid.path.control.restart-delay", "50ms"));
        all.putAll(settings);
        return new TestControls(bootstrapServers, all);
    }

    /** What stands between judgements and moves. */
    public Permissions permissions() {
        return controls;
    }

    /** What came of approvals, as the planning of the same replica says. */
    public Settlements settlements() {
        return settlements;
    }

    /** What was said last of a move of the connection. */
    public Optional<Said> said(String connectionId) {
        return controls.said(connectionId);
    }

    public CompletableFuture<Answer> submit(Order order) {
        return orders.submit(order).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS);
    }

    /** As any client: what is not certain to be done is asked for again. */
    public Answer order(Order order) {
        for (int attempt = 1; ; attempt++) {
            try {
                return submit(order).join();
            } catch (CompletionException e) {
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    public boolean isStopped() {
        return controls.stopped();
    }

    /** Two people end the stop. */
    public void release() {
        order(new Order.AskForRelease("ann", "over"));
        order(new Order.Approve(
                "bob",
                controls.automation().orElseThrow().pending().orElseThrow().id()));
    }

    public TestControls awaitMoving() {
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> controls.of("acme").equals(new Permission.Within(Mode.AUTOMATIC)));
        return this;
    }

    /** The reason, for which this waits; a stop has to count within five seconds. */
    public String awaitStopped(String part) {
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> controls.of("acme") instanceof Permission.Stopped(var reason) && reason.contains(part));
        return ((Permission.Stopped) controls.of("acme")).reason();
    }

    /** The record says so, whatever the file says. */
    public void awaitEngagedBy(String part) {
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> controls.automation()
                        .flatMap(Automation::stop)
                        .filter(stop -> stop.by().contains(part))
                        .isPresent());
    }

    double gauge() {
        return meters.get("braid.automation.stopped").gauge().value();
    }

    @Override
    public void close() {
        loop.stop();
    }
}
