package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.Budget;
import dev.braid.path.guard.GuardPolicy;
import dev.braid.path.guard.Mode;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a restart the newest records come by in no order, and the budgets are as they were. */
class RecentMovesTest {
    private static final int CONNECTIONS = 400;
    private static final Budget UNBOUNDED =
            new Budget(CONNECTIONS, 9, 1, CONNECTIONS, CONNECTIONS, CONNECTIONS, CONNECTIONS);
    private static final String SLOW_LINK = "nordic-gb-lon-nl-ams";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRestartedReplicaCountsWhatTheOneBeforeCounted(long seed) {
        Random random = new Random(seed);
        Scenario before = moved(random);
        World world = World.europe();
        PlanningState after = new PlanningState();
        after.apply(world.change());
        List<PathRecord> records = new ArrayList<>(before.state().book().all().toList());
        Collections.shuffle(records, random);
        records.forEach(record -> after.apply(new Change.RecordWritten(record)));

        Instant since = before.now().minus(Duration.ofMinutes(1));
        MoveTally expected = before.state().moves().since(since, false);
        MoveTally restarted = after.moves().since(since, false);
        long plain = records.stream()
                .filter(record -> record.moves().since(since, false) > 0)
                .count();
        assertThat(plain).isBetween(1L, CONNECTIONS - 1L);
        assertThat(expected.all()).isEqualTo((int) plain);
        assertThat(restarted.all()).isEqualTo((int) plain);
        assertThat(restarted.ofLink(SLOW_LINK)).isEqualTo(expected.ofLink(SLOW_LINK));
        assertThat(restarted.ofProvider("nordic")).isEqualTo(expected.ofProvider("nordic"));
        assertThat(restarted.ofMetro("nl-ams")).isEqualTo(expected.ofMetro("nl-ams"));
        assertThat(after.moves().inFlight())
                .isEqualTo(before.state().moves().inFlight())
                .isPositive();
        assertThat(after.moves().placed()).isEqualTo(CONNECTIONS);
    }

    /** Most of them some time ago, and some of them are still on their way. */
    private static Scenario moved(Random random) {
        GuardPolicy usual = Scenario.POLICY;
        Scenario europe = new Scenario(World.europe())
                .guardedBy(new GuardPolicy(Mode.AUTOMATIC, Duration.ZERO, 0, usual.evidence(), UNBOUNDED, UNBOUNDED));
        for (int i = 0; i < CONNECTIONS; i++) {
            europe.request("c" + i, 1, within(10_000, demand("gb-lon", "de-fra", 0.01)));
            europe.activate("c" + i + ".1");
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            europe.wait(Duration.ofMillis(random.nextInt(1_000))).measure(SLOW_LINK, 30_000);
            assertThat(europe.judge("c" + i + ".1", HealthState.BROKEN, 33_600)).isInstanceOf(Decision.Changed.class);
            if (random.nextInt(4) > 0) {
                europe.report("c" + i + ".1", 2, new Signal.Outcome.Activated());
            }
        }
        return europe;
    }
}
