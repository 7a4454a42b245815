package dev.braid.lab.stamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.stamp.Tally.Readings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Readings of packets that are sent, lost and answered as a test says. */
class TallyTest {
    private static final long INTERVAL = 1_000_000;
    private static final long PATIENCE = 300_000;

    private final Tally tally = new Tally(INTERVAL, PATIENCE);

    @Test
    void nothingIsReadBeforeTheLastAnswerHadItsTime() {
        tally.sent(0, 10);
        assertThat(tally.close(INTERVAL + PATIENCE - 1)).isEmpty();
        assertThat(tally.close(INTERVAL + PATIENCE)).isPresent();
        assertThat(tally.close(10 * INTERVAL)).isEmpty();
    }

    @Test
    void whereNothingComesBackBothWaysLostAll() {
        tally.sent(0, 10);
        tally.sent(1, 20);
        Readings lost = tally.close(2 * INTERVAL).orElseThrow();
        assertThat(lost.forward()).isEqualTo(new Reading(INTERVAL, 0, 0, 1));
        assertThat(lost.back()).isEqualTo(new Reading(INTERVAL, 0, 0, 1));
    }

    @Test
    void answersThatComeTwiceLateOrToNothingCountForNothing() {
        tally.sent(0, 10);
        tally.answered(answer(0, 0, 10, 5_000), NtpTime.of(20_010));
        tally.answered(answer(0, 1, 10, 90_000), NtpTime.of(990_010));
        tally.answered(answer(77, 2, 10, 90_000), NtpTime.of(990_010));
        Readings readings = tally.close(2 * INTERVAL).orElseThrow();
        assertThat(readings.forward().latencyUs()).isEqualTo(5);
        tally.answered(answer(0, 3, 10, 5_000), NtpTime.of(20_010));
        assertThat(tally.refusedCount()).isEqualTo(3);
        assertThat(tally.close(5 * INTERVAL)).isEmpty();
    }

    /** Against a plain account of the same history: what was lost where is known to who makes it up. */
    @Test
    void whatIsReadIsWhatHappened() {
        for (long seed = 0; seed < 500; seed++) {
            check(new Random(seed));
        }
    }

    private static void check(Random random) {
        Tally tally = new Tally(INTERVAL, PATIENCE);
        int reflectorCount = 0;
        int sequence = 0;
        for (long interval = 0; interval < 20; interval++) {
            List<Long> forward = new ArrayList<>();
            List<Long> back = new ArrayList<>();
            int sent = 1 + random.nextInt(8);
            int reflected = 0;
            double forwardLoss = random.nextInt(3) / 4.0;
            double backLoss = random.nextInt(3) / 4.0;
            for (int i = 0; i < sent; i++, sequence++) {
                long sentNs = interval * INTERVAL + i * 100_000L;
                tally.sent(sequence, sentNs);
                // The last one always comes back, so that the reflector's count is known at the interval's end.
                boolean last = i == sent - 1;
                if (!last && random.nextDouble() < forwardLoss) {
                    continue;
                }
                reflected++;
                int count = reflectorCount++;
                if (!last && random.nextDouble() < backLoss) {
                    continue;
                }
                long there = 1_000 * (1 + random.nextInt(50));
                long home = 1_000 * (1 + random.nextInt(50));
                forward.add(there);
                back.add(home);
                ReflectorPacket answer = answer(sequence, count, sentNs, there);
                tally.answered(answer, NtpTime.of(sentNs + there + home));
            }
            Optional<Readings> readings = tally.close((interval + 1) * INTERVAL + PATIENCE);
            assertThat(readings.orElseThrow())
                    .isEqualTo(new Readings(
                            plain((interval + 1) * INTERVAL, forward, 1 - (double) reflected / sent),
                            plain((interval + 1) * INTERVAL, back, 1 - (double) back.size() / reflected)));
        }
    }

    private static Reading plain(long endNs, List<Long> delaysNs, double loss) {
        long[] sorted = delaysNs.stream().mapToLong(Long::longValue).sorted().toArray();
        double jitter = 0;
        for (int i = 1; i < delaysNs.size(); i++) {
            jitter += Math.abs(delaysNs.get(i) - delaysNs.get(i - 1));
        }
        long jitterUs = delaysNs.size() == 1 ? 0 : (long) (jitter / (delaysNs.size() - 1)) / 1000;
        assertThat(Arrays.stream(sorted)
                                .filter(delay -> delay <= sorted[(sorted.length - 1) / 2])
                                .count()
                        * 2)
                .isGreaterThanOrEqualTo(sorted.length);
        return new Reading(endNs, sorted[(sorted.length - 1) / 2] / 1000, jitterUs, loss);
    }

    private static ReflectorPacket answer(int sequence, int count, long sentNs, long forwardNs) {
        long receivedNtp = NtpTime.of(sentNs + forwardNs);
        return new ReflectorPacket(
                count,
                receivedNtp,
                ErrorEstimate.ONE_CLOCK,
                receivedNtp,
                new SenderPacket(sequence, NtpTime.of(sentNs), ErrorEstimate.ONE_CLOCK, 1),
                64);
    }
}
