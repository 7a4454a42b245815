package dev.braid.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.intent.v1.ConnectionSla;
import dev.braid.api.intent.v1.PromiseBreach;
import dev.braid.api.intent.v1.SlaCredit;
import dev.braid.api.intent.v1.SlaFigures;
import dev.braid.api.intent.v1.SlaPromise;
import dev.braid.api.intent.v1.SlaReport;
import dev.braid.api.intent.v1.SlaState;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.telemetry.v1.Promise;
import org.junit.jupiter.api.Test;

class SlaWordsTest {
    private static final SlaFigures BROKEN = SlaFigures.newBuilder()
            .setActiveUs(36_000_000_000L)
            .setBreachUs(390_000_000)
            .setUnknownUs(60_000_000)
            .setAvailabilityRatio(0.98914)
            .setBreachCount(2)
            .setLongestBreachUs(300_000_000)
            .setWorstLatencyUs(31_000)
            .addPromiseBreaches(PromiseBreach.newBuilder()
                    .setPromise(Promise.PROMISE_LATENCY)
                    .setBreachUs(390_000_000))
            .build();
    private static final SlaCredit CREDIT = SlaCredit.newBuilder()
            .setCurrencyCode("EUR")
            .setChargeMicros(36_000_000_000L)
            .setAmountMicros(18_000_000_000L)
            .build();

    @Test
    void aMonthIsATableWithWhatWasPromisedAndWhatBroke() {
        SlaReport report = SlaReport.newBuilder()
                .setTenantId("acme")
                .setIntentId("web")
                .setMonth("2026-11")
                .setState(SlaState.SLA_STATE_PROVISIONAL)
                .setFigures(BROKEN)
                .addCredits(CREDIT)
                .addConnections(ConnectionSla.newBuilder()
                        .setConnectionId("acme.web.1")
                        .setFigures(BROKEN)
                        .addCredits(CREDIT)
                        .addPromises(SlaPromise.newBuilder()
                                .setGeneration(1)
                                .setObjectives(Objectives.newBuilder()
                                        .setMaxLatencyUs(20_000)
                                        .setMaxLossRatio(0.001))))
                .addConnections(ConnectionSla.newBuilder()
                        .setConnectionId("acme.web.2")
                        .setFigures(
                                SlaFigures.newBuilder().setActiveUs(60_000_000).setUnknownUs(60_000_000))
                        .addPromises(SlaPromise.newBuilder().setGeneration(1)))
                .build();

        assertThat(String.join("\n", SlaWords.all(report))).isEqualTo("""
                acme.web in 2026-11: provisional, as figures and credits may still change

                  connection                   active min     broken    unknown      kept      worst  credit
                  acme.web.1                        600.0        6.5        1.0  98.914 %    31.0 ms  18000.00 of 36000.00 EUR
                  acme.web.2                          1.0        0.0        1.0         –          –  none
                  all                               600.0        6.5        1.0  98.914 %    31.0 ms  18000.00 of 36000.00 EUR

                  acme.web.1
                    promised  latency 20.0 ms, loss 0.100 %, to be reached (generation 1)
                    broken    2 times, the longest for 5.0 min: latency 6.5 min

                  acme.web.2
                    promised  to be reached (generation 1)
                    broken    nothing is known""");
    }

    @Test
    void whatWasNotActiveIsSaidToBeThat() {
        assertThat(SlaWords.all(SlaReport.newBuilder()
                        .setTenantId("acme")
                        .setIntentId("web")
                        .setMonth("2026-11")
                        .setState(SlaState.SLA_STATE_SETTLED)
                        .build()))
                .containsExactly("acme.web in 2026-11: settled", "  None of its connections was active in that month.");
    }
}
