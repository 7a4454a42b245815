package dev.braid.path.domain.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Network;
import dev.braid.path.scenario.BusyEurope;
import dev.braid.path.scenario.Recount;
import dev.braid.path.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlookTest {
    private static final int WORLDS = 60;
    private static final int LOOKS = 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void whatIsLeftInAnyTimesIsWhatACountMinuteByMinuteLeaves(long seed) {
        Random random = new Random(seed);
        int booked = 0;
        for (int world = 0; world < WORLDS; world++) {
            BusyEurope europe = new BusyEurope(random, 30);
            Scenario scenario = europe.scenario();
            List<PathRecord> records = scenario.state().book().after("").toList();
            PathRecord left = records.get(random.nextInt(records.size()));
            Recount recount = new Recount(scenario.state()).without(left.connectionId());
            Outlook outlook = scenario.state().outlook().without(List.of(left));
            for (int look = 0; look < LOOKS; look++) {
                List<Interval> times = new ArrayList<>();
                Map<String, Long> worst = new HashMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    Interval first = europe.interval();
                    Duration later = Duration.ofDays(random.nextInt(3));
                    Interval time =
                            new Interval(first.start().plus(later), first.end().plus(later));
                    times.add(time.seenFrom(scenario.now()));
                    BusyEurope.worst(recount, time, scenario.now())
                            .forEach((link, bps) -> worst.merge(link, bps, Math::max));
                }
                Network seen = outlook.at(times);
                for (Link link : scenario.state().topology().links()) {
                    long bps = worst.getOrDefault(link.linkId(), 0L);
                    booked += bps > scenario.state().book().reservedBps(link.linkId()) ? 1 : 0;
                    assertThat(seen.load()
                                    .residualBps(seen.index().arc(link.linkId()).orElseThrow()))
                            .as("seed %d, world %d, %s in %s", seed, world, link.linkId(), times)
                            .isEqualTo(link.capacityBps() - bps);
                }
            }
            outlook.with(List.of(left));
            Network whole = outlook.at(List.of(Interval.ALWAYS));
            for (Link link : scenario.state().topology().links()) {
                assertThat(whole.load()
                                .residualBps(whole.index().arc(link.linkId()).orElseThrow()))
                        .isEqualTo(link.capacityBps() - scenario.state().promisedBps(link.linkId()));
            }
        }
        assertThat(booked).as("links that were booked").isGreaterThan(WORLDS * LOOKS);
    }
}
