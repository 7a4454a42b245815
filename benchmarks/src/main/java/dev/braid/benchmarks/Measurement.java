package dev.braid.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the arms take to answer the same questions. In turn each makes a pass over its questions that is not counted,
 * then passes timed as a whole by the CPU clock of the thread, which give the means, then passes in which each question
 * is timed, which give medians and percentiles. Passes of one arm follow each other: none pays for the caches that
 * another left, and no question is asked twice in a row, which would teach the processor its answer.
 */
final class Measurement {
    private static final int TURNS = 3;
    private static final int MOST_PASSES = 9;
    private static final long WARM_UP_NS = 700_000_000L;
    private static final long MEASURED_NS = 1_500_000_000L;

    /** Longer ones are timed by the CPU clock too; to read it takes as long as a short one. */
    private static final long LONG_NS = 100_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * Of one arm.
     *
     * @param firstUs by number of questions, microseconds of CPU that one of the first so many takes on average
     * @param us microseconds for each question it was asked, in their order: the median of its passes
     */
    record Result(Arm arm, Map<Integer, Double> firstUs, double[] us) {
        double mean() {
            return firstUs.get(us.length);
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
            return firstUs.get(questions) / other.firstUs.get(questions);
        }

        double timesTheMedianOf(Result other) {
            int questions = Math.min(us.length, other.us.length);
            return median(questions) / other.median(questions);
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

    private final Arm arm;
    private final LongSupplier clock;
    private final int passesATurn;

    /** How many questions arms are asked, as far as this one is. */
    private final int[] marks;

    private final List<long[]> cpuAtMarks = new ArrayList<>();
    private final List<long[]> byQuestion = new ArrayList<>();

    private Measurement(Arm arm, int[] marks) {
        this.arm = arm;
        this.marks = marks;
        long passNs = warmUp(arm);
        this.clock = passNs > LONG_NS * arm.questions() ? Measurement::cpuNs : System::nanoTime;
        this.passesATurn = (int) Math.clamp(MEASURED_NS / (2 * TURNS * passNs), 1, MOST_PASSES);
    }

    /** Checks that all arms answer alike, then measures them. */
    static List<Result> of(List<? extends Arm> arms) {
        check(arms);
        List<Measurement> all = new ArrayList<>();
        for (Arm arm : arms) {
            all.add(new Measurement(
                    arm,
                    arms.stream()
                            .mapToInt(Arm::questions)
                            .filter(questions -> questions <= arm.questions())
                            .sorted()
                            .distinct()
                            .toArray()));
        }
        for (int turn = 0; turn < TURNS; turn++) {
            all.forEach(Measurement::turn);
        }
        return all.stream().map(Measurement::result).toList();
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
            ask(arm, 0, arm.questions());
            long now = cpuNs() - start;
            pass = Math.min(pass, now - took);
            took = now;
        }
        return pass;
    }

    private void turn() {
        ask(arm, 0, arm.questions());
        for (int pass = 0; pass < passesATurn; pass++) {
            cpuAtMarks.add(timeTogether());
        }
        for (int pass = 0; pass < passesATurn; pass++) {
            byQuestion.add(timeEach());
        }
    }

    private long[] timeTogether() {
        long[] ns = new long[marks.length];
        int asked = 0;
        long start = cpuNs();
        for (int i = 0; i < marks.length; i++) {
            ask(arm, asked, marks[i]);
            asked = marks[i];
            ns[i] = cpuNs() - start;
        }
        return ns;
    }

    private long[] timeEach() {
        long[] ns = new long[arm.questions()];
        for (int question = 0; question < ns.length; question++) {
            long start = clock.getAsLong();
            arm.answer(question);
            ns[question] = clock.getAsLong() - start;
        }
        return ns;
    }

    private static void ask(Arm arm, int from, int to) {
        for (int question = from; question < to; question++) {
            arm.answer(question);
        }
    }

    private Result result() {
        Map<Integer, Double> firstUs = new HashMap<>();
        for (int i = 0; i < marks.length; i++) {
            firstUs.put(marks[i], medianUs(cpuAtMarks, i) / marks[i]);
        }
        double[] us = new double[arm.questions()];
        Arrays.setAll(us, question -> medianUs(byQuestion, question));
        return new Result(arm, firstUs, us);
    }

    private static double medianUs(List<long[]> passes, int place) {
        long[] ns = passes.stream().mapToLong(pass -> pass[place]).sorted().toArray();
        return ns[ns.length / 2] / 1e3;
    }

    static long cpuNs() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
