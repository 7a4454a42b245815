package dev.braid.lab.kernel;

import dev.braid.lab.plan.Sids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Sends packets over segments and back again, without any software on the routers between. */
public final class PathProbe implements AutoCloseable {
    private static final int TRIES = 3;
    private final Process process;

    public PathProbe(Path program) {
        try {
            process = new ProcessBuilder(program.toString(), "paths")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The probe %s cannot be run.".formatted(program), e);
        }
    }

    /** Microseconds there and back; empty when nothing came back of three packets, each waited for so long. */
    public synchronized OptionalLong roundTrip(String node, List<String> segments, long waitMillis) {
        try {
            var writer = process.outputWriter();
            writer.write("%s %s %d %d %s\n"
                    .formatted(
                            Sids.namespace(node), Sids.loopback(node), TRIES, waitMillis, String.join(",", segments)));
            writer.flush();
            String answer = process.inputReader().readLine();
            if (answer == null || answer.startsWith("error") || answer.startsWith("probe:")) {
                throw new CommandFailed("The probe at %s failed: %s".formatted(node, answer));
            }
            return answer.equals("lost") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(answer));
        } catch (IOException e) {
            throw new CommandFailed("The probe at %s failed: %s".formatted(node, e.getMessage()));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
