package dev.braid.path.planning;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.control.Order;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.planning.control.TestControls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer of a real broker, with the controls between its judgements and its moves. */
class StoppedReplicaTest extends BrokerTest {
    @TempDir
    private Path folder;

    @Test
    void nothingMovesWhileItIsStoppedByRecordOrByFileAndMovesWhenTwoHaveReleasedIt() throws Exception {
        Path file = folder.resolve("stop");
        try (TestControls controls = TestControls.start(
                                broker.address(), Map.of("braid.path.control.stop-file", file.toString()))
                        .awaitMoving();
                TestReplica replica = TestReplica.start(broker.address(), Map.of(), controls.permissions())
                        .await(Role.WRITER)) {
            broker.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
            awaitPhase(replica, "acme.web.1", Phase.PLANNED);
            broker.activated("web.1", 1, 1);
            awaitPhase(replica, "acme.web.1", Phase.ACTIVE);
            assertThat(way(replica)).contains(LINK);

            controls.order(new Order.Engage("ann", "storm"));
            broker.judgedBroken("web.1", 1, LINK, 33_000);
            replica.awaitCount(1, "braid.path.ignored", "signal", "health", "kind", "stopped");

            Files.createFile(file);
            controls.awaitStopped("by the file");
            controls.release();
            controls.awaitEngagedBy("file@");
            broker.judgedBroken("web.1", 1, LINK, 33_000);
            replica.awaitCount(2, "braid.path.ignored", "signal", "health", "kind", "stopped");
            assertThat(way(replica)).contains(LINK);

            Files.delete(file);
            controls.awaitStopped("by file@");
            controls.release();
            assertThat(controls.isStopped()).isFalse();
            broker.judgedBroken("web.1", 1, LINK, 33_000);
            replica.awaitCount(1, "braid.path.moves");
            assertThat(way(replica)).doesNotContain(LINK);
        }
    }

    private static List<String> way(TestReplica replica) {
        return replica.find("acme.web.1")
                .flatMap(record -> record.plan())
                .map(Plan::linkIds)
                .orElseThrow();
    }
}
