package dev.braid.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one call of a work costs, warm: CPU time of the whole process, which counts threads that the work starts and what
 * the virtual machine does beside. A mean, since the process's clock is coarse.
 */
record CpuTime(double processMs) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Of the time of a round, what compilers may take at most for the round to count as warm. */
    private static final double COMPILING = 0.02;

    /** What is spent on a work at least: the larger methods are compiled the last. */
    static final double WARM_MS = 2_000;

    private static final int MOST_ROUNDS = 40;

    /**
     * Works in rounds of about so long, but once at least each, until it is warm and compilers are still. A round is told
     * by the next, since what compiles meanwhile counts when it is done; one so long that it is warm alone is enough. A
     * method may take the compiler seconds: unless it compiles in the foreground, that is seen too late.
     */
    static CpuTime of(Runnable work, double enoughMs) {
        double warmedMs = 0;
        double before = Double.NaN;
        for (int round = 1; ; round++) {
            long compiling = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
            long start = PROCESS.getProcessCpuTime();
            int times = 0;
            while (times == 0 || PROCESS.getProcessCpuTime() - start < enoughMs * 1e6) {
                work.run();
                times++;
            }
            double spentMs = (PROCESS.getProcessCpuTime() - start) / 1e6;
            long compiled = ManagementFactory.getCompilationMXBean().getTotalCompilationTime() - compiling;
            boolean still = compiled <= COMPILING * spentMs;
            warmedMs += spentMs;
            if (spentMs >= WARM_MS && still || round == MOST_ROUNDS) {
                return new CpuTime(spentMs / times);
            }
            if (warmedMs >= WARM_MS && still && before >= 0) {
                return new CpuTime(before);
            }
            before = still ? spentMs / times : Double.NaN;
        }
    }

    /** The same once more, without waiting for anything. */
    static CpuTime again(Runnable work, double enoughMs) {
        long start = PROCESS.getProcessCpuTime();
        int times = 0;
        while (times == 0 || PROCESS.getProcessCpuTime() - start < enoughMs * 1e6) {
            work.run();
            times++;
        }
        return new CpuTime((PROCESS.getProcessCpuTime() - start) / 1e6 / times);
    }

    static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
