package dev.braid.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The threads of another Java process, those of the platform and virtual ones, also such as only sleep. */
final class LiveThreads {
    private LiveThreads() {}

    /** What each is called, or where it stands where it has no name. */
    static List<String> of(long pid) {
        try {
            Path file = Files.createTempFile("threads", ".json");
            try {
                dump(pid, file);
                return read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void dump(long pid, Path file) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "Thread.dump_to_file",
                        "-overwrite",
                        "-format=json",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (jcmd.waitFor() != 0) {
            throw new AssertionError("jcmd ended with %d.".formatted(jcmd.exitValue()));
        }
    }

    private static List<String> read(Path file) throws IOException {
        List<String> threads = new ArrayList<>();
        for (JsonNode container : new ObjectMapper().readTree(file.toFile()).at("/threadDump/threadContainers")) {
            for (JsonNode thread : container.path("threads")) {
                String name = thread.path("name").asText();
                threads.add(name.isEmpty() ? thread.path("stack").path(0).asText() : name);
            }
        }
        return threads;
    }
}
