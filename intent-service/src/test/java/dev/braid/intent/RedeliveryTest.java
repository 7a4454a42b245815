package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.intent.v1.ConnectionState;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka delivers at least once and replays after a crash: the topics are played again and again from random offsets. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class RedeliveryTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void replaysNeitherDoubleNorLoseALineOfTheLedger(long seed) throws SQLException {
        Client client = Client.ofNewTenant();
        Instant start = Instant.now().minusSeconds(60);
        try (Bus bus = new Bus()) {
            Intent intent = Wishes.submitPair(client, "replayed");
            Network network = Network.of(bus, intent, 1);
            List<Runnable> history = List.of(
                    () -> network.say(network.planned(1, 1, 1)),
                    () -> network.say(network.activated(1, 1, 1, start)),
                    () -> network.say(network.planned(2, 1, 2)),
                    () -> network.say(network.activated(2, 1, 2, start.plusSeconds(10))),
                    () -> network.say(network.event(3, 1, 1, start.plusSeconds(11))
                            .setOldLegsReleased(dev.braid.api.provisioning.v1.OldLegsReleased.getDefaultInstance())
                            .build()),
                    () -> network.say(network.record(3, 1, PathPhase.PATH_PHASE_RELEASING)),
                    () -> network.say(network.released(4, 1, 2, start.plusSeconds(30))),
                    () -> network.say(network.record(4, 1, PathPhase.PATH_PHASE_RELEASED)));
            Random random = new Random(seed);
            for (int i = 0; i < history.size(); i++) {
                history.get(i).run();
                for (int replay = random.nextInt(i + 1); random.nextBoolean() && replay <= i; replay++) {
                    history.get(replay).run();
                }
            }
            history.forEach(Runnable::run);
            Intent last = Wishes.await(
                    client,
                    "replayed",
                    i -> i.getConnections(0).getState() == ConnectionState.CONNECTION_STATE_RELEASED);

            // Whatever is still on its way is behind this one.
            network.say(network.activated(5, 1, 3, start.plusSeconds(31)));
            Wishes.await(client, "replayed", i -> i.getConnections(0).getActiveRevision() == 3);
            assertThat(last.getConnections(0).getActiveRevision()).isZero();

            List<BillingRecord> bill = Bus.read(Topic.BILLING, network.connectionId(), BillingRecord.parser(), 5);
            assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(bill.get(1).getUsageEnded().getAmountMicros()).isEqualTo(10_000_000);
            assertThat(bill.get(3).getUsageEnded().getAmountMicros()).isEqualTo(20_000_000);
            assertThat(ledger(network.connectionId())).containsExactly("1 10000000", "2 20000000", "3 null");
        }
    }

    private static List<String> ledger(String connectionId) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select number, amount_micros from usage_intervals where connection_id = '" + connectionId
                                + "' order by number")) {
            while (rows.next()) {
                lines.add(rows.getLong(1) + " " + rows.getString(2));
            }
        }
        return lines;
    }
}
