package dev.braid.simulator.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The things of one kind that a carrier keeps, in the order in which they changed. What {@link #append} has returned from survives the end
 * of the process, however it ends. A last line that was only half written was never acknowledged and is dropped; any
 * other damage is an error that a person must look at. Used by one thread at a time.
 */
public final class Journal<T> implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final Map<String, T> replayed;
    private long length;

    private Journal(Path file, FileChannel channel, Map<String, T> replayed) throws IOException {
        this.file = file;
        this.channel = channel;
        this.replayed = replayed;
        this.length = channel.size();
    }

    /** Opens the journal in that file, or begins one; each entry then stands in it once, under its key. */
    public static <T> Journal<T> open(Path file, Class<T> kind, Function<T, String> key) throws IOException {
        Map<String, T> entries = Files.exists(file) ? replay(file, kind, key) : Map.of();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel target = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(target, entries.values());
            target.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new Journal<>(file, channel, entries);
    }

    /** What stood in the file when it was opened, by key. */
    public Map<String, T> replayed() {
        return replayed;
    }

    /** Writes the newest version of an entry, whole or not at all. */
    public void append(T entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(JournalLine.write(entry));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            length += line.limit();
        } catch (IOException e) {
            // Half a line in front of the next one would make both unreadable.
            channel.truncate(length);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static <T> Map<String, T> replay(Path file, Class<T> kind, Function<T, String> key) throws IOException {
        Map<String, T> entries = new LinkedHashMap<>();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int start = 0;
        for (int number = 1; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            String line = new String(
                    text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            Optional<T> entry = JournalLine.read(line, kind);
            if (entry.isEmpty()) {
                throw new IOException("%s: line %d is damaged. Maybe restore the file or move it away; without it the"
                                .formatted(file, number)
                        + " carrier holds no orders.");
            }
            entries.put(key.apply(entry.get()), entry.get());
            start = end + 1;
        }
        return entries;
    }

    private static void writeAll(FileChannel target, Collection<?> entries) throws IOException {
        for (Object entry : entries) {
            ByteBuffer line = ByteBuffer.wrap(JournalLine.write(entry));
            while (line.hasRemaining()) {
                target.write(line);
            }
        }
    }
}
