package dev.braid.local.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.braid.embedded.PrivateFiles;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs now, for other commands to read: {@code run/state.json}.
 *
 * @param launcher the process that supervises the others
 * @param startTime when it was started, as RFC 3339
 * @param readyMillis how long it took until everything was ready; 0 before
 * @param processes everything it supervises
 */
public record RunState(Entry launcher, String startTime, long readyMillis, List<Entry> processes) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One process.
     *
     * @param name as people name it
     * @param pid its number
     * @param startMillis by the system's clock of processes: tells it from a later process of the same number
     * @param readyMillis how long it took to become ready; 0 before
     * @param restarts how often it was started again
     */
    public record Entry(String name, long pid, long startMillis, long readyMillis, int restarts) {
        /** The process as the system knows it now. */
        public static Entry of(String name, long pid, long readyMillis, int restarts) {
            return new Entry(
                    name, pid, ProcessHandle.of(pid).map(Entry::startMillis).orElse(0L), readyMillis, restarts);
        }

        /** The process, if it still lives. */
        public Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(handle -> handle.isAlive() && startMillis(handle) == startMillis);
        }

        private static long startMillis(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /** The state of the installation, if one was ever written and not removed. */
    public static Optional<RunState> read(Installation installation) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(installation)), new TypeReference<>() {}));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read.".formatted(file(installation)), e);
        }
    }

    /** Whether its launcher lives. */
    public boolean runs() {
        return launcher.process().isPresent();
    }

    /** Processes that still live, the launcher not counted. */
    public List<Entry> living() {
        return processes.stream().filter(entry -> entry.process().isPresent()).toList();
    }

    /** All resident memory, in bytes. */
    public long residentBytes() {
        Stream<ProcessHandle> handles =
                Stream.concat(Stream.of(launcher), processes.stream()).flatMap(entry -> entry.process().stream());
        // What the launcher started hangs below it; whatever it lost does not.
        List<ProcessHandle> all = handles.flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .distinct()
                .toList();
        return all.stream().mapToLong(Memory::ownBytes).sum();
    }

    void write(Installation installation) throws IOException {
        PrivateFiles.write(file(installation), JSON.writeValueAsString(this), "rw-------");
    }

    static void remove(Installation installation) throws IOException {
        Files.deleteIfExists(file(installation));
    }

    private static Path file(Installation installation) {
        return installation.run().resolve("state.json");
    }
}
