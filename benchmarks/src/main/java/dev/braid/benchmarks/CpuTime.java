package dev.braid.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one call of a work costs, warm: CPU time of the calling thread, and of the whole process, which also counts threads
 * that the work starts and what the virtual machine does beside. Both are means, since the process's clock is coarse.
 */
record CpuTime(double threadMs, double processMs) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Works for about so long to be warm, and then for so long again, but once at least each; long works only once. */
    static CpuTime of(Runnable work, double enoughMs) {
        CpuTime warming = repeated(work, enoughMs);
        return warming.processMs > 2 * enoughMs ? warming : repeated(work, enoughMs);
    }

    private static CpuTime repeated(Runnable work, double enoughMs) {
        long process = PROCESS.getProcessCpuTime();
        long thread = threadNanos();
        int times = 0;
        while (times == 0 || PROCESS.getProcessCpuTime() - process < enoughMs * 1e6) {
            work.run();
            times++;
        }
        return new CpuTime(
                (threadNanos() - thread) / 1e6 / times, (PROCESS.getProcessCpuTime() - process) / 1e6 / times);
    }

    static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
