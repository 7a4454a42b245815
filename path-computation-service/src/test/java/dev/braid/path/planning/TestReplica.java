package dev.braid.path.planning;

import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.scenario.World;
import dev.braid.platform.errors.FieldRules;
import dev.braid.platform.events.EventDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One replica of the loop as the service runs it, without the rest of the service. */
final class TestReplica implements AutoCloseable {
    static final Permissions MOVES_FREELY = _ -> new Permission.Within(Mode.AUTOMATIC);
    private static final EventDecoder DECODER = decoder();

    final LiveState live = new LiveState();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ProducerFaults faults = new ProducerFaults();
    final MoveDesk desk = new MoveDesk(live, meters);
    private final TopologyCommands commands = new TopologyCommands(live);
    private final PlanningLoop loop;

    private TestReplica(
            String bootstrapServers, Map<String, String> settings, Permissions permissions, Settlements settlements) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(PlanningSettings.class)
                .withMapping(GuardSettings.class)
                .withDefaultValues(settings)
                .build();
        PlanningSettings planning = config.getConfigMapping(PlanningSettings.class);
        loop = new PlanningLoop(
                planning,
                new KafkaClients(Map.of("bootstrap.servers", bootstrapServers), planning, faults::wire),
                new RecordReader(DECODER),
                new BatchPlanner(
                        config.getConfigMapping(GuardSettings.class),
                        planning,
                        permissions,
                        MoveGateTest.open(),
                        desk,
                        settlements),
                live,
                commands,
                new PlanningMetrics(meters, live));
    }

    /** For a planner that nobody asks what waits. */
    static MoveDesk desk() {
        return new MoveDesk(new LiveState(), new SimpleMeterRegistry());
    }

    /** The decoder is made by the container in the service. */
    private static EventDecoder decoder() {
        try {
            Constructor<EventDecoder> constructor = EventDecoder.class.getDeclaredConstructor(FieldRules.class);
            constructor.setAccessible(true);
            return constructor.newInstance(new FieldRules());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static TestReplica start(String bootstrapServers) {
        return start(bootstrapServers, Map.of());
    }

    static TestReplica start(String bootstrapServers, Map<String, String> settings) {
        return start(bootstrapServers, settings, MOVES_FREELY);
    }

    static TestReplica start(String bootstrapServers, Map<String, String> settings, Permissions permissions) {
        return start(bootstrapServers, settings, permissions, new Settlements());
    }

    /** What comes of approvals goes where the controls of the same replica take it from. */
    static TestReplica start(
            String bootstrapServers, Map<String, String> settings, Permissions permissions, Settlements settlements) {
        Map<String, String> all = new HashMap<>(Map.of("braid.path.planning.rejoin-delay", "100ms"));
        all.putAll(settings);
        TestReplica replica = new TestReplica(bootstrapServers, all, permissions, settlements);
        replica.loop.start();
        return replica;
    }

    TestReplica await(Role role) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> live.role() == role);
        return this;
    }

    TopologyOutcome apply(World world) {
        return apply(new TopologyChange(world.elements(), List.of()));
    }

    TopologyOutcome apply(TopologyChange change) {
        return commands.submit(change, false)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    Optional<PathRecord> find(String connectionId) {
        return live.read(state -> state.book().find(connectionId));
    }

    List<PathRecord> book() {
        return live.read(state -> state.book().after("").toList());
    }

    long reservedBps(String linkId) {
        return live.read(state -> state.book().reservedBps(linkId));
    }

    double count(String name, String... tags) {
        var counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    /** A writer counts when it has committed, which others may see first. */
    void awaitCount(double expected, String name, String... tags) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> count(name, tags) == expected);
    }

    @Override
    public void close() {
        faults.thaw();
        loop.stop();
    }
}
