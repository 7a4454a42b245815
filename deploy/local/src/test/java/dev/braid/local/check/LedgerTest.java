package dev.braid.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.UsageEnded;
import dev.braid.api.billing.v1.UsageStarted;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ConnectionReleased;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String CONNECTION = "acme.web-to-db.1";

    private final List<ProvisioningEvent> events =
            List.of(activated(1, 100, 3_600_000), activated(2, 160, 7_200_000), released(3, 200));
    private final List<BillingRecord> billing = List.of(
            started(1, 100, 1, 3_600_000),
            ended(2, 160, 1, 100, 3_600_000, 60_000),
            started(3, 160, 2, 7_200_000),
            ended(4, 200, 2, 160, 7_200_000, 80_000));

    @Test
    void intervalsThatFollowTheActivationsAreRight() {
        assertThat(Ledger.check(billing, events)).isEmpty();
    }

    @Test
    void repetitionsAreHarmless() {
        List<BillingRecord> twice =
                List.of(billing.get(0), billing.get(1), billing.get(0), billing.get(1), billing.get(2), billing.get(3));
        List<ProvisioningEvent> replayed =
                List.of(events.get(0), events.get(0), events.get(1), events.get(2), events.get(1));

        assertThat(Ledger.check(twice, replayed)).isEmpty();
    }

    @Test
    void aMissingRecordIsSeen() {
        assertThat(Ledger.check(billing.subList(0, 3), events)).isNotEmpty();
    }

    @Test
    void aGapBetweenIntervalsIsSeen() {
        List<BillingRecord> late =
                List.of(billing.get(0), billing.get(1), started(3, 161, 2, 7_200_000), billing.get(3));

        assertThat(Ledger.check(late, events)).isNotEmpty();
    }

    @Test
    void oneSequenceWithTwoContentsIsSeen() {
        List<BillingRecord> both = List.of(
                billing.get(0),
                billing.get(1),
                billing.get(2),
                billing.get(3),
                ended(4, 200, 2, 160, 7_200_000, 80_001));

        assertThat(Ledger.check(both, events)).isNotEmpty();
    }

    @Test
    void useWithoutAnActivationIsSeen() {
        assertThat(Ledger.check(billing.subList(0, 1), List.of())).isNotEmpty();
    }

    @Test
    void whatProvisioningReportedTooLongAgoIsNotMissed() {
        assertThat(Ledger.check(billing.subList(0, 1), List.of(activated(3, 8 * 24 * 3600, 1))))
                .isEmpty();
    }

    private static ProvisioningEvent activated(long sequence, long second, long priceMicrosPerHour) {
        return event(sequence, second)
                .setActivated(ConnectionActivated.newBuilder()
                        .setBandwidthBps(1_000_000)
                        .setPriceMicrosPerHour(priceMicrosPerHour)
                        .setCurrencyCode("USD"))
                .build();
    }

    private static ProvisioningEvent released(long sequence, long second) {
        return event(sequence, second)
                .setReleased(ConnectionReleased.getDefaultInstance())
                .build();
    }

    private static ProvisioningEvent.Builder event(long sequence, long second) {
        return ProvisioningEvent.newBuilder()
                .setConnectionId(CONNECTION)
                .setSequence(sequence)
                .setOccurTime(time(second));
    }

    private static BillingRecord started(long sequence, long second, long interval, long priceMicrosPerHour) {
        return record(sequence, second)
                .setUsageStarted(UsageStarted.newBuilder()
                        .setInterval(interval)
                        .setBandwidthBps(1_000_000)
                        .setPriceMicrosPerHour(priceMicrosPerHour)
                        .setCurrencyCode("USD"))
                .build();
    }

    private static BillingRecord ended(
            long sequence, long second, long interval, long startSecond, long priceMicrosPerHour, long amountMicros) {
        return record(sequence, second)
                .setUsageEnded(UsageEnded.newBuilder()
                        .setInterval(interval)
                        .setStartTime(time(startSecond))
                        .setDurationUs((second - startSecond) * 1_000_000)
                        .setBandwidthBps(1_000_000)
                        .setPriceMicrosPerHour(priceMicrosPerHour)
                        .setAmountMicros(amountMicros)
                        .setCurrencyCode("USD"))
                .build();
    }

    private static BillingRecord.Builder record(long sequence, long second) {
        return BillingRecord.newBuilder()
                .setRecordId(CONNECTION + "/" + sequence)
                .setTenantId("acme")
                .setIntentId("web-to-db")
                .setConnectionId(CONNECTION)
                .setSequence(sequence)
                .setOccurTime(time(second));
    }

    private static Timestamp time(long second) {
        return Timestamp.newBuilder().setSeconds(second).build();
    }
}
