package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkMetrics;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows that another replica measures, one of which comes when the round of its second is over. */
@QuarkusTest
class LateWindowTest extends ServiceTest {
    @Test
    void aWindowThatIsAMomentLateIsJudgedAMomentLaterAndNotInTheNextSecond() {
        // The quickest of some, since a machine may stand still at any time.
        long quickestMs = IntStream.range(0, 3)
                .mapToLong(this::msFromTheLastWindowToTheJudgement)
                .min()
                .orElseThrow();

        assertThat(quickestMs).isLessThan(500);
    }

    private long msFromTheLastWindowToTheJudgement(int number) {
        String prompt = "prompt-" + number;
        String late = "late-window-" + number;
        String connectionId = "late.window%d.1".formatted(number);
        broker.link(prompt, "atlas", 1_000);
        broker.link(late, "atlas", 1_000);
        long firstSecond = Instant.now().getEpochSecond();
        window(prompt, firstSecond);
        window(late, firstSecond);
        broker.path(connectionId, PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, prompt, late));
        broker.flush();
        // By then there is a judge, for whom these windows belong to the time before.
        long second = firstSecond + 3;
        sleepUntil(second * 1_000 + 200);
        window(prompt, second);
        sleepUntil(second * 1_000 + 550);
        window(late, second);
        broker.flush();

        long judgedMs = Timestamps.toMillis(
                awaitState(connectionId, HealthState.HEALTH_STATE_MET).getJudgeTime());
        return judgedMs - (second * 1_000 + 550);
    }

    private void window(String linkId, long endSecond) {
        broker.write(
                Topic.LINK_METRICS,
                linkId,
                LinkMetrics.newBuilder()
                        .setLinkId(linkId)
                        .setWindowStartTime(Timestamps.fromSeconds(endSecond - 1))
                        .setWindowEndTime(Timestamps.fromSeconds(endSecond))
                        .setSampleCount(1)
                        .setLatencyP50Us(3_000)
                        .setLatencyP95Us(3_000)
                        .setLatencyP99Us(3_000)
                        .build());
    }

    private static void sleepUntil(long epochMs) {
        eventually(() -> System.currentTimeMillis() >= epochMs);
    }
}
