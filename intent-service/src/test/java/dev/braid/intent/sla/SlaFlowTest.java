package dev.braid.intent.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.CreditGranted;
import dev.braid.api.intent.v1.GetSlaReportRequest;
import dev.braid.api.intent.v1.PromiseBreach;
import dev.braid.api.intent.v1.SlaReport;
import dev.braid.api.intent.v1.SlaState;
import dev.braid.api.intent.v1.SlaTier;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.Promise;
import dev.braid.intent.support.Books;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what provisioning and telemetry say, over the report, to the credit that billing reads. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class SlaFlowTest {
    private static final String MARCH = "2024-03";
    /** And no later month is. */
    private static final Instant MARCH_IS_DUE = Instant.parse("2024-04-05T00:00:00Z");

    private static final Instant START = Instant.parse("2024-03-10T00:00:00Z");

    @Inject
    Settler settler;

    private final Client client = Client.ofNewTenant();
    private final Bus bus = new Bus();
    private Network network;

    @BeforeEach
    void aConnectionOfLongAgo() {
        network = Network.of(bus, Wishes.submitPair(client, "web"), 1);
        Books.backdate(client.tenantId());
        network.say(network.planned(1, 1, 1));
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void aBrokenPromiseIsReportedSettledAndCreditedOnceHoweverOftenItIsTold() {
        List<ConnectionHealth> judged = new ArrayList<>();
        judged.addAll(row(HealthState.HEALTH_STATE_MET, 0, 240, 10, 12_000));
        judged.addAll(row(HealthState.HEALTH_STATE_BROKEN, 14_400, 6.5, 0.5, 31_000));
        judged.addAll(row(HealthState.HEALTH_STATE_MET, 14_790, 360, 10, 11_000));
        network.say(network.activated(1, 1, 1, START));
        judged.forEach(network::say);
        network.say(network.released(2, 1, 1, START.plusSeconds(36_000)));

        SlaReport open = await(report -> report.getFigures().getBreachUs() == us(390)
                && report.getFigures().getUnknownUs() == 0
                && report.getFigures().getActiveUs() == us(36_000));
        assertThat(open.getState()).isEqualTo(SlaState.SLA_STATE_PROVISIONAL);
        assertThat(open.getFigures().getAvailabilityRatio()).isEqualTo(1 - 390.0 / 36_000);
        assertThat(open.getFigures().getBreachCount()).isEqualTo(1);
        assertThat(open.getFigures().getLongestBreachUs()).isEqualTo(us(390));
        assertThat(open.getFigures().getWorstLatencyUs()).isEqualTo(31_000);
        assertThat(open.getFigures().getPromiseBreachesList())
                .containsExactly(PromiseBreach.newBuilder()
                        .setPromise(Promise.PROMISE_LATENCY)
                        .setBreachUs(us(390))
                        .build());
        assertThat(open.getConnections(0).getPromises(0).getObjectives().getMaxLatencyUs())
                .isEqualTo(20_000);
        assertThat(open.getCredits(0).getAmountMicros()).isEqualTo(18_000_000_000L);
        assertThat(open.getConnections(0).getCredits(0).getBillingSequence()).isZero();

        settle();
        SlaReport settled = report(client, MARCH);
        assertThat(settled.getState()).isEqualTo(SlaState.SLA_STATE_SETTLED);
        assertThat(settled.getFigures()).isEqualTo(open.getFigures());
        assertThat(settled.getConnections(0).getCredits(0).getBillingSequence()).isEqualTo(3);
        assertThat(settled.getConnections(0).getRule().getTiersList())
                .extracting(SlaTier::getCreditSharePpm)
                .containsExactly(100_000, 250_000, 500_000);

        Collections.shuffle(judged, new Random(7));
        judged.forEach(network::say);
        settle();
        network.say(network.activated(3, 1, 2, Instant.now()));
        List<BillingRecord> bill = Bus.read(Topic.BILLING, network.connectionId(), BillingRecord.parser(), 4);
        assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(bill.get(2).getRecordId()).isEqualTo(network.connectionId() + "/3");
        assertThat(bill.get(2).getCreditGranted())
                .isEqualTo(CreditGranted.newBuilder()
                        .setMonth(MARCH)
                        .setActiveUs(us(36_000))
                        .setBreachUs(us(390))
                        .setBelowAvailabilityPpm(990_000)
                        .setCreditSharePpm(500_000)
                        .setChargeMicros(36_000_000_000L)
                        .setAmountMicros(18_000_000_000L)
                        .setCurrencyCode("EUR")
                        .build());
        assertThat(report(client, MARCH)).isEqualTo(settled);
        assertThat(report(Client.operator(), MARCH)).isEqualTo(settled);
    }

    @Test
    void judgementsThatComeLateAndInDisorderMakeTheSameReport() {
        List<ConnectionHealth> judged = new ArrayList<>();
        judged.addAll(row(HealthState.HEALTH_STATE_BROKEN, 0, 1, 0.25, 31_000));
        judged.addAll(row(HealthState.HEALTH_STATE_MET, 60, 0.5, 0.25, 11_000));
        judged.addAll(row(HealthState.HEALTH_STATE_BROKEN, 90, 0.5, 0.25, 31_000));
        judged.addAll(row(HealthState.HEALTH_STATE_MET, 119, 1, 1, 11_000));
        Collections.shuffle(judged, new Random(3));
        judged.forEach(network::say);
        network.say(network.activated(1, 1, 1, START));
        network.say(network.released(2, 1, 1, START.plusSeconds(600)));

        SlaReport report = await(
                r -> r.getFigures().getActiveUs() == us(600) && r.getFigures().getUnknownUs() == 0);
        assertThat(report.getFigures().getBreachUs()).isEqualTo(us(60 + 29));
        assertThat(report.getFigures().getBreachCount()).isEqualTo(2);
    }

    @Test
    void aMonthThatWasKeptIsSettledWithoutACreditAndTheLedgerGoesOn() {
        network.say(network.activated(1, 1, 1, START));
        row(HealthState.HEALTH_STATE_MET, 0, 60, 10, 12_000).forEach(network::say);
        network.say(network.released(2, 1, 1, START.plusSeconds(3_600)));
        await(r -> r.getFigures().getActiveUs() == us(3_600) && r.getFigures().getUnknownUs() == 0);

        settle();
        SlaReport settled = report(client, MARCH);
        assertThat(settled.getState()).isEqualTo(SlaState.SLA_STATE_SETTLED);
        assertThat(settled.getFigures().getAvailabilityRatio()).isEqualTo(1);
        assertThat(settled.getCredits(0).getAmountMicros()).isZero();
        assertThat(settled.getCredits(0).getChargeMicros()).isEqualTo(Network.PRICE);
        assertThat(Books.query("select count(*) from sla_credits where tenant_id = '" + client.tenantId() + "'"))
                .containsExactly("0");
    }

    @Test
    void aCreditTakesTheNumberBetweenTheStartAndTheEndOfUse() {
        network.say(network.activated(1, 1, 1, START));
        row(HealthState.HEALTH_STATE_BROKEN, 0, 2, 0.5, 31_000).forEach(network::say);
        await(r -> r.getFigures().getBreachUs() == us(120));
        settle(MARCH_IS_DUE);
        network.say(network.released(2, 1, 1, START.plusSeconds(40 * 86_400)));

        List<BillingRecord> bill = Bus.read(Topic.BILLING, network.connectionId(), BillingRecord.parser(), 3);
        assertThat(bill).extracting(BillingRecord::getSequence).containsExactly(1L, 2L, 3L);
        assertThat(bill.get(1).getCreditGranted().getMonth()).isEqualTo(MARCH);
        assertThat(bill.get(1).getCreditGranted().getUnknownUs())
                .isEqualTo(us(Duration.between(START, Instant.parse("2024-04-01T00:00:00Z"))
                                .toSeconds()
                        - 120));
        assertThat(bill.get(2).getUsageEnded().getDurationUs()).isEqualTo(us(40 * 86_400));
    }

    @Test
    void anEndOfUseWithinASettledMonthCountsFromThatMonthsEndSoThatItsCreditStands() {
        network.say(network.activated(1, 1, 1, START));
        row(HealthState.HEALTH_STATE_BROKEN, 0, 2, 0.5, 31_000).forEach(network::say);
        await(r -> r.getFigures().getBreachUs() == us(120));
        settle(MARCH_IS_DUE);
        network.say(network.released(2, 1, 1, START.plusSeconds(2 * 86_400)));

        List<BillingRecord> bill = Bus.read(Topic.BILLING, network.connectionId(), BillingRecord.parser(), 3);
        assertThat(bill.get(2).getUsageEnded().getDurationUs()).isEqualTo(us(22 * 86_400));
        assertThat(bill.get(2).getUsageEnded().getAmountMicros())
                .isEqualTo(bill.get(1).getCreditGranted().getChargeMicros());
        SlaReport settled = report(client, MARCH);
        assertThat(settled.getFigures().getActiveUs()).isEqualTo(us(22 * 86_400));
    }

    @Test
    void whatWasPromisedBeforeAChangeStaysInTheReport() {
        network.say(network.activated(1, 1, 1, START));
        var changed = Wishes.pair("left", "right").toBuilder();
        changed.getObjectivesBuilder().setMaxLatencyUs(9_000);
        client.intents()
                .updateIntent(UpdateIntentRequest.newBuilder()
                        .setIntentId("web")
                        .setSpec(changed)
                        .setUpdateMask(
                                com.google.protobuf.FieldMask.newBuilder().addPaths("objectives.max_latency_us"))
                        .build());
        network.say(network.activated(2, 2, 2, START.plusSeconds(60)));

        SlaReport report =
                await(r -> r.getConnectionsCount() == 1 && r.getConnections(0).getPromisesCount() == 2);
        assertThat(report.getConnections(0).getPromisesList())
                .extracting(promise -> promise.getObjectives().getMaxLatencyUs())
                .containsExactly(20_000L, 9_000L);
        assertThat(report.getConnections(0).getPromises(0).getEndTime())
                .isEqualTo(Network.timestamp(START.plusSeconds(60)));
        assertThat(report.getConnections(0).getPromises(1).hasEndTime()).isFalse();
    }

    /** Judgements of the first plan from that second on for so many minutes, one every so many minutes. */
    private List<ConnectionHealth> row(
            HealthState state, int fromSecond, double minutes, double everyMinutes, long latencyUs) {
        List<ConnectionHealth> row = new ArrayList<>();
        for (double minute = 0; minute < minutes; minute += everyMinutes) {
            ConnectionHealth health =
                    network.health(state, 1, latencyUs, START.plusSeconds(fromSecond + Math.round(minute * 60)));
            row.add(
                    state == HealthState.HEALTH_STATE_BROKEN
                            ? health.toBuilder()
                                    .addBreaches(Breach.newBuilder().setPromise(Promise.PROMISE_LATENCY))
                                    .addBreaches(Breach.newBuilder().setPromise(Promise.PROMISE_LATENCY_TARGET))
                                    .build()
                            : health);
        }
        return row;
    }

    private void settle() {
        settle(Instant.now());
    }

    private void settle(Instant now) {
        settler.settle(now).await().atMost(Duration.ofSeconds(60));
    }

    private SlaReport report(Client caller, String month) {
        return caller.slas()
                .getSlaReport(GetSlaReportRequest.newBuilder()
                        .setIntentId("web")
                        .setMonth(month)
                        .setTenantId(caller == client ? "" : client.tenantId())
                        .build())
                .getReport();
    }

    private SlaReport await(Predicate<SlaReport> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        SlaReport report = report(client, MARCH);
        while (!wanted.test(report)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain; the report is now: " + report);
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            report = report(client, MARCH);
        }
        return report;
    }

    private static long us(long seconds) {
        return seconds * 1_000_000;
    }
}
