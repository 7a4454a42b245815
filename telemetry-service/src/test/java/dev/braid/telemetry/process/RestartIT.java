package dev.braid.telemetry.process;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.Probe;
import dev.braid.telemetry.support.Tokens;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RestartIT {
    @BeforeAll
    static void start() {
        new EmbeddedStack().start();
    }

    @Test
    void aKilledServiceGoesOnFromItsTopics() throws Exception {
        try (Broker broker = new Broker();
                Probe probe = new Probe(broker, "atlas");
                Judgements judgements = new Judgements()) {
            broker.link("restart-a", "atlas", 1_000);
            broker.link("restart-b", "atlas", 1_000);
            broker.path("restart.one.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "restart-a"));
            broker.path("restart.two.1", PathPhase.PATH_PHASE_ACTIVE, 10_000, plan(1, "restart-b"));
            probe.latency("restart-a", 20_000);
            probe.latency("restart-b", 3_000);
            try (Replica first = new Replica("restart-first")) {
                judgements.await("restart.one.1", HealthState.HEALTH_STATE_BROKEN);
                judgements.await("restart.two.1", HealthState.HEALTH_STATE_MET);
                first.kill();
            }
            int before = judgements.of("restart.one.1").size();
            // A new plan was being built when the process died; the old one is what carries the traffic.
            broker.path(
                    "restart.one.1", PathPhase.PATH_PHASE_PLANNED, 10_000, plan(2, "restart-b"), plan(1, "restart-a"));
            broker.flush();
            try (Replica second = new Replica("restart-second")) {
                assertThat(second.calls()
                                .health(Tokens.viewer("restart"), "restart.one.1")
                                .getState())
                        .isEqualTo(HealthState.HEALTH_STATE_BROKEN);
                assertThat(second.calls().list(Tokens.viewer("restart"), 0, "").getHealthList())
                        .extracting(ConnectionHealth::getConnectionId)
                        .containsExactly("restart.one.1", "restart.two.1");
                assertThat(second.calls().links(Tokens.operator(), 0, "").getLinksList())
                        .extracting(LinkMetrics::getLinkId)
                        .contains("restart-a", "restart-b");

                probe.latency("restart-a", 3_000);
                judgements.await("restart.one.1", HealthState.HEALTH_STATE_MET);
                List<ConnectionHealth> after = judgements.of("restart.one.1");
                after = after.subList(before, after.size());
                // Trouble outlives the restart: well again only after ten good windows, on the plan that was judged.
                assertThat(after).extracting(ConnectionHealth::getRevision).containsOnly(1L);
                assertThat(after.getFirst().getState()).isEqualTo(HealthState.HEALTH_STATE_BROKEN);
                assertThat(after.getLast().getWindowCount()).isEqualTo(10);
                // What did not change is not said again.
                assertThat(judgements.of("restart.two.1")).hasSize(1);
            }
        }
    }
}
