package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.adapter.server.AdapterServer;
import dev.braid.api.Topic;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two carriers are told the same number for an order that changes hands between them, and nobody else's. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class HandoffTest {
    private static final long BPS = 1_000_000;
    private static final int PLANS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private final BookAdapter book = new BookAdapter("remote", "distant");
    private AdapterServer server;

    @BeforeEach
    void serve() throws IOException {
        server = AdapterServer.serving(book)
                .withToken(ProvisioningStack.ADAPTER_TOKEN)
                .listen("127.0.0.1", ProvisioningStack.adapterPort());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void plansThatComeAtTheSameTimeNeverShareANumber() throws SQLException {
        Wanted[] wanted =
                Stream.generate(() -> Wanted.connection("acme")).limit(PLANS).toArray(Wanted[]::new);
        for (Wanted each : wanted) {
            each.send(each.handedOver(BPS, "meet-many", "remote:r", "distant:d"));
        }
        await().atMost(PATIENCE)
                .until(() ->
                        inService(book.orders.values().stream(), "meet-many").count() == 2 * PLANS);

        Map<Integer, Set<String>> connections = inService(book.orders.values().stream(), "meet-many")
                .collect(Collectors.groupingBy(
                        HandoffTest::numberBetween,
                        Collectors.mapping(
                                order -> connectionOf(order.getReference()), Collectors.toCollection(TreeSet::new))));
        assertThat(connections).hasSize(PLANS);
        assertThat(connections.keySet()).allMatch(number -> number >= 1 && number <= 4094);
        assertThat(connections.values()).allMatch(of -> of.size() == 1);
        assertThat(taken("meet-many")).isEqualTo(PLANS);

        for (Wanted each : Arrays.asList(wanted).subList(PLANS / 3, PLANS)) {
            each.send(each.release());
        }
        await().atMost(PATIENCE).until(() -> taken("meet-many") == PLANS / 3);
        for (Wanted each : Arrays.asList(wanted).subList(0, PLANS / 3)) {
            each.send(each.release());
        }
        await().atMost(PATIENCE).until(() -> taken("meet-many") == 0);
    }

    /** Nothing of a number is kept but in the database: a lost order is what a restart finds. */
    @Test
    void anOrderKeepsItsNumberAndTheNextPlanHasItsOwn() throws SQLException {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.handedOver(BPS, "meet-next", "remote:r1", "distant:d1"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        int first = number(wanted, 1);
        assertThat(number(wanted, 2)).isEqualTo(first);
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId).getLegsList())
                .extracting(Leg::getAEnd, Leg::getZEnd)
                .extracting(Object::toString)
                .hasSize(2)
                .allMatch(ends -> ends.contains("meet-next") && ends.contains("number: " + first));

        Order lost = book.orders.remove(wanted.connectionId + ".1");
        await().atMost(PATIENCE)
                .until(() -> lost.getZEnd().equals(order(wanted, 1).getZEnd()));

        wanted.send(wanted.handedOver(BPS, "meet-next", "remote:r2", "distant:d2"));
        await().atMost(PATIENCE).until(() -> bus.told(wanted.connectionId).contains("OLD_LEGS_RELEASED 2"));
        assertThat(number(wanted, 3)).isNotEqualTo(first).isEqualTo(number(wanted, 4));
        assertThat(taken("meet-next")).isEqualTo(1);

        wanted.send(wanted.handedOver(BPS, "meet-next", "remote:r3", "distant:d2"));
        await().atMost(PATIENCE).until(() -> bus.told(wanted.connectionId).contains("OLD_LEGS_RELEASED 3"));
        assertThat(number(wanted, 5)).as("beside a leg that stays").isEqualTo(number(wanted, 4));

        wanted.send(wanted.release());
        await().atMost(PATIENCE).until(() -> taken("meet-next") == 0);
    }

    @Test
    void whenAllNumbersAreTakenThePlanFailsAndNothingIsOrdered() throws SQLException {
        Wanted first = Wanted.connection("acme");
        first.send(first.handedOver(BPS, "meet-full", "remote:r", "distant:d"));
        bus.awaitTold(first, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into handoff_numbers select 'meet-full', number, 'acme', '%s'
                    from generate_series(1, 4094) number on conflict do nothing""".formatted(first.connectionId));
        }

        Wanted second = Wanted.connection("acme");
        second.send(second.handedOver(BPS, "meet-full", "remote:r", "distant:meet-full"));
        bus.awaitTold(second, "FAILED 1");
        var failed = bus.events(second.connectionId).getFirst().getFailed();
        assertThat(failed.getReason())
                .isEqualTo("NO_HANDOFF_NUMBER: all 4094 numbers (1 to 4094) of interconnect meet-full are taken");
        assertThat(failed.getLinkIdsList()).containsExactly("meet-full");
        assertThat(Client.ofTenant("acme").connection(second.connectionId).getLegsList())
                .isEmpty();

        first.send(first.release());
        await().atMost(PATIENCE).until(() -> taken("meet-full") == 0);
        second.send(second.handedOver(BPS, "meet-full", "remote:r", "distant:d"));
        await().atMost(PATIENCE).until(() -> bus.told(second.connectionId).contains("ACTIVATED 2"));
        second.send(second.release());
        await().atMost(PATIENCE).until(() -> taken("meet-full") == 0);
    }

    private static Stream<Order> inService(Stream<Order> orders, String interconnectId) {
        return orders.filter(order -> order.getStanding() == OrderStanding.ORDER_STANDING_IN_SERVICE)
                .filter(order -> List.of(
                                order.getAEnd().getInterconnectId(),
                                order.getZEnd().getInterconnectId())
                        .contains(interconnectId));
    }

    private static int numberBetween(Order order) {
        assertThat(List.of(order.getAEnd().getInterconnectId(), order.getZEnd().getInterconnectId()))
                .containsAnyOf("port-a", "port-z");
        return Math.max(order.getAEnd().getVlanId(), order.getZEnd().getVlanId());
    }

    private Order order(Wanted wanted, int leg) {
        return book.orders.getOrDefault(wanted.connectionId + "." + leg, Order.getDefaultInstance());
    }

    private int number(Wanted wanted, int leg) {
        return numberBetween(order(wanted, leg));
    }

    private static String connectionOf(String reference) {
        return reference.substring(0, reference.lastIndexOf('.'));
    }

    private static long taken(String interconnectId) throws SQLException {
        try (var connection = EmbeddedStack.connectAsAdmin(Database.PROVISIONING);
                var statement =
                        connection.prepareStatement("select count(*) from handoff_numbers where interconnect_id = ?")) {
            statement.setString(1, interconnectId);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
