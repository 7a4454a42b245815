package dev.braid.telemetry.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.NoDatabase;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A service without a database, as benchmarks start it. */
@QuarkusTest
@WithTestResource(NoDatabase.class)
class NoHistoryTest extends ServiceTest {
    @Test
    void withoutADatabaseAllElseWorksAndQuestionsForTheHistoryAreRefused() {
        // Other tests of this JVM count in the same registry.
        double lostBefore = counted("braid.telemetry.history.lost", "of", "links");
        broker.metro("bare-a");
        broker.metro("bare-b");
        broker.link("bare-ab", "atlas", "bare-a", "bare-b", 1_000);
        broker.path("bare.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, Broker.plan(1, "bare-ab"));
        try (Probe probe = new Probe(broker, "atlas")) {
            probe.latency("bare-ab", 3_000);
            awaitState("bare.one.1", HealthState.HEALTH_STATE_MET);
        }
        GetLatencyMatrixRequest now = GetLatencyMatrixRequest.newBuilder()
                .addMetroIds("bare-a")
                .addMetroIds("bare-b")
                .build();
        assertThat(calls.matrix(Tokens.operator(), now).getRows(0).getCells(0).getLatencyUs())
                .isEqualTo(3_000);

        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        var start = Timestamps.fromMillis(System.currentTimeMillis() - 60_000);
        assertNoHistory(() -> calls.matrix(
                Tokens.operator(), now.toBuilder().setDay(yesterday).build()));
        assertNoHistory(() -> calls.linkHistory(
                Tokens.operator(),
                QueryLinkHistoryRequest.newBuilder()
                        .setLinkId("bare-ab")
                        .setStartTime(start)
                        .build()));
        assertNoHistory(() -> calls.connectionHistory(
                Tokens.viewer("bare"),
                QueryConnectionHistoryRequest.newBuilder()
                        .setConnectionId("bare.one.1")
                        .setStartTime(start)
                        .build()));
        assertThat(counted("braid.telemetry.history.lost", "of", "links")).isEqualTo(lostBefore);
    }

    private static void assertNoHistory(ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessage("FAILED_PRECONDITION: This installation keeps no history: it has no database for it.");
    }
}
