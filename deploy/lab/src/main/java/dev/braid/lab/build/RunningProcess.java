package dev.braid.lab.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process of the lab that outlives the command that started it, known again by its number and its start. */
public record RunningProcess(String name, ProcessHandle handle) {
    private static final String SUFFIX = ".pid";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    void writeTo(Path folder) {
        try {
            Files.writeString(folder.resolve(name + SUFFIX), "%d %d".formatted(handle.pid(), start(handle)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that still run. */
    public static List<RunningProcess> listIn(Path folder) {
        List<RunningProcess> running = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return running;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                String[] words = Files.readString(file).split(" ");
                String name = file.getFileName().toString().replace(SUFFIX, "");
                ProcessHandle.of(Long.parseLong(words[0]))
                        .filter(handle -> start(handle) == Long.parseLong(words[1]))
                        .ifPresent(handle -> running.add(new RunningProcess(name, handle)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return running;
    }

    /** Asks it to end, and makes it end when it does not. */
    void end() {
        handle.destroy();
        if (!ended()) {
            handle.destroyForcibly();
            if (!ended()) {
                throw new LabFailed("The process %s (%d) does not end.".formatted(name, handle.pid()));
            }
        }
    }

    /** Makes it end without asking, as a crash would. */
    public void kill() {
        handle.destroyForcibly();
        if (!ended()) {
            throw new LabFailed("The process %s (%d) does not end.".formatted(name, handle.pid()));
        }
    }

    private boolean ended() {
        try {
            for (long waited = 0; runs() && waited < PATIENCE.toMillis(); waited += 10) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !runs();
    }

    /** What has ended and was not yet buried by its parent counts as alive with the library, but holds nothing. */
    private boolean runs() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    private static long start(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
