package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentTest {
    private static final Instant LATER = Facts.TIME.plusSeconds(60);

    @Test
    void whatChangesNothingForTheTenantIsNotedWithoutANewVersion() {
        Intent intent = moved(Facts.mesh(2).onPath(1, Facts.planned(1, 1, 1), LATER));
        assertThat(intent.onPath(1, Facts.planned(2, 1, 1), LATER)).isInstanceOf(Step.Noted.class);
    }

    @Test
    void whatIsNotNewerIsIgnored() {
        Intent intent = moved(Facts.mesh(2).onPath(1, Facts.planned(2, 1, 2), LATER));
        assertThat(intent.onPath(1, Facts.rejected(2, 1), LATER)).isInstanceOf(Step.Ignored.class);
        assertThat(intent.onPath(1, Facts.rejected(1, 1), LATER)).isInstanceOf(Step.Ignored.class);
        intent = moved(intent.onCarriage(1, Facts.carries(5, 2, 1), LATER));
        assertThat(intent.onCarriage(1, Facts.carries(5, 0, 0), LATER)).isInstanceOf(Step.Ignored.class);
    }

    @Test
    void aJudgementOnAPlanThatWasLeftIsIgnored() {
        Intent intent = moved(Facts.mesh(2).onCarriage(1, Facts.carries(1, 2, 1), LATER));
        assertThat(intent.onJudgement(1, new Judgement(1, LATER, Health.BROKEN, 9), LATER))
                .isInstanceOf(Step.Ignored.class);
        intent = moved(intent.onJudgement(1, new Judgement(2, LATER, Health.BROKEN, 9), LATER));
        assertThat(intent.health()).isEqualTo(Health.BROKEN);
        Instant hourAhead = LATER.plusSeconds(3600);
        Intent ahead = moved(intent.onJudgement(1, new Judgement(2, hourAhead, Health.MET, 1), LATER));
        assertThat(ahead.onJudgement(1, new Judgement(2, LATER.plusSeconds(5), Health.BROKEN, 9), LATER.plusSeconds(5)))
                .as("after the clock was set right")
                .isInstanceOf(Step.Moved.class);
        assertThat(intent.onJudgement(1, new Judgement(2, LATER, Health.MET, 1), LATER))
                .isInstanceOf(Step.Ignored.class);
    }

    @Test
    void theHealthOfAnIntentIsTheWorstOfItsConnectionsAndNothingIsClaimedUnmeasured() {
        assertThat(Health.worst(List.of(Health.MET, Health.BROKEN, Health.AT_RISK)))
                .isEqualTo(Health.BROKEN);
        assertThat(Health.worst(List.of(Health.MET, Health.UNKNOWN))).isEqualTo(Health.UNKNOWN);
        assertThat(Health.worst(List.of(Health.MET, Health.UNMEASURED))).isEqualTo(Health.UNMEASURED);
        assertThat(Health.worst(List.of())).isEqualTo(Health.UNMEASURED);
    }

    @Test
    void everyChangeRaisesTheVersionByOneAndOnlyADemandRaisesTheGeneration() {
        Intent intent = Facts.mesh(2);
        Intent renamed = intent.change(intent.spec().withDisplayName("other"), LATER);
        assertThat(renamed.generation()).isEqualTo(1);
        assertThat(renamed.version()).isEqualTo(2);
        Intent wider = renamed.change(renamed.spec().withBandwidthBps(2_000), LATER);
        assertThat(wider.generation()).isEqualTo(2);
        assertThat(wider.version()).isEqualTo(3);
        assertThat(wider.change(wider.spec(), LATER)).isSameAs(wider);
        Intent ended = wider.terminate(LATER);
        assertThat(ended.generation()).isEqualTo(3);
        assertThat(ended.terminate(LATER)).isSameAs(ended);
    }

    @Test
    void aClockThatWasSetBackDoesNotTurnTheUpdateTimeBack() {
        Intent intent = Facts.mesh(2).change(Facts.mesh(2).spec().withBandwidthBps(5), LATER);
        assertThat(intent.terminate(Facts.TIME).updateTime()).isEqualTo(LATER);
    }

    /** The same reports in any interleaving of topics and connections, each topic in its own order, end the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theOrderBetweenTopicsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        Intent expected = null;
        for (int i = 0; i < 200; i++) {
            Intent intent = Facts.mesh(3);
            for (Report report : interleaved(random)) {
                intent = switch (report.apply(intent)) {
                    case Step.Moved(Intent moved, var _) -> moved;
                    case Step.Noted(Connection noted) -> with(intent, noted);
                    case Step.Ignored _ -> intent;
                };
            }
            assertThat(intent.state()).isEqualTo(IntentState.ACTIVE);
            assertThat(intent.activeGeneration()).isEqualTo(1);
            expected = expected == null ? intent : expected;
            assertThat(intent.connections()).isEqualTo(expected.connections());
        }
    }

    @FunctionalInterface
    private interface Report {
        Step apply(Intent intent);
    }

    private static List<Report> interleaved(Random random) {
        List<List<Report>> queues = new ArrayList<>();
        for (int ordinal = 1; ordinal <= 3; ordinal++) {
            int n = ordinal;
            queues.add(new ArrayList<>(List.of(
                    i -> i.onPath(n, Facts.planned(1, 1, 1), LATER), i -> i.onPath(n, Facts.planned(2, 1, 2), LATER))));
            queues.add(new ArrayList<>(List.of(
                    i -> i.onCarriage(n, Facts.carries(1, 1, 1), LATER),
                    i -> i.onCarriage(n, Facts.carries(2, 2, 1), LATER))));
        }
        List<Report> reports = new ArrayList<>();
        while (!queues.isEmpty()) {
            Collections.shuffle(queues, random);
            Report next = random.nextInt(4) == 0
                    ? queues.getFirst().getFirst()
                    : queues.getFirst().removeFirst();
            reports.add(next);
            queues.removeIf(List::isEmpty);
        }
        return reports;
    }

    private static Intent moved(Step step) {
        assertThat(step).isInstanceOf(Step.Moved.class);
        return ((Step.Moved) step).intent();
    }

    private static Intent with(Intent intent, Connection noted) {
        List<Connection> connections = new ArrayList<>(intent.connections());
        connections.set(noted.ordinal() - 1, noted);
        return new Intent(
                intent.id(),
                intent.spec(),
                intent.generation(),
                intent.terminateAsked(),
                intent.state(),
                intent.stateTime(),
                intent.activeGeneration(),
                connections,
                intent.createTime(),
                intent.updateTime(),
                intent.version());
    }
}
