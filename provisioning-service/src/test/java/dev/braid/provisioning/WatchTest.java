package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.adapter.server.AdapterServer;
import dev.braid.api.Topic;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An adapter behind a socket says that orders have changed, and nobody waits for the audit to see it. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class WatchTest {
    private static final long BPS = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    MeterRegistry meters;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final Wanted wanted = Wanted.connection("acme");
    private final String reference = wanted.connectionId + ".1";

    @Test
    void aChangeAtTheProviderIsSeenLongBeforeTheAuditAlsoAfterTheAdapterWasRestarted() throws Exception {
        BookAdapter book = new BookAdapter("remote");
        try (AdapterServer _ = serve(book)) {
            wanted.send(wanted.plan(BPS, "remote"));
            bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
            await().atMost(PATIENCE).until(() -> !book.watchers.isEmpty());
            await().atMost(PATIENCE).until(this::auditedInADay);
            book.tell("somebody.else.1.1");
            book.tell("");
            book.change(reference, order -> order.setBandwidthBps(BPS / 2));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(bus.told(wanted.connectionId)).endsWith("DRIFT_FOUND 1"));
            awaitRepaired(book);
            await().atMost(PATIENCE).until(() -> hints("unknown") >= 1 && hints("nonsense") >= 1);
            assertThat(hints("taken")).isPositive();
        }

        BookAdapter restarted = new BookAdapter("remote");
        restarted.orders.putAll(book.orders);
        try (AdapterServer _ = serve(restarted)) {
            await().atMost(PATIENCE).until(() -> !restarted.watchers.isEmpty());
            await().atMost(PATIENCE).until(this::auditedInADay);
            restarted.change(reference, order -> order.setStanding(OrderStanding.ORDER_STANDING_HELD));
            awaitRepaired(restarted);
            wanted.send(wanted.release());
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(bus.told(wanted.connectionId)).contains("RELEASED 1"));
        }
    }

    private void awaitRepaired(BookAdapter book) {
        await().atMost(PATIENCE)
                .until(() -> book.orders.get(reference).getBandwidthBps() == BPS
                        && book.orders.get(reference).getStanding() == OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    private static AdapterServer serve(BookAdapter book) throws IOException {
        return AdapterServer.serving(book)
                .withToken(ProvisioningStack.ADAPTER_TOKEN)
                .listen("127.0.0.1", ProvisioningStack.adapterPort());
    }

    private double hints(String outcome) {
        return meters.counter("braid.provider.hints", "provider", "remote", "outcome", outcome)
                .count();
    }

    /** Nobody works on the connection, and nobody will for a day by himself. */
    private boolean auditedInADay() throws SQLException {
        try (Connection database = EmbeddedStack.connectAsAdmin(Database.PROVISIONING)) {
            database.setAutoCommit(false);
            boolean free = update(database, """
                    update connections set due_time = clock_timestamp() + interval '1 day'
                    where connection_id = ? and claimed_until_time is null and due_time > clock_timestamp()""") == 1;
            int legs = update(database, """
                    update legs set audit_time = clock_timestamp() + interval '1 day'
                    where connection_id = ? and state = 'ACTIVE' and verified_revision > 0""");
            if (free && legs == 1) {
                database.commit();
                return true;
            }
            database.rollback();
            return false;
        }
    }

    private int update(Connection database, String sql) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setString(1, wanted.connectionId);
            return statement.executeUpdate();
        }
    }
}
