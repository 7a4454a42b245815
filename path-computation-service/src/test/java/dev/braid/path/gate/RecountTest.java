package dev.braid.path.gate;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Reservation;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecountTest {

    private final Scenario scenario = new Scenario(World.europe());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsAddedUpRecordByRecordIsWhatLookingAtEveryMomentGives(long seed) {
        Random random = new Random(seed);
        Map<String, PathRecord> newest = new HashMap<>();
        Recount kept = new Recount();
        for (int step = 0; step < 60; step++) {
            String intent = "i" + random.nextInt(8);
            int kind = random.nextInt(4);
            Instant start = scenario.now().plusSeconds(random.nextInt(40));
            var plain = demand("gb-lon", "de-fra", 0.1 * (1 + random.nextInt(9)));
            PathRecord known = newest.get("acme." + intent + ".1");
            if (kind == 0 && known != null && known.plan().isPresent()) {
                scenario.judge(intent + ".1", HealthState.BROKEN, 50_000 + step);
            } else {
                scenario.request(
                        intent,
                        step + 1,
                        kind == 1 ? Scenario.during(start, start.plusSeconds(1 + random.nextInt(20)), plain) : plain);
            }
            scenario.state().book().all().forEach(record -> {
                PathRecord before = newest.put(record.connectionId(), record);
                if (before != null && random.nextBoolean()) {
                    kept.replace(before, record);
                } else {
                    kept.put(record);
                }
            });
            List<PathRecord> records = new ArrayList<>(newest.values());
            Interval during = new Interval(
                    scenario.now().plusSeconds(random.nextInt(20)),
                    scenario.now().plusSeconds(21 + random.nextInt(20)));
            scenario.state().topology().links().forEach(link -> {
                long expected = looking(records, link.linkId(), during);
                assertThat(kept.mostBps(link.linkId(), during)).isEqualTo(expected);
                assertThat(Recount.of(records.stream()).mostBps(link.linkId(), during))
                        .isEqualTo(expected);
            });
        }
        newest.keySet().forEach(kept::remove);
        scenario.state()
                .topology()
                .links()
                .forEach(link ->
                        assertThat(kept.mostBps(link.linkId(), Interval.ALWAYS)).isZero());
    }

    private long looking(List<PathRecord> records, String linkId, Interval during) {
        long most = 0;
        for (Instant at = during.start(); at.isBefore(during.end()); at = at.plusSeconds(1)) {
            long sum = 0;
            for (PathRecord record : records) {
                long largest = 0;
                for (Reservation each : record.reservations()) {
                    boolean then = !each.time().start().isAfter(at)
                            && each.time().end().isAfter(at);
                    boolean there = each.plan().allHops().stream()
                            .anyMatch(hop -> hop.linkId().equals(linkId)
                                    || hop.reverseLinkId().equals(linkId));
                    largest = Math.max(largest, then && there ? each.plan().bandwidthBps() : 0);
                }
                sum += largest;
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
