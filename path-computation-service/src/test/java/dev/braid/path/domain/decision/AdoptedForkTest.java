package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.daily;
import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.engine.Resource;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fork has worked out is what the changes come to where they are applied. */
class AdoptedForkTest {
    private static final int STEPS = 300;
    private static final int LARGEST_BATCH = 12;
    private static final String[] PLACES = {"gb-lon", "fr-par", "de-fra", "nl-ams"};
    private static final List<String> LINKS =
            World.europe().elements().stream().flatMap(AdoptedForkTest::linkId).toList();

    private static Stream<String> linkId(Element element) {
        return element instanceof Link link ? Stream.of(link.linkId()) : Stream.of();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void isTheSameAsAppliedOneByOne(long seed) {
        Random random = new Random(seed);
        Scenario scenario = new Scenario(World.europe());
        for (int step = 0; step < STEPS; step++) {
            happen(scenario, random, step);
        }
        List<Change> changes = scenario.changes();
        PlanningState applied = new PlanningState();
        PlanningState adopted = new PlanningState();
        boolean built = random.nextBoolean();
        int batches = 0;
        for (int first = 0; first < changes.size(); batches++) {
            int end = Math.min(changes.size(), first + 1 + random.nextInt(LARGEST_BATCH));
            List<Change> batch = changes.subList(first, end);
            if (built) {
                adopted.network();
            }
            PlanningState fork = adopted.fork();
            fork.apply(batch);
            adopted.adopt(fork, batch);
            applied.apply(batch);
            isTheSame(told(adopted), told(applied), "seed %d, changes %d to %d".formatted(seed, first, end));
            first = end;
        }
        assertThat(batches).isGreaterThan(STEPS / LARGEST_BATCH);
        isTheSame(told(adopted), told(scenario.state()), "seed %d".formatted(seed));
    }

    private static void isTheSame(List<String> one, List<String> other, String when) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            assertThat(one.get(i)).as(when).isEqualTo(other.get(i));
        }
        assertThat(one).as(when).hasSameSizeAs(other);
    }

    private static void happen(Scenario scenario, Random random, int step) {
        String intent = "i" + random.nextInt(10);
        String connection = intent + "." + (1 + random.nextInt(2));
        String link = LINKS.get(random.nextInt(LINKS.size()));
        scenario.wait(Duration.ofSeconds(random.nextInt(20)));
        Optional<PathRecord> known = scenario.state().book().find("acme." + connection);
        boolean placed = known.flatMap(PathRecord::plan).isPresent();
        switch (random.nextInt(12)) {
            case 0, 1 -> scenario.request(intent, step + 1L, demands(scenario.now(), random));
            case 2 -> scenario.terminate(intent, step + 1L);
            case 3 -> scenario.report(connection, 1 + random.nextInt(8), new Outcome.Released());
            case 4 -> scenario.turn();
            case 5, 6 -> {
                if (placed) {
                    scenario.activate(connection);
                }
            }
            case 7 -> scenario.cut(link);
            case 8, 9 ->
                scenario.apply(new Change.LinkMeasured(new LinkMeasure(
                        link,
                        scenario.now(),
                        1_000 + random.nextInt(30_000),
                        false,
                        Optional.of(new LinkQuality(random.nextInt(400), random.nextInt(2) * 0.4)))));
            case 10 -> {
                if (placed) {
                    scenario.judge(connection, HealthState.BROKEN, 40_000);
                }
            }
            default -> seldom(scenario, random, link, known);
        }
    }

    private static void seldom(Scenario scenario, Random random, String link, Optional<PathRecord> known) {
        switch (random.nextInt(3)) {
            case 0 -> scenario.apply(new Change.MeasureForgotten(link));
            case 1 ->
                scenario.apply(new World()
                        .line("late", "gb-lon", PLACES[1 + random.nextInt(3)], 2_000 + random.nextInt(2_000), 10, 3)
                        .change());
            default -> {
                if (known.filter(record -> record.phase() == Phase.RELEASED).isPresent()) {
                    scenario.apply(new Change.RecordForgotten(known.get().connectionId()));
                }
            }
        }
    }

    private static Demand[] demands(Instant now, Random random) {
        Demand[] demands = new Demand[1 + random.nextInt(2)];
        for (int i = 0; i < demands.length; i++) {
            int from = random.nextInt(PLACES.length);
            int to = (from + 1 + random.nextInt(PLACES.length - 1)) % PLACES.length;
            Demand demand = demand(PLACES[from], PLACES[to], 0.5 + random.nextInt(8) * 0.5);
            Instant start = now.plusSeconds(30 + random.nextInt(600));
            demands[i] = random.nextInt(4) == 0
                    ? daily(start, start.plusSeconds(900), start.plus(Duration.ofDays(3)), demand)
                    : demand;
        }
        return demands;
    }

    /** All that a state says to whoever asks it. */
    private static List<String> told(PlanningState state) {
        Instant now = state.book()
                .all()
                .map(PathRecord::decideTime)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        List<String> told = new ArrayList<>();
        Network network = state.network();
        for (Link link : state.topology().links()) {
            String id = link.linkId();
            int arc = network.index().arc(id).orElseThrow();
            boolean usable = network.load().usable(arc);
            told.add("%s: %d held, %d promised, %d left, %d us, usable %s, jitter %d, loss %d, %s"
                    .formatted(
                            id,
                            state.book().reservedBps(id),
                            state.promisedBps(id),
                            network.load().residualBps(arc),
                            network.load().latencyUs(arc),
                            usable,
                            usable ? network.load().qualities().used(arc, Resource.JITTER) : 0,
                            usable ? network.load().qualities().used(arc, Resource.LOSS) : 0,
                            state.measure(id)));
            told.add("%s: bad %s, %s"
                    .formatted(
                            id,
                            state.sources().isBad(link.providerId(), id),
                            state.sources().turn(link.providerId(), id, Duration.ofSeconds(10))));
            for (boolean failure : new boolean[] {true, false}) {
                MoveTally tally = state.moves().since(now.minusSeconds(60), failure);
                told.add("%d moves, %d of %s, %d of its provider"
                        .formatted(tally.all(), tally.ofLink(id), id, tally.ofProvider(link.providerId())));
            }
        }
        state.book()
                .after("")
                .forEach(
                        record -> told.add("%s seen to %d".formatted(record, state.lastReport(record.connectionId()))));
        told.add("due " + state.due(now.plus(Duration.ofDays(1))));
        told.add("down " + new TreeSet<>(state.downLinkIds()));
        told.add("stranded "
                + state.stranded().stream().map(PathRecord::connectionId).toList());
        told.add("damped " + new TreeSet<>(state.dampedLinkIds()));
        told.add("in flight %d of %d"
                .formatted(state.moves().inFlight(), state.moves().placed()));
        return told;
    }
}
