package dev.braid.simulation;

import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.domain.route.Window;
import dev.braid.path.engine.Weighing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What tenants ask for, when they change it and when they give it up. */
final class Customers {
    private static final int LEAST_CONNECTIONS = 10;
    private static final int MOST_CONNECTIONS = 40;
    private static final List<String> TENANTS = List.of("acme", "globex", "initech");
    private static final long FIRST_ASKED_US = 20 * Defaults.SECOND_US;

    private final RandomGenerator random;
    private final World world;
    private final PlanningState empty = new PlanningState();
    private final List<Wish> wishes = new ArrayList<>();

    /** A signal and when it is sent. */
    record Wish(long timeUs, Signal signal) {}

    /** @param calmUs from when on nobody asks for anything new */
    Customers(World world, RandomGenerator random, long calmUs) {
        this.random = random;
        this.world = world;
        empty.apply(world.change());
        int left = random.nextInt(LEAST_CONNECTIONS, MOST_CONNECTIONS + 1);
        for (int intent = 0; left > 0; intent++) {
            int count = Math.min(left, random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 1);
            left -= count;
            intent(intent, count, calmUs);
        }
    }

    List<Wish> wishes() {
        return wishes;
    }

    private void intent(int number, int count, long calmUs) {
        String tenant = TENANTS.get(number % TENANTS.size());
        String key = tenant + ".i" + number;
        List<Demand> demands = new ArrayList<>();
        Optional<Window> window = random.nextInt(10) == 0 ? Optional.of(window(calmUs)) : Optional.empty();
        for (int i = 0; i < count; i++) {
            demands.add(demand().withWindow(window));
        }
        long timeUs = random.nextLong(FIRST_ASKED_US);
        wishes.add(new Wish(timeUs, requested(key, tenant, 1, demands)));
        long generation = 1;
        while (random.nextInt(4) == 0) {
            generation++;
            timeUs = random.nextLong(timeUs, calmUs);
            if (random.nextInt(4) == 0) {
                wishes.add(new Wish(timeUs, new Signal.IntentTerminated(key, generation)));
                return;
            }
            demands.replaceAll(demand -> demand.withBandwidthBps(bandwidthBps()));
            wishes.add(new Wish(timeUs, requested(key, tenant, generation, demands)));
        }
    }

    private static Signal requested(String key, String tenant, long generation, List<Demand> demands) {
        List<Signal.RequestedConnection> connections = new ArrayList<>();
        for (Demand demand : demands) {
            connections.add(new Signal.RequestedConnection(key + "." + (connections.size() + 1), demand));
        }
        return new Signal.IntentRequested(key, tenant, generation, connections);
    }

    private Demand demand() {
        int from = random.nextInt(world.nodeCount());
        int to = (from + 1 + random.nextInt(world.nodeCount() - 1)) % world.nodeCount();
        Demand demand = new Demand(
                World.place(from),
                World.place(to),
                bandwidthBps(),
                Objectives.of(Weighing.LATENCY, OptionalLong.empty()),
                Constraints.NONE);
        OptionalLong boundUs =
                random.nextInt(10) == 0 ? OptionalLong.empty() : OptionalLong.of(boundUs(shortestUs(demand)));
        Weighing weighing = random.nextInt(3) == 0 ? Weighing.PRICE : Weighing.LATENCY;
        return demand.withObjectives(Objectives.of(weighing, boundUs)).withPriority(priority());
    }

    private long shortestUs(Demand demand) {
        PathRecord blank = PathRecord.blank("c", "i", "t", demand);
        return switch (empty.answer(blank, demand, Set.of(), Occasion.of(Cause.INQUIRY))) {
            case Answer.Found(var plan) -> plan.expectedLatencyUs();
            case Answer.None none -> throw new IllegalStateException("The world is not connected: " + none);
        };
    }

    private long boundUs(long shortestUs) {
        return (long) (shortestUs * random.nextDouble(1.2, 2.5)) + 1_000;
    }

    private long bandwidthBps() {
        return random.nextInt(1, 7) * World.GBPS / 2;
    }

    private Priority priority() {
        int hold = random.nextInt(8);
        return new Priority(random.nextInt(hold, 8), hold, random.nextInt(6) == 0);
    }

    /** Over before the faults end, so that nothing begins while all others come to rest. */
    private Window window(long calmUs) {
        long startUs = random.nextLong(FIRST_ASKED_US, calmUs - 60 * Defaults.SECOND_US);
        long endUs = random.nextLong(startUs + 10 * Defaults.SECOND_US, calmUs - 30 * Defaults.SECOND_US);
        return new Window(
                new Interval(PathComputation.instant(startUs), PathComputation.instant(endUs)), Optional.empty());
    }
}
