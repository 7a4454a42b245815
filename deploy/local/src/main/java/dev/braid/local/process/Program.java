package dev.braid.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Something that runs as a process of its own and can be started again after it died. */
public interface Program {
    /** As people name it. */
    String name();

    /** Starts it. */
    Process start() throws IOException;

    /** A Java program whose output goes to a log. */
    record Java(String name, List<String> arguments, Path log, Path workingFolder) implements Program {
        @Override
        public Process start() throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(arguments);
            return new ProcessBuilder(command)
                    .directory(workingFolder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }
    }

    /** A server that a library starts and stops. */
    record Embedded(String name, Supplier<Process> launch) implements Program {
        @Override
        public Process start() {
            return launch.get();
        }
    }
}
