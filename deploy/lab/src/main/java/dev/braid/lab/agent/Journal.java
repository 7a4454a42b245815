package dev.braid.lab.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.lab.order.OrderRecord;
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
import java.util.function.Predicate;

/** Orders on disk, one line for each change; what is written stays, whatever is killed after that. */
final class Journal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;
    private final Map<String, OrderRecord> orders;
    private long length;

    /** Goes on behind what is in that file. */
    Journal(FileChannel channel, Map<String, OrderRecord> orders) throws IOException {
        this.channel = channel;
        this.orders = orders;
        this.length = channel.size();
    }

    /** Reads it, leaves out what need not be kept, and goes on behind it. */
    static Journal open(Path file, Predicate<OrderRecord> kept) {
        try {
            Map<String, OrderRecord> orders = read(file);
            orders.values().removeIf(kept.negate());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            Journal journal = new Journal(channel, orders);
            journal.append(orders.values());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("The journal %s cannot be used.".formatted(file), e);
        }
    }

    private static Map<String, OrderRecord> read(Path file) throws IOException {
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return orders;
        }
        String text = Files.readString(file);
        // What a crash has cut short was never answered for.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        int line = 0;
        for (String entry : whole.lines().toList()) {
            line++;
            try {
                OrderRecord order = JSON.readValue(entry, OrderRecord.class);
                orders.put(order.reference(), order);
            } catch (JsonProcessingException e) {
                throw new IOException("Line %d of %s cannot be read: %s".formatted(line, file, e.getOriginalMessage()));
            }
        }
        return orders;
    }

    Map<String, OrderRecord> orders() {
        return orders;
    }

    /** On disk when it returns. */
    void write(OrderRecord order) {
        try {
            append(List.of(order));
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written.", e);
        }
        orders.put(order.reference(), order);
    }

    private void append(Collection<OrderRecord> changed) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (OrderRecord order : changed) {
            lines.append(JSON.writeValueAsString(order)).append('\n');
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
