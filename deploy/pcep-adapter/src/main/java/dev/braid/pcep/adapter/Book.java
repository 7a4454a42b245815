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
 * the network, so the PCE does. A last line that was only half written is dropped; other damage stops the start.
 */
final class Book implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CEASED_KEPT = Duration.ofDays(90);

    private final Map<String, BookEntry> entries;
    private final FileChannel channel;
    private long length;

    private Book(Map<String, BookEntry> entries, FileChannel channel) throws IOException {
        this.entries = entries;
        this.channel = channel;
        this.length = channel.size();
    }

    static Book open(Path file) throws IOException {
        Map<String, BookEntry> entries = Files.exists(file) ? replay(file) : new LinkedHashMap<>();
        long oldest = Instant.now().minus(CEASED_KEPT).getEpochSecond();
        entries.values().removeIf(it -> it.ceased() && it.timeSeconds() < oldest);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel target = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (BookEntry entry : entries.values()) {
                write(target, entry);
            }
            target.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Book(entries, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
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
