package dev.braid.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * What the arms take to answer the same questions: rounds in turn, of each question the CPU time of the measuring
 * thread, the median of its rounds, so that a pause counts for nothing.
 */
final class Measurement {
    private static final int MOST_ROUNDS = 9;
    private static final long WARM_UP_NS = 700_000_000L;
    private static final long MEASURED_NS = 1_200_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What looking at the clock takes. */
    private static final long CLOCK_NS = clockNs();

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
        int[] rounds = arms.stream().mapToInt(Measurement::warmUp).toArray();
        long[][][] times = new long[arms.size()][][];
        Arrays.setAll(times, arm -> new long[arms.get(arm).questions()][rounds[arm]]);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            for (int arm = 0; arm < arms.size(); arm++) {
                if (round < rounds[arm]) {
                    measure(arms.get(arm), times[arm], round);
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

    /** Until the compilers have seen enough; says how many rounds there is time for. */
    private static int warmUp(Arm arm) {
        long start = THREADS.getCurrentThreadCpuTime();
        long took = 0;
        long round = Long.MAX_VALUE;
        while (took < WARM_UP_NS) {
            for (int question = 0; question < arm.questions(); question++) {
                arm.answer(question);
            }
            long now = THREADS.getCurrentThreadCpuTime() - start;
            round = Math.min(round, now - took);
            took = now;
        }
        return Math.clamp(MEASURED_NS / round, 1, MOST_ROUNDS);
    }

    private static void measure(Arm arm, long[][] times, int round) {
        for (int question = 0; question < times.length; question++) {
            long start = THREADS.getCurrentThreadCpuTime();
            arm.answer(question);
            times[question][round] = Math.max(1, THREADS.getCurrentThreadCpuTime() - start - CLOCK_NS);
        }
    }

    private static double medianUs(long[] rounds) {
        long[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e3;
    }

    private static long clockNs() {
        long[] times = new long[50_001];
        for (int i = 0; i < times.length; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            times[i] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    static long cpuNs() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
