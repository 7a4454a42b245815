package dev.braid.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Something that runs as a process of its own and can be started again after it died. */
public interface Program {
    /** As people name it. */
    String name();

    /** Starts it. */
    Started start() throws IOException;

    /**
     * A process that was started.
     *
     * @param process the process
     * @param end completes when it has ended, with how it ended, for people
     */
    record Started(ProcessHandle process, CompletableFuture<String> end) {
        static Started of(Process child) {
            return new Started(
                    child.toHandle(), child.onExit().thenApply(dead -> "exit code %d".formatted(dead.exitValue())));
        }

        /** A process whose parent is another one: nobody tells us how it ended. */
        static Started of(ProcessHandle process) {
            return new Started(process, process.onExit().thenApply(_ -> "it is gone"));
        }
    }

    /** A Java program whose output goes to a log. */
    record Java(String name, List<String> arguments, Path log, Path workingFolder) implements Program {
        @Override
        public Started start() throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(arguments);
            return Started.of(new ProcessBuilder(command)
                    .directory(workingFolder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        }
    }
}
