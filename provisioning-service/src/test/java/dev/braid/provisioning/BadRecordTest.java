package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that can never be processed goes to the dead letters, is counted, changes nothing, and holds up nobody. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class BadRecordTest {
    @Inject
    MeterRegistry meters;

    private final Bus deadLetters = new Bus(Topic.PROVISIONING_DEAD_LETTERS);
    private final Bus bus = new Bus(Topic.PROVISIONING);

    @BeforeEach
    void openCarriers() {
        Carriers.shared();
    }

    static Stream<Arguments> badRecords() {
        return Stream.of(
                bad("truncated Protobuf", good -> Arrays.copyOf(good.toByteArray(), 20)),
                bad("no Protobuf", _ -> "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                changed("a foreign tenant", good -> good.setTenantId("globex")),
                changed("a foreign intent", good -> good.setIntentKey("acme.another")),
                changed("a connection id with a way out", good -> good.setConnectionId("acme.../../x.1")),
                changed("sequence 0", good -> good.setSequence(0)),
                changed("no connections", good -> good.setIntentConnectionCount(0)),
                changed("revision 0", good -> plan(good, 0)),
                changed("negative bandwidth", good -> {
                    good.getPlanBuilder().setBandwidthBps(-1);
                    return good;
                }),
                changed("a provider id with a way out", good -> {
                    good.getPlanBuilder().getLegsBuilder(0).setProviderId("../../faults");
                    return good;
                }),
                changed("a leg without links", good -> {
                    good.getPlanBuilder().getLegsBuilder(0).clearLinkIds();
                    return good;
                }),
                changed("no legs", good -> {
                    good.getPlanBuilder().clearLegs();
                    return good;
                }),
                changed("the same leg twice", good -> {
                    good.getPlanBuilder().addLegs(good.getPlan().getLegs(0));
                    return good;
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRecords")
    void goesToTheDeadLetters(String name, Function<PathRecord, byte[]> spoil) throws SQLException {
        Wanted wanted = Wanted.connection("acme");
        PathRecord good = wanted.plan(100_000_000, "atlas");
        double counted = counted();
        Bus.send(Topic.PATHS, wanted.connectionId, spoil.apply(good));
        await().until(() -> deadLetters.records(wanted.connectionId).size() == 1);
        assertThat(counted()).isEqualTo(counted + 1);
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*) from connections where intent_key = '" + wanted.intentKey + "'")) {
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }

        wanted.send(good);
        await().until(() -> bus.told(wanted.connectionId).contains("ACTIVATED 1"));
    }

    private double counted() {
        return meters.find("braid.dead.letters").tag("topic", Topic.PATHS.topicName()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static PathRecord.Builder plan(PathRecord.Builder good, long revision) {
        good.getPlanBuilder().setRevision(revision);
        return good;
    }

    private static Arguments changed(String name, Function<PathRecord.Builder, PathRecord.Builder> change) {
        return bad(name, good -> change.apply(good.toBuilder()).build().toByteArray());
    }

    private static Arguments bad(String name, Function<PathRecord, byte[]> spoil) {
        return Arguments.of(name, spoil);
    }
}
