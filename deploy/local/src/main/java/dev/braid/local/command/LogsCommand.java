package dev.braid.local.command;

import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the processes logged. */
@Command(name = "logs", description = "Shows the log of one process, or of all.")
public final class LogsCommand implements Callable<Integer> {
    private static final int POLL_MILLIS = 200;

    @Parameters(arity = "0..1", paramLabel = "service", description = "For example intent-service or kafka.")
    private String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as more is written.")
    private boolean follow;

    private record Tail(String name, RandomAccessFile file) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = Installation.current();
        List<Path> logs = present(installation).stream()
                .filter(log -> service == null || name(log).equals(service))
                .toList();
        if (logs.isEmpty()) {
            throw new IllegalArgumentException(
                    service == null
                            ? "There are no logs in %s yet.".formatted(installation.logs())
                            : "There is no log of %s. There are: %s"
                                    .formatted(
                                            service,
                                            present(installation).stream()
                                                    .map(LogsCommand::name)
                                                    .toList()));
        }
        List<Tail> tails = new ArrayList<>();
        for (Path log : logs) {
            tails.add(new Tail(name(log), new RandomAccessFile(log.toFile(), "r")));
        }
        Terminal terminal = Terminal.standard();
        do {
            for (Tail tail : tails) {
                show(tail, terminal);
            }
            if (follow) {
                Thread.sleep(POLL_MILLIS);
            }
        } while (follow);
        return 0;
    }

    private void show(Tail tail, Terminal terminal) throws IOException {
        for (String line = tail.file().readLine();
                line != null;
                line = tail.file().readLine()) {
            String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            terminal.line(service == null ? tail.name() + " | " + text : text);
        }
    }

    private static List<Path> present(Installation installation) throws IOException {
        if (!Files.isDirectory(installation.logs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(installation.logs())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path log) {
        return log.getFileName().toString().replaceFirst("\\.log$", "");
    }
}
