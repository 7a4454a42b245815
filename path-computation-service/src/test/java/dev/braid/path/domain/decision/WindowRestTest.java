package dev.braid.path.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.WindowPlay.Seen;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Recount;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowRestTest {
    private static final int PLAYS = 40;
    private static final int STEPS = 150;
    private static final Map<Seen, Integer> SEEN = new EnumMap<>(Seen.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void whateverTheTimeNothingIsPromisedTwiceAndEveryIntentComesToRest(long seed) {
        Random random = new Random(seed);
        for (int number = 0; number < PLAYS; number++) {
            WindowPlay play = new WindowPlay(random, SEEN);
            for (int step = 0; step < STEPS; step++) {
                String where = "seed %d, play %d, step %d".formatted(seed, number, step);
                play.happen();
                check(play, where);
            }
            play.settle();
            check(play, "seed %d, play %d, at rest".formatted(seed, number));
            checkRest(play, "seed %d, play %d".formatted(seed, number));
        }
    }

    @AfterAll
    static void everythingHappened() {
        for (Seen each : Seen.values()) {
            assertThat(SEEN.getOrDefault(each, 0)).as("%s", each).isGreaterThan(PLAYS / 10);
        }
    }

    private static void check(WindowPlay play, String where) {
        Recount recount = new Recount(play.scenario.state());
        Recount claims = recount.wanted();
        Map<String, Long> worst = new HashMap<>();
        for (Optional<Instant> moment : recount.moments()) {
            recount.at(moment).forEach((link, bps) -> worst.merge(link, bps, Math::max));
            Map<String, Long> wanted = claims.at(moment);
            for (Link link : play.scenario.state().topology().links()) {
                assertThat(wanted.getOrDefault(link.linkId(), 0L))
                        .as("%s: promised of %s at %s", where, link.linkId(), moment)
                        .isLessThanOrEqualTo(link.capacityBps());
            }
        }
        for (Link link : play.scenario.state().topology().links()) {
            String id = link.linkId();
            assertThat(play.scenario.state().book().reservedBps(id))
                    .as("%s: held of %s", where, id)
                    .isLessThanOrEqualTo(link.capacityBps());
            assertThat(play.scenario.state().promisedBps(id))
                    .as("%s: promised of %s", where, id)
                    .isEqualTo(worst.getOrDefault(id, 0L));
        }
        checkProviders(play, where);
    }

    /** The book never gives away what providers hold. */
    private static void checkProviders(WindowPlay play, String where) {
        play.provisioning.held().forEach((connectionId, plans) -> {
            Map<String, Long> booked = play.scenario
                    .state()
                    .book()
                    .find(connectionId)
                    .orElseThrow()
                    .holdings();
            for (Plan plan : plans) {
                plan.holdings()
                        .forEach((link, bps) -> assertThat(booked.getOrDefault(link, 0L))
                                .as("%s: %s of %s revision %d", where, link, connectionId, plan.revision())
                                .isGreaterThanOrEqualTo(bps));
            }
        });
    }

    private static void checkRest(WindowPlay play, String where) {
        for (PathRecord record : play.records().values()) {
            Set<Phase> rest = record.plan().isPresent() ? Set.of(Phase.ACTIVE) : Set.of(Phase.RELEASED, Phase.REJECTED);
            assertThat(rest).as("%s: %s", where, record).contains(record.phase());
            assertThat(record.heldPlans()).as(where).isEmpty();
            assertThat(record.plan().flatMap(Plan::occurrence)).as(where).isEmpty();
            assertThat(play.provisioning.active(record.connectionId()).map(Plan::revision))
                    .as(where)
                    .isEqualTo(record.plan().map(Plan::revision));
        }
    }
}
