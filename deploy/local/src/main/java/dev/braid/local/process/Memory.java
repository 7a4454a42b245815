package dev.braid.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes hold of the machine's memory. */
public final class Memory {
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final Pattern PROPORTIONAL = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

    private Memory() {}

    /**
     * Resident memory of the process and of all below it, in bytes. What processes share (PostgreSQL's buffers, the
     * code of the JVM) is counted once where the system tells.
     */
    public static long residentBytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Memory::ownBytes)
                .sum();
    }

    /** What the machine could still give, in bytes; empty where the system does not tell. */
    public static OptionalLong availableBytes() {
        try {
            Matcher found = AVAILABLE.matcher(Files.readString(Path.of("/proc/meminfo")));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** For people. */
    public static String text(long bytes) {
        double mib = bytes / (1024.0 * 1024);
        return mib < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mib)
                : String.format(Locale.ROOT, "%.2f GiB", mib / 1024);
    }

    /** Resident memory of the process alone, in bytes. */
    public static long ownBytes(ProcessHandle process) {
        try {
            Matcher found = PROPORTIONAL.matcher(
                    Files.readString(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")));
            return found.find() ? Long.parseLong(found.group(1)) * 1024 : askPs(process.pid());
        } catch (IOException e) {
            return askPs(process.pid());
        }
    }

    private static long askPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.isEmpty() ? 0 : Long.parseLong(answer) * 1024;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
