package dev.braid.netconf.order;

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
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * References that were released, in a file: a device forgets what is deleted, and a reference is never used again. One
 * line for each, forced to disk; a torn last line was never acted upon.
 */
public final class CeasedOrders implements AutoCloseable {
    /** As long as the terms of commands are kept. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int FIELDS = 3;

    private final Map<String, Long> ceased;
    private final FileChannel channel;
    private long length;

    private CeasedOrders(Map<String, Long> ceased, FileChannel channel) throws IOException {
        this.ceased = ceased;
        this.channel = channel;
        this.length = channel.size();
    }

    /** Reads the file, or begins one; what was released long ago is left out. */
    public static CeasedOrders open(Path file) throws IOException {
        Map<String, Long> ceased = Files.exists(file) ? replay(file) : new HashMap<>();
        long oldest = Instant.now().minus(KEPT).getEpochSecond();
        ceased.values().removeIf(it -> it < oldest);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel target = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            StringBuilder lines = new StringBuilder();
            ceased.forEach((reference, seconds) -> lines.append(line('+', seconds, reference)));
            write(target, lines.toString());
            target.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new CeasedOrders(ceased, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** Whether it was released, or is about to be. */
    public synchronized boolean has(String reference) {
        return ceased.containsKey(reference);
    }

    /** Before it is deleted anywhere: after a crash in between it can still be released, but not reserved again. */
    public synchronized void add(String reference) throws IOException {
        long now = Instant.now().getEpochSecond();
        append(line('+', now, reference));
        ceased.put(reference, now);
    }

    /** The provider refused to release it. */
    public synchronized void takeBack(String reference) throws IOException {
        append(line('-', 0, reference));
        ceased.remove(reference);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private void append(String line) throws IOException {
        try {
            write(channel, line);
            channel.force(false);
            length = channel.size();
        } catch (IOException e) {
            // Half a line in front of the next one would make both unreadable.
            channel.truncate(length);
            throw e;
        }
    }

    private static Map<String, Long> replay(Path file) throws IOException {
        Map<String, Long> ceased = new HashMap<>();
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        int number = 0;
        for (String line : whole.lines().toList()) {
            number++;
            try {
                String[] fields = line.split(" ", -1);
                if (fields.length != FIELDS) {
                    throw new IllegalArgumentException("%d fields".formatted(fields.length));
                }
                String reference = new String(Base64.getUrlDecoder().decode(fields[2]), StandardCharsets.UTF_8);
                switch (fields[0]) {
                    case "+" -> ceased.put(reference, Long.parseLong(fields[1]));
                    case "-" -> ceased.remove(reference);
                    default -> throw new IllegalArgumentException(fields[0]);
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "%s: line %d is damaged. Without the file, references that were released could be ordered again."
                                .formatted(file, number),
                        e);
            }
        }
        return ceased;
    }

    private static String line(char sign, long seconds, String reference) {
        return "%c %d %s\n"
                .formatted(
                        sign,
                        seconds,
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(reference.getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(FileChannel target, String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }
}
