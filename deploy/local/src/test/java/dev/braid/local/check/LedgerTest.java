package dev.braid.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.billing.v1.CreditGranted;
import dev.braid.api.billing.v1.UsageEnded;
import dev.braid.api.billing.v1.UsageStarted;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ConnectionReleased;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final String CONNECTION = "acme.web-to-db.1";

    /** A minute at 1,000 millionths a second and the rest of its 2,678,400 s at 2,000. */
    private static final long CHARGE_OF_JANUARY = 60_000 + 2_678_240L * 2_000;

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

    @Test
    void aCreditInsideTheUseIsRight() {
        assertThat(Ledger.check(billed(credit(4, CHARGE_OF_JANUARY)), opened())).isEmpty();

        List<ProvisioningEvent> closed = new ArrayList<>(opened());
        closed.add(released(3, 2_700_000));
        List<BillingRecord> bill =
                billed(credit(4, CHARGE_OF_JANUARY), ended(5, 2_700_000, 2, 160, 7_200_000, 5_399_680_000L));
        assertThat(Ledger.check(bill, closed)).isEmpty();
        assertThat(Ledger.check(bill, opened())).hasSize(1);
    }

    @Test
    void aCreditOnMoreThanWasChargedIsSeen() {
        assertThat(Ledger.check(billed(credit(4, CHARGE_OF_JANUARY + 10)), opened()))
                .extracting(Violation::detail)
                .containsExactly(CONNECTION
                        + "/4: 535654001 millionths are credited of 5356540010, but the use comes to 5356540000");
    }

    @Test
    void aCreditThatIsNotItsShareOrNotEarnedIsSeen() {
        BillingRecord right = credit(4, CHARGE_OF_JANUARY);
        BillingRecord odd = right.toBuilder()
                .setCreditGranted(right.getCreditGranted().toBuilder().setAmountMicros(535_654_001))
                .build();
        BillingRecord kept = right.toBuilder()
                .setCreditGranted(right.getCreditGranted().toBuilder().setBreachUs(1))
                .build();

        assertThat(Ledger.check(billed(odd), opened())).hasSize(1);
        assertThat(Ledger.check(billed(kept), opened())).hasSize(1);
    }

    @Test
    void aMonthThatIsCreditedTwiceIsSeen() {
        assertThat(Ledger.check(billed(credit(4, CHARGE_OF_JANUARY), credit(5, CHARGE_OF_JANUARY)), opened()))
                .extracting(Violation::detail)
                .containsExactly(CONNECTION + "/5: 1970-01 is credited twice");
    }

    private List<BillingRecord> billed(BillingRecord... more) {
        return Stream.concat(billing.subList(0, 3).stream(), Arrays.stream(more))
                .toList();
    }

    /** A tenth of January 1970, of which half is known and a hundredth of that in breach. */
    private static BillingRecord credit(long sequence, long chargeMicros) {
        return record(sequence, 2_700_000)
                .setCreditGranted(CreditGranted.newBuilder()
                        .setMonth("1970-01")
                        .setActiveUs(2_678_300_000_000L)
                        .setUnknownUs(1_339_150_000_000L)
                        .setBreachUs(13_391_500_000L)
                        .setBelowAvailabilityPpm(999_000)
                        .setCreditSharePpm(100_000)
                        .setChargeMicros(chargeMicros)
                        .setAmountMicros(chargeMicros / 10)
                        .setCurrencyCode("USD"))
                .build();
    }

    private List<ProvisioningEvent> opened() {
        return events.subList(0, 2);
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
