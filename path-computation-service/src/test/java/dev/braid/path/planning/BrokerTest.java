package dev.braid.path.planning;

import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.scenario.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Has a broker of its own for each class of tests, on which the topology of Europe stands. */
abstract class BrokerTest {
    static final String LINK = "nordic-gb-lon-nl-ams";

    @TempDir
    private static Path folder;

    static TestBroker broker;

    @BeforeAll
    static void theBrokerKnowsEurope() throws IOException {
        broker = new TestBroker(folder);
        try (TestReplica replica = TestReplica.start(broker.address()).await(Role.WRITER)) {
            replica.apply(World.europe());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static void awaitPhase(TestReplica replica, String connectionId, Phase phase) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(() -> replica.find(connectionId)
                        .filter(record -> record.phase() == phase)
                        .isPresent());
    }

    static List<ConsumerRecord<String, byte[]>> recordsOf(String connectionId) {
        return broker.committed(Topic.PATHS).stream()
                .filter(record -> connectionId.equals(record.key()))
                .toList();
    }
}
