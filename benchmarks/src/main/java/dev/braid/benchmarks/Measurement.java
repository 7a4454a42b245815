package dev.braid.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * What the arms of one scene take: rounds in turn, the CPU time of the measuring thread, the median of the rounds. The
 * spread over questions is wall time, of each question the median of its rounds, so that a pause counts once.
 */
final class Measurement {
    private static final int ROUNDS = 9;
    private static final long WARM_UP_NS = 1_500_000_000L;
    private static final long ROUND_NS = 20_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * What one arm took, in microseconds for one question.
     *
     * @param meanUs CPU time over all questions, the median of the rounds
     * @param medianUs of the questions
     * @param p99Us of the questions
     */
    record Result(String arm, double meanUs, double medianUs, double p99Us) {}

    private Measurement() {}

    /** Checks that all arms answer alike, then measures them. */
    static List<Result> of(List<? extends Arm> arms) {
        check(arms);
        arms.forEach(Measurement::warmUp);
        double[][] means = new double[arms.size()][ROUNDS];
        long[][][] times = new long[arms.size()][][];
        Arrays.setAll(times, arm -> new long[arms.get(arm).questions()][ROUNDS]);
        for (int round = 0; round < ROUNDS; round++) {
            for (int arm = 0; arm < arms.size(); arm++) {
                means[arm][round] = mean(arms.get(arm));
                spread(arms.get(arm), times[arm], round);
            }
        }
        Result[] results = new Result[arms.size()];
        Arrays.setAll(results, arm -> result(arms.get(arm).name(), means[arm], times[arm]));
        return List.of(results);
    }

    private static void check(List<? extends Arm> arms) {
        for (Arm arm : arms) {
            for (int question = 0; arm.answersAlike() && question < arm.questions(); question++) {
                long expected = arms.getFirst().answer(question);
                long actual = arm.answer(question);
                if (actual != expected) {
                    throw new IllegalStateException("Question %d: %s answers %d, %s answers %d"
                            .formatted(question, arms.getFirst().name(), expected, arm.name(), actual));
                }
            }
        }
    }

    private static void warmUp(Arm arm) {
        long start = cpuNs();
        while (cpuNs() - start < WARM_UP_NS) {
            for (int question = 0; question < arm.questions(); question++) {
                arm.answer(question);
            }
        }
    }

    private static double mean(Arm arm) {
        long asked = 0;
        long start = cpuNs();
        long took;
        do {
            for (int question = 0; question < arm.questions(); question++) {
                arm.answer(question);
            }
            asked += arm.questions();
            took = cpuNs() - start;
        } while (took < ROUND_NS);
        return took / 1e3 / asked;
    }

    private static void spread(Arm arm, long[][] times, int round) {
        for (int question = 0; question < times.length; question++) {
            long start = System.nanoTime();
            arm.answer(question);
            times[question][round] = System.nanoTime() - start;
        }
    }

    private static Result result(String name, double[] means, long[][] times) {
        double[] ofQuestions = Arrays.stream(times)
                .mapToDouble(
                        rounds -> median(Arrays.stream(rounds).asDoubleStream().toArray()) / 1e3)
                .sorted()
                .toArray();
        return new Result(name, median(means), median(ofQuestions), ofQuestions[(ofQuestions.length - 1) * 99 / 100]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static long cpuNs() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
