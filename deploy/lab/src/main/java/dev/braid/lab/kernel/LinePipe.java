package dev.braid.lab.kernel;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A running program of the system that takes line after line: 0.2 ms a change instead of 5 for one of its own. */
final class LinePipe implements AutoCloseable {
    private final List<String> command;
    private final String mark;
    private Process process;
    private BufferedWriter writer;
    private BufferedReader reader;

    /** To the mark, a line that changes nothing, the program always answers with one line of JSON. */
    LinePipe(List<String> command, String mark) {
        this.command = List.copyOf(command);
        this.mark = mark;
    }

    /** What it answers, one line of JSON; throws CommandFailed with its words. */
    synchronized String ask(String line) {
        List<String> answers = converse(line);
        if (answers.size() > 1) {
            throw failed(line, answers.subList(0, answers.size() - 1));
        }
        // Without an error it was the answer, and that to the mark follows.
        next(line, new ArrayList<>());
        return answers.getFirst();
    }

    /** Done when it returns; throws CommandFailed with its words. */
    synchronized void change(String line) {
        List<String> answers = converse(line);
        if (answers.size() > 1) {
            throw failed(line, answers.subList(0, answers.size() - 1));
        }
    }

    /** All up to the first line of JSON, and that. */
    private List<String> converse(String line) {
        try {
            if (process == null || !process.isAlive()) {
                process = new ProcessBuilder(command).redirectErrorStream(true).start();
                writer = process.outputWriter();
                reader = process.inputReader();
            }
            writer.write(line + "\n" + mark + "\n");
            writer.flush();
        } catch (IOException e) {
            throw broken(line, List.of(e.getMessage()));
        }
        List<String> answers = new ArrayList<>();
        next(line, answers);
        return answers;
    }

    private void next(String line, List<String> answers) {
        try {
            while (true) {
                String answer = reader.readLine();
                if (answer == null) {
                    throw broken(line, answers);
                }
                if (!answer.isBlank()) {
                    answers.add(answer);
                }
                if (answer.startsWith("[") || answer.startsWith("{")) {
                    return;
                }
            }
        } catch (IOException e) {
            throw broken(line, List.of(e.getMessage()));
        }
    }

    /** The next line starts it anew. */
    private CommandFailed broken(String line, List<String> words) {
        close();
        return failed(line, words);
    }

    private CommandFailed failed(String line, List<String> words) {
        return new CommandFailed("%s %s: %s".formatted(command.getFirst(), line, String.join(" ", words)));
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroy();
            process = null;
        }
    }
}
