package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many connections are wanted at the same time, and share transactions. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class CrowdTest {
    private static final long BPS = 1_000_000;
    private static final int CROWD = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Bus deadLetters = new Bus(Topic.PROVISIONING_DEAD_LETTERS);
    private Carriers carriers;

    @BeforeEach
    void openCarriers() {
        carriers = Carriers.shared();
    }

    @Test
    void allAreMovedAndWhatIsToldOfEachIsCompleteAndInOrder() {
        List<Wanted> crowd = crowd();
        crowd.forEach(it -> it.send(it.plan(BPS, "crowd-a", "crowd-b")));
        awaitActive(crowd, 1);
        crowd.forEach(it -> it.send(it.plan(BPS, "crowd-c", "crowd-d")));
        awaitActive(crowd, 2);

        await().atMost(PATIENCE)
                .until(() ->
                        crowd.stream().allMatch(it -> bus.told(it.connectionId).contains("OLD_LEGS_RELEASED 2")));
        for (Wanted each : crowd) {
            assertThat(bus.events(each.connectionId))
                    .extracting(ProvisioningEvent::getSequence)
                    .containsExactlyElementsOf(LongStream.rangeClosed(
                                    1, bus.events(each.connectionId).size())
                            .boxed()
                            .toList());
            assertThat(bus.events(each.connectionId))
                    .extracting(ProvisioningEvent::getTenantId)
                    .containsOnly(each.tenantId);
            assertThat(carriers.log(each.connectionId))
                    .contains("PUT crowd-a", "PUT crowd-b", "PUT crowd-c", "PUT crowd-d")
                    .contains("release crowd-a", "release crowd-b");
            for (String carrier : List.of("crowd-c", "crowd-d")) {
                assertThat(carriers.carrier(carrier).living(each.connectionId)).hasSize(1);
            }
            for (String carrier : List.of("crowd-a", "crowd-b")) {
                assertThat(carriers.carrier(carrier).living(each.connectionId)).isEmpty();
            }
        }
    }

    @Test
    void oneWhoseRowIsDamagedHoldsUpNoOther() throws SQLException {
        List<Wanted> crowd = crowd();
        crowd.forEach(it -> it.send(it.plan(BPS, "crowd-e", "crowd-f")));
        awaitActive(crowd, 1);
        Wanted damaged = crowd.get(CROWD / 2);
        List<Wanted> others = crowd.stream().filter(it -> it != damaged).toList();
        execute("create table kept_row as select * from connections where connection_id = '%s'"
                .formatted(damaged.connectionId));
        try {
            execute("update connections set wanted_plan = '{}' where connection_id = '%s'"
                    .formatted(damaged.connectionId));
            crowd.forEach(it -> it.send(it.plan(BPS, "crowd-g", "crowd-h")));
            awaitActive(others, 2);
            await().atMost(PATIENCE)
                    .until(() -> deadLetters.records(damaged.connectionId).size() == 1);
            assertThat(bus.told(damaged.connectionId)).doesNotContain("ACTIVATED 2");
        } finally {
            execute("update connections set wanted_plan = kept_row.wanted_plan from kept_row"
                    + " where connections.connection_id = kept_row.connection_id");
            execute("drop table kept_row");
        }
    }

    /** As a replica that is stopped in the middle of a transaction does. */
    @Test
    void oneWhoseRowIsHeldHoldsUpNoOther() throws SQLException {
        List<Wanted> crowd = crowd();
        Wanted held = crowd.getFirst();
        crowd.forEach(it -> it.send(it.plan(BPS, "crowd-i", "crowd-j")));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !carriers.log(held.connectionId).isEmpty());
        try (var holder = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var holding = holder.createStatement()) {
            holder.setAutoCommit(false);
            holding.execute(
                    "select 1 from connections where connection_id = '%s' for update".formatted(held.connectionId));
            awaitActive(crowd.subList(1, CROWD), 1);
            holder.rollback();
        }
        awaitActive(crowd, 1);
    }

    private static List<Wanted> crowd() {
        return IntStream.range(0, CROWD)
                .mapToObj(i -> Wanted.connection(i % 3 == 0 ? "globex" : "acme"))
                .toList();
    }

    private void awaitActive(List<Wanted> crowd, int revision) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> missing = new ArrayList<>();
            for (Wanted each : crowd) {
                if (!bus.told(each.connectionId).contains("ACTIVATED " + revision)) {
                    missing.add(each.connectionId);
                }
            }
            assertThat(missing).isEmpty();
        });
    }

    private static void execute(String statement) throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var executing = connection.createStatement()) {
            executing.execute(statement);
        }
    }
}
