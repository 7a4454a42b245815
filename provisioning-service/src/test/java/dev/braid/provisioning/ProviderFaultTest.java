package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provider.v1.ListProvidersRequest;
import dev.braid.api.provider.v1.ProviderStatus;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Carriers.Carrier;
import dev.braid.provisioning.support.Carriers.Instead;
import dev.braid.provisioning.support.Carriers.Kept;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Carriers that freeze, lie, lose and talk nonsense. None of it is a failure of the plan, and none spreads. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class ProviderFaultTest {
    private static final long BPS = 100_000_000;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private Carriers carriers;
    private Carrier faulty;

    @BeforeEach
    void openCarriers() {
        carriers = Carriers.shared();
        faulty = carriers.carrier("faulty");
    }

    @AfterEach
    void behaveAgain() {
        faulty.behave();
    }

    @Test
    void aFrozenCarrierDelaysNoOther() {
        faulty.frozen = true;
        List<Wanted> stuck = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            stuck.add(Wanted.connection("stuck"));
        }
        stuck.forEach(it -> it.send(it.plan(BPS, "faulty", "atlas")));
        await().until(() -> pending(stuck.getLast()).getAttemptCount() > 0);

        long start = System.nanoTime();
        Wanted free = Wanted.connection("acme");
        free.send(free.plan(BPS, "atlas", "borea"));
        bus.awaitTold(free, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));

        assertThat(status("faulty").getReachable()).isFalse();
        assertThat(status("faulty").getFailedCount()).isPositive();
        assertThat(status("atlas").getReachable()).isTrue();
        assertThat(bus.told(stuck.getFirst().connectionId)).isEmpty();
        faulty.behave();
        for (Wanted each : stuck) {
            bus.awaitTold(each, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
            assertThat(faulty.living(each.connectionId)).hasSize(1);
        }
    }

    @Test
    void aCarrierThatLiesIsFoundByReadingBack() {
        faulty.lies = true;
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "faulty"));
        await().untilAsserted(() ->
                assertThat(bus.told(wanted.connectionId)).isNotEmpty().allMatch(it -> it.startsWith("DRIFT_FOUND")));
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId).getActiveRevision())
                .isZero();
        faulty.behave();
        await().untilAsserted(() -> assertThat(bus.told(wanted.connectionId)).contains("ACTIVATED 1"));
        assertThat(faulty.living(wanted.connectionId)).extracting(Kept::state).containsExactly("IN_SERVICE");
    }

    static Stream<Arguments> nonsense() {
        String order = "{\"clientReference\":\"%s\",\"orderId\":\"o\",\"state\":\"%s\",\"bandwidthBps\":%s}";
        return Stream.of(
                Arguments.of("truncated JSON", Instead.of(200, "{\"clientReference\":\"acme.")),
                Arguments.of("ten megabytes", Instead.of(200, "[" + " ".repeat(10 << 20) + "]")),
                Arguments.of("a state of its own", Instead.of(200, order.formatted("x", "MAYBE", 1))),
                Arguments.of("another order", Instead.of(200, order.formatted("acme.other.1.1", "HELD", BPS))),
                Arguments.of("nothing", Instead.of(200, "")),
                Arguments.of("depth", Instead.of(200, "[".repeat(5000) + "]".repeat(5000))),
                Arguments.of("a fault of its own", Instead.of(500, "{}")),
                Arguments.of("a page", Instead.of(404, "<html>nothing here</html>")),
                Arguments.of("wrong key", Instead.of(401, "{\"code\":\"KEY\",\"message\":\"no\"}")),
                Arguments.of(
                        "a way to elsewhere",
                        new Instead(302, new byte[0], Map.of("Location", "http://127.0.0.1:1/stolen"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void anAnswerThatCannotBeBelievedIsNoAnswer(String name, Instead nonsense) {
        faulty.instead = nonsense;
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "faulty", "atlas"));
        await().until(() -> pending(wanted).getAttemptCount() >= 2);
        assertThat(pending(wanted).getLastError()).isNotEmpty().hasSizeLessThan(1000);
        assertThat(bus.told(wanted.connectionId)).isEmpty();
        faulty.behave();
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
    }

    @Test
    void anOrderWhoseAnswerWasLostIsFoundByTheSameReference() {
        faulty.mute = true;
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "faulty"));
        await().until(() -> pending(wanted).getAttemptCount() >= 1);
        assertThat(faulty.living(wanted.connectionId)).hasSize(1);
        faulty.behave();
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        assertThat(faulty.orders.keySet().stream().filter(it -> it.startsWith(wanted.connectionId + ".")))
                .hasSize(1);
    }

    @Test
    void aPlanThatIsGivenUpWhileACarrierIsSilentLeavesNothingThere() {
        faulty.mute = true;
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "faulty"));
        await().until(() -> pending(wanted).getAttemptCount() >= 1);
        wanted.send(wanted.release());
        faulty.behave();
        bus.awaitTold(wanted, "RELEASED 1");
        assertThat(faulty.living(wanted.connectionId)).isEmpty();
    }

    @Test
    void aWorkerThatLostItsClaimWritesNothingAndTheNextOneGoesOn() throws SQLException {
        faulty.frozen = true;
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "faulty"));
        await().until(() -> stored(wanted, "select count(*) from legs where connection_id = ?") == 1);
        // As if this process had died between the reservation and its record, and another had claimed.
        long epoch = stored(
                wanted,
                "update connections set claim_epoch = claim_epoch + 1, claimed_until_time = null"
                        + " where connection_id = ? returning claim_epoch");
        faulty.behave();
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        assertThat(stored(wanted, "select claim_epoch from connections where connection_id = ?"))
                .isGreaterThan(epoch);
        assertThat(faulty.orders.keySet().stream().filter(it -> it.startsWith(wanted.connectionId + ".")))
                .hasSize(1);
    }

    private Leg pending(Wanted wanted) {
        ProvisionedConnection seen;
        try {
            seen = Client.ofTenant(wanted.tenantId).connection(wanted.connectionId);
        } catch (StatusRuntimeException notYet) {
            return Leg.getDefaultInstance();
        }
        return seen.getLegsList().stream()
                .filter(it -> it.getState() == LegState.LEG_STATE_PENDING)
                .findFirst()
                .orElse(Leg.getDefaultInstance());
    }

    private static ProviderStatus status(String providerId) {
        return Client.operator()
                .providers()
                .listProviders(ListProvidersRequest.getDefaultInstance())
                .getProvidersList()
                .stream()
                .filter(it -> it.getProviderId().equals(providerId))
                .findFirst()
                .orElseThrow();
    }

    private static long stored(Wanted wanted, String sql) throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, wanted.connectionId);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
