package dev.braid.intent.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.intent.v1.GetSlaReportRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.ListSlaReportsRequest;
import dev.braid.api.intent.v1.SlaFigures;
import dev.braid.api.intent.v1.SlaReport;
import dev.braid.api.intent.v1.SlaState;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Books;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each month of each connection once, whoever settles, however many at once, and whoever is killed meanwhile. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class SettlementTest {
    private static final Instant START = Instant.parse("2024-03-10T00:00:00Z");
    private static final int REPLICAS = 6;

    @Inject
    Settler settler;

    private final Client client = Client.ofNewTenant();
    private final List<String> connectionIds = new ArrayList<>();

    @BeforeEach
    void aMeshWithABrokenHour() {
        Wishes.createPorts(client, "p1", "p2", "p3", "p4");
        Intent intent = client.intents()
                .submitIntent(Wishes.submit("mesh", Wishes.mesh(List.of("p1", "p2", "p3", "p4"))))
                .getIntent();
        Books.backdate(client.tenantId());
        for (var connection : intent.getConnectionsList()) {
            String id = connection.getConnectionId();
            connectionIds.add(id);
            Books.use(id, 1, 1, START, START.plusSeconds(36_000), 1);
            Books.judged(id, 1, START, START.plusSeconds(30_000), "MET");
            Books.judged(id, 1, START.plusSeconds(30_000), START.plusSeconds(33_600), "BROKEN");
        }
    }

    @Test
    void severalReplicasAtOnceGrantOneCreditEach() {
        List<CompletableFuture<Integer>> settling = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            settling.add(settler.settle(Instant.now()).subscribeAsCompletionStage());
        }
        assertThat(settling.stream().mapToInt(CompletableFuture::join).sum()).isGreaterThanOrEqualTo(6);
        settle(Instant.now());

        assertThat(connectionIds).hasSize(6).allSatisfy(SettlementTest::assertOneCredit);
        SlaReport report = report("2024-03");
        assertThat(report.getState()).isEqualTo(SlaState.SLA_STATE_SETTLED);
        assertThat(report.getCredits(0).getAmountMicros()).isEqualTo(6 * 18_000_000_000L);
        assertThat(report.getFigures().getBreachUs()).isEqualTo(6 * 3_600_000_000L);
        assertThat(report.getFigures().getUnknownUs()).isEqualTo(6 * 2_400_000_000L);
    }

    @Test
    void whoIsKilledBeforeTheCommitLeavesNothingAndTheNextSettles() throws Exception {
        try (Connection admin = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute("lock table outbox in exclusive mode");
            CompletableFuture<Integer> killed = settler.settle(Instant.now()).subscribeAsCompletionStage();
            // Settlement and credit are written, what billing is told is not: there it dies.
            int kills = 0;
            while (!killed.isDone()) {
                kills += terminated();
                Thread.sleep(20);
            }
            assertThat(kills).isPositive();
            admin.rollback();
        }
        assertThat(settlements()).containsExactly("0");
        assertThat(report("2024-03").getState()).isEqualTo(SlaState.SLA_STATE_PROVISIONAL);

        settle(Instant.now());
        assertThat(connectionIds).allSatisfy(SettlementTest::assertOneCredit);
    }

    private static int terminated() {
        return Books.query("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where wait_event_type = 'Lock' and query like 'insert into outbox%'")
                .size();
    }

    @Test
    void aMonthIsSettledWhenItsGraceIsOverAndNotBefore() {
        Instant due = Instant.parse("2024-04-04T00:00:00Z");
        settle(due.minusMillis(1));
        assertThat(settlements()).containsExactly("0");
        settle(due);
        assertThat(settlements()).containsExactly("6");
        assertThat(report("2024-02"))
                .isEqualTo(SlaReport.newBuilder()
                        .setTenantId(client.tenantId())
                        .setIntentId("mesh")
                        .setMonth("2024-02")
                        .setState(SlaState.SLA_STATE_SETTLED)
                        .setFigures(SlaFigures.getDefaultInstance())
                        .build());
    }

    @Test
    void afterMonthsAwayEveryMonthIsSettledOnce() {
        String id = connectionIds.getFirst();
        Books.use(id, 2, 3, START.plusSeconds(36_000), Instant.parse("2024-06-02T00:00:00Z"), 2);
        Books.judged(id, 2, Instant.parse("2024-04-30T23:00:00Z"), Instant.parse("2024-05-01T01:00:00Z"), "BROKEN");
        settle(Instant.now());
        settle(Instant.now());
        assertThat(Books.query("select month from sla_settlements where connection_id = '" + id + "' order by 1"))
                .containsExactly("2024-03", "2024-04", "2024-05", "2024-06");
        List<BillingRecord> bill = Bus.read(Topic.BILLING, id, BillingRecord.parser(), 3);
        assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(5L, 6L, 7L);
        assertThat(bill)
                .extracting(record -> record.getCreditGranted().getMonth())
                .containsExactly("2024-03", "2024-04", "2024-05");
        assertThat(bill.get(1).getCreditGranted().getBreachUs()).isEqualTo(3_600_000_000L);
    }

    /** The accounting began within the second of these. */
    @ParameterizedTest
    @ValueSource(strings = {"2023-12", "2024-01"})
    void aMonthThatBeganBeforeTheAccountingIsShownAsThatAndNotSettled(String month) {
        Books.use(
                connectionIds.getFirst(),
                2,
                3,
                Instant.parse(month + "-30T00:00:00Z"),
                Instant.parse(month + "-31T00:00:00Z"),
                1);
        settle(Instant.now());
        SlaReport report = report(month);
        assertThat(report.getState()).isEqualTo(SlaState.SLA_STATE_NOT_ACCOUNTED);
        assertThat(report.getFigures().getUnknownUs()).isEqualTo(86_400_000_000L);
        assertThat(report.getCreditsList()).isEmpty();
        assertThat(settlements()).containsExactly("6");
    }

    @Test
    void whatAnEarlierVersionWroteHasNoFiguresAndNoCredit() {
        Books.execute("update usage_intervals set revision = null, generation = null where tenant_id = '"
                + client.tenantId() + "'");
        settle(Instant.now());
        SlaReport report = report("2024-03");
        assertThat(report.getState()).isEqualTo(SlaState.SLA_STATE_SETTLED);
        assertThat(report.getFigures().hasAvailabilityRatio()).isFalse();
        assertThat(report.getFigures().getUnknownUs())
                .isEqualTo(report.getFigures().getActiveUs());
        assertThat(report.getCredits(0).getAmountMicros()).isZero();
    }

    @Test
    void reportsOfAMonthAreListedPageByPage() {
        for (String intentId : List.of("alpha", "omega")) {
            Intent intent = client.intents()
                    .submitIntent(Wishes.submit(intentId, Wishes.pair("p1", "p2")))
                    .getIntent();
            Books.backdate(client.tenantId());
            Books.use(intent.getConnections(0).getConnectionId(), 1, 1, START, null, 1);
        }
        // Submitted, and never active.
        client.intents().submitIntent(Wishes.submit("idle", Wishes.pair("p1", "p2")));
        List<String> listed = new ArrayList<>();
        String token = "";
        do {
            var page = client.slas()
                    .listSlaReports(ListSlaReportsRequest.newBuilder()
                            .setMonth("2024-03")
                            .setPageSize(1)
                            .setPageToken(token)
                            .build());
            page.getReportsList().forEach(report -> listed.add(report.getIntentId()));
            assertThat(page.getReportsList())
                    .allSatisfy(
                            report -> assertThat(report).isEqualTo(report(client, report.getIntentId(), "2024-03")));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(listed).containsExactly("alpha", "mesh", "omega");
    }

    private static void assertOneCredit(String connectionId) {
        List<BillingRecord> bill = Bus.read(Topic.BILLING, connectionId, BillingRecord.parser(), 1);
        assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(3L);
        assertThat(bill.getFirst().getCreditGranted().getAmountMicros()).isEqualTo(18_000_000_000L);
        assertThat(Books.query("select sequence from sla_credits where connection_id = '" + connectionId + "'"))
                .containsExactly("3");
    }

    private List<String> settlements() {
        return Books.query("select count(*) from sla_settlements where tenant_id = '" + client.tenantId() + "'");
    }

    private SlaReport report(String month) {
        return report(client, "mesh", month);
    }

    private static SlaReport report(Client caller, String intentId, String month) {
        return caller.slas()
                .getSlaReport(GetSlaReportRequest.newBuilder()
                        .setIntentId(intentId)
                        .setMonth(month)
                        .build())
                .getReport();
    }

    private void settle(Instant now) {
        Uni<Integer> settling = settler.settle(now);
        settling.await().atMost(Duration.ofSeconds(60));
    }
}
