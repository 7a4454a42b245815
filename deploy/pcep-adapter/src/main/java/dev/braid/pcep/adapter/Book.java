package dev.braid.pcep.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What orders keep free, in a file that is forced to disk before anybody is told: segment routing keeps nothing free in
 * the network, so the PCE does. A last line that was only half written is dropped; other damage stops the start. The file
 * is written anew whenever it has doubled, without what is old.
 */
final class Book implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CEASED_KEPT = Duration.ofDays(90);
    private static final int FEWEST_LINES = 256;

    private final Path file;
    private final Map<String, BookEntry> entries;
    private FileChannel channel;
    private long length;
    private long lines;

    /** So many lines are in the file before it is written anew. */
    private long enough;

    private Book(Path file, Map<String, BookEntry> entries, FileChannel channel) {
        this.file = file;
        this.entries = entries;
        this.channel = channel;
    }

    static Book open(Path file) throws IOException {
        Map<String, BookEntry> entries = Files.exists(file) ? replay(file) : new LinkedHashMap<>();
        Book book = new Book(
                file,
                entries,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        boolean written = false;
        try {
            book.writeAnew();
            written = true;
            return book;
        } finally {
            if (!written) {
                book.close();
            }
        }
    }

    /** Leaves out what is old, and goes on in the new file; at any instant a crash finds the old one or the new one. */
    private void writeAnew() throws IOException {
        long oldest = Instant.now().minus(CEASED_KEPT).getEpochSecond();
        entries.values().removeIf(it -> it.ceased() && it.timeSeconds() < oldest);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        FileChannel target = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        boolean moved = false;
        try {
            for (BookEntry entry : entries.values()) {
                write(target, entry);
            }
            target.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true;
        } finally {
            if (!moved) {
                target.close();
            }
        }
        channel.close();
        channel = target;
        length = target.size();
        lines = entries.size();
        enough = Math.max(FEWEST_LINES, 2 * lines);
        // Else a crash of the machine could bring back the old file, which lacks what is written from now on.
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    private static Map<String, BookEntry> replay(Path file) throws IOException {
        Map<String, BookEntry> entries = new LinkedHashMap<>();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int start = 0;
        for (int number = 1; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            try {
                BookEntry entry = JSON.readValue(text.substring(start, end), BookEntry.class);
                entries.put(entry.reference(), entry);
            } catch (JsonProcessingException | RuntimeException damaged) {
                throw new IOException("%s: line %d is damaged. Maybe restore the file; without it bandwidth that is"
                                .formatted(file, number)
                        + " promised could be promised again.");
            }
            start = end + 1;
        }
        return entries;
    }

    synchronized Optional<BookEntry> find(String reference) {
        return Optional.ofNullable(entries.get(reference));
    }

    synchronized List<BookEntry> living() {
        return entries.values().stream().filter(it -> !it.ceased()).toList();
    }

    synchronized List<BookEntry> all() {
        return new ArrayList<>(entries.values());
    }

    synchronized void keep(BookEntry entry) throws IOException {
        try {
            write(channel, entry);
            channel.force(false);
            length = channel.size();
        } catch (IOException e) {
            // Half a line in front of the next one would make both unreadable.
            channel.truncate(length);
            throw e;
        }
        entries.put(entry.reference(), entry);
        lines++;
        if (lines >= enough) {
            writeAnew();
        }
    }

    private static void write(FileChannel target, BookEntry entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            target.write(line);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
