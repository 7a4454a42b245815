package dev.braid.lab.kernel;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A running program of the system that takes line after line: 0.2 ms a change instead of 5 for one of its own. After
 * silence, and after anything that is no answer, it is ended, and the next line starts it anew.
 */
final class LinePipe implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;
    private static final String ENDED = "";

    private final List<String> command;
    private final Mark mark;
    private Process process;
    private BufferedWriter writer;
    private BlockingQueue<String> heard;

    /** A line that changes nothing and is always answered with one line of JSON, which has this in it. */
    record Mark(String line, String answer) {}

    /** Answers before that to the mark belong to what was said before the mark. */
    LinePipe(List<String> command, Mark mark) {
        this.command = List.copyOf(command);
        this.mark = mark;
    }

    /** What it answers, one line of JSON; throws CommandFailed. */
    synchronized String ask(String line) {
        return converse(line, true);
    }

    /** Done when it returns; throws CommandRefused with its words, and CommandFailed when nobody knows. */
    synchronized void change(String line) {
        converse(line, false);
    }

    private String converse(String line, boolean question) {
        say(line);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        List<String> complaints = new ArrayList<>();
        String next = next(line, end);
        while (!next.startsWith("[") && !next.startsWith("{")) {
            complaints.add(next);
            next = next(line, end);
        }
        String answer = next;
        if (question && complaints.isEmpty()) {
            next = next(line, end);
        }
        if (!next.contains(mark.answer)) {
            throw broken(line, "it answers what is no answer, %s".formatted(next));
        }
        if (!complaints.isEmpty()) {
            String no = String.join(" ", complaints);
            // Only a change can be refused: a question without an answer says nothing of any change.
            throw question ? broken(line, no) : new CommandRefused(words(line, no));
        }
        return answer;
    }

    private void say(String line) {
        try {
            if (process == null || !process.isAlive() || !heard.isEmpty()) {
                close();
                start();
            }
            writer.write(line + "\n" + mark.line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw broken(line, e.getMessage());
        }
    }

    private void start() throws IOException {
        Process fresh = new ProcessBuilder(command).redirectErrorStream(true).start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("answers of " + command.getFirst()).start(() -> listen(fresh, lines));
        process = fresh;
        writer = fresh.outputWriter();
        heard = lines;
    }

    private static void listen(Process process, BlockingQueue<String> lines) {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // It was ended.
        } finally {
            lines.add(ENDED);
        }
    }

    private String next(String line, long end) {
        try {
            String next = heard.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw broken(line, "there is no answer within %d ms".formatted(PATIENCE_MILLIS));
            }
            if (next.equals(ENDED)) {
                throw broken(line, "it has ended");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken(line, "interrupted");
        }
    }

    /** What it has not done by now it will not do. */
    private CommandFailed broken(String line, String why) {
        close();
        return new CommandFailed(words(line, why));
    }

    private String words(String line, String why) {
        return "%s %s: %s".formatted(command.getFirst(), line, why);
    }

    @Override
    public synchronized void close() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }
}
