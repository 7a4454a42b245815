package dev.braid.lab.kernel;

import dev.braid.lab.plan.Sids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends packets over segments and back again, without any software on the routers between. */
public final class PathProbe implements AutoCloseable {
    private static final int TRIES = 3;

    private final Path program;
    private Process process;

    public PathProbe(Path program) {
        this.program = program;
        process = start();
    }

    /** Microseconds there and back; empty when nothing came back of three packets, each waited for so long. */
    public synchronized OptionalLong roundTrip(String node, List<String> segments, long waitMillis) {
        String question = "%s %s %d %d %s\n"
                .formatted(Sids.namespace(node), Sids.loopback(node), TRIES, waitMillis, String.join(",", segments));
        String answer = answer(question)
                .or(() -> answer(question))
                .orElseThrow(() -> new CommandFailed(
                        "The probe at %s failed: its program ends without an answer.".formatted(node)));
        if (answer.startsWith("error") || answer.startsWith("probe:")) {
            throw new CommandFailed("The probe at %s failed: %s".formatted(node, answer));
        }
        return answer.equals("lost") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(answer));
    }

    /** Nothing where the program had ended, or ends: then another is there for the next question. */
    private Optional<String> answer(String question) {
        try {
            var writer = process.outputWriter();
            writer.write(question);
            writer.flush();
            String answer = process.inputReader().readLine();
            if (answer != null) {
                return Optional.of(answer);
            }
        } catch (IOException _) {
            // A broken pipe: it has ended.
        }
        process.destroyForcibly();
        process = start();
        return Optional.empty();
    }

    private Process start() {
        try {
            return new ProcessBuilder(program.toString(), "paths")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The probe %s cannot be run.".formatted(program), e);
        }
    }

    @Override
    public synchronized void close() {
        process.destroy();
    }
}
