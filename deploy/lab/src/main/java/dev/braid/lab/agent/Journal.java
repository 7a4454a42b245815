package dev.braid.lab.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Things of one kind on disk, one line for each change; what is written stays, whatever is killed after that. */
final class Journal<T> implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;
    private final Function<T, String> key;
    private final Map<String, T> entries;
    private long length;

    /** Goes on behind what is in that file. */
    Journal(FileChannel channel, Function<T, String> key, Map<String, T> entries) throws IOException {
        this.channel = channel;
        this.key = key;
        this.entries = entries;
        this.length = channel.size();
    }

    /** Reads it, leaves out what need not be kept, and goes on behind it. */
    static <T> Journal<T> open(Path file, Class<T> kind, Function<T, String> key, Predicate<T> kept) {
        try {
            Map<String, T> entries = read(file, kind, key);
            entries.values().removeIf(kept.negate());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            Journal<T> journal = new Journal<>(channel, key, entries);
            journal.append(entries.values());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("The journal %s cannot be used.".formatted(file), e);
        }
    }

    private static <T> Map<String, T> read(Path file, Class<T> kind, Function<T, String> key) throws IOException {
        Map<String, T> entries = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return entries;
        }
        String text = Files.readString(file);
        // What a crash has cut short was never answered for.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        int number = 0;
        for (String line : whole.lines().toList()) {
            number++;
            try {
                T entry = JSON.readValue(line, kind);
                entries.put(key.apply(entry), entry);
            } catch (JsonProcessingException e) {
                throw new IOException(
                        "Line %d of %s cannot be read: %s".formatted(number, file, e.getOriginalMessage()));
            }
        }
        return entries;
    }

    /** The newest of each key. */
    Map<String, T> entries() {
        return entries;
    }

    /** On disk when it returns. */
    void write(T entry) {
        try {
            append(List.of(entry));
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written.", e);
        }
        entries.put(key.apply(entry), entry);
    }

    private void append(Collection<T> changed) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (T entry : changed) {
            lines.append(JSON.writeValueAsString(entry)).append('\n');
        }
        ByteBuffer buffer = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
            length = channel.size();
        } catch (IOException e) {
            // Half a line in front of the next one would make both unreadable.
            channel.truncate(length);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
