package dev.braid.lab.kernel;

import dev.braid.lab.plan.Sids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends packets over segments and back again, without any software on the routers between. */
public final class PathProbe implements AutoCloseable {
    private static final int TRIES = 3;
    private static final String LOST = "lost";
    /** On a machine that has much else to do, the program may be slow to say that nothing came. */
    private static final long MARGIN_MILLIS = 2000;

    private final Path program;
    private final long marginMillis;
    private Process process;

    public PathProbe(Path program) {
        this(program, MARGIN_MILLIS);
    }

    /** One that waits so much longer for its program than that waits for packets. */
    PathProbe(Path program, long marginMillis) {
        this.program = program;
        this.marginMillis = marginMillis;
        process = start();
    }

    /**
     * Microseconds there and back; empty when nothing came back of three packets, each waited for so long, or when the
     * program had not said so some time after that.
     */
    public synchronized OptionalLong roundTrip(String node, List<String> segments, long waitMillis) {
        String question = "%s %s %d %d %s\n"
                .formatted(Sids.namespace(node), Sids.loopback(node), TRIES, waitMillis, String.join(",", segments));
        long boundMillis = TRIES * waitMillis + marginMillis;
        String answer = answer(question, boundMillis)
                .or(() -> answer(question, boundMillis))
                .orElseThrow(() -> new CommandFailed(
                        "The probe at %s failed: its program ends without an answer.".formatted(node)));
        if (answer.startsWith("error") || answer.startsWith("probe:")) {
            throw new CommandFailed("The probe at %s failed: %s".formatted(node, answer));
        }
        return answer.equals(LOST) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(answer));
    }

    /** Nothing where the program had ended, or ends; after that or no answer another is there for the next question. */
    private Optional<String> answer(String question, long boundMillis) {
        Process asked = process;
        FutureTask<String> conversation = new FutureTask<>(() -> converse(asked, question));
        Thread.ofPlatform().daemon().name("probe").start(conversation);
        try {
            String answer = conversation.get(boundMillis, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return Optional.of(answer);
            }
        } catch (TimeoutException _) {
            replace();
            return Optional.of(LOST);
        } catch (ExecutionException _) {
            // A broken pipe: it has ended.
        } catch (InterruptedException e) {
            // What it will still say would be taken for the answer to the next question.
            replace();
            Thread.currentThread().interrupt();
            throw new CommandFailed("The probe was interrupted.");
        }
        replace();
        return Optional.empty();
    }

    /** Null where it ends without an answer. */
    private static String converse(Process asked, String question) throws IOException {
        var writer = asked.outputWriter();
        writer.write(question);
        writer.flush();
        return asked.inputReader().readLine();
    }

    private void replace() {
        process.destroyForcibly();
        process = start();
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
