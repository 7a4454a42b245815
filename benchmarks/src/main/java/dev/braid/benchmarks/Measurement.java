package dev.braid.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the arms take to answer the same questions: rounds in turn, of each question the median of its rounds, so that a
 * pause counts for nothing. Long ones are timed by the CPU time of the measuring thread, short ones by the wall: to look
 * at that disturbs them less, and they are seldom interrupted.
 */
final class Measurement {
    private static final int MOST_ROUNDS = 9;
    private static final long WARM_UP_NS = 700_000_000L;
    private static final long MEASURED_NS = 1_200_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long LONG_NS = 100_000;

    /**
     * Of one arm.
     *
     * @param us microseconds for each question it was asked, in their order
     */
    record Result(Arm arm, double[] us) {
        double mean() {
            return mean(us.length);
        }

        double median() {
            return median(us.length);
        }

        double p99() {
            return sorted(us.length)[(us.length - 1) * 99 / 100];
        }

        /** How many times what the other takes on the questions that both answered. */
        double timesTheMeanOf(Result other) {
            int questions = Math.min(us.length, other.us.length);
            return mean(questions) / other.mean(questions);
        }

        double timesTheMedianOf(Result other) {
            int questions = Math.min(us.length, other.us.length);
            return median(questions) / other.median(questions);
        }

        private double mean(int questions) {
            return Arrays.stream(us, 0, questions).average().orElseThrow();
        }

        private double median(int questions) {
            return sorted(questions)[questions / 2];
        }

        private double[] sorted(int questions) {
            double[] sorted = Arrays.copyOf(us, questions);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    private Measurement() {}

    /** Checks that all arms answer alike, then measures them. */
    static List<Result> of(List<? extends Arm> arms) {
        check(arms);
        long[] passNs = arms.stream().mapToLong(Measurement::warmUp).toArray();
        long[][][] times = new long[arms.size()][][];
        Arrays.setAll(
                times,
                arm -> new long[arms.get(arm).questions()][Math.clamp(MEASURED_NS / passNs[arm], 1, MOST_ROUNDS)]);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            for (int arm = 0; arm < arms.size(); arm++) {
                if (round < times[arm][0].length) {
                    boolean isLong = passNs[arm] > LONG_NS * times[arm].length;
                    measure(arms.get(arm), times[arm], round, isLong ? Measurement::cpuNs : System::nanoTime);
                }
            }
        }
        Result[] results = new Result[arms.size()];
        Arrays.setAll(
                results,
                arm -> new Result(
                        arms.get(arm),
                        Arrays.stream(times[arm])
                                .mapToDouble(Measurement::medianUs)
                                .toArray()));
        return List.of(results);
    }

    private static void check(List<? extends Arm> arms) {
        Arm first = arms.getFirst();
        for (Arm arm : arms.subList(1, arms.size())) {
            for (int question = 0; arm.answersAlike() && question < arm.questions(); question++) {
                long expected = first.answer(question);
                long actual = arm.answer(question);
                if (actual != expected) {
                    throw new IllegalStateException("Question %d: %s answers %d, %s answers %d"
                            .formatted(question, first.name(), expected, arm.name(), actual));
                }
            }
        }
    }

    /** Until the compilers have seen enough; says what one pass over the questions takes. */
    private static long warmUp(Arm arm) {
        long start = cpuNs();
        long took = 0;
        long pass = Long.MAX_VALUE;
        while (took < WARM_UP_NS) {
            for (int question = 0; question < arm.questions(); question++) {
                arm.answer(question);
            }
            long now = cpuNs() - start;
            pass = Math.min(pass, now - took);
            took = now;
        }
        return pass;
    }

    /** After a pass that is not counted: no arm pays for what the one before left in the caches. */
    private static void measure(Arm arm, long[][] times, int round, LongSupplier clock) {
        for (int question = 0; question < times.length; question++) {
            arm.answer(question);
        }
        for (int question = 0; question < times.length; question++) {
            long start = clock.getAsLong();
            arm.answer(question);
            times[question][round] = clock.getAsLong() - start;
        }
    }

    static long cpuNs() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static double medianUs(long[] rounds) {
        long[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e3;
    }
}
