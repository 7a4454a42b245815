package dev.braid.adapter.server;

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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Which terms were taken for each order, in a file that is forced to disk before the order is touched. A last line that
 * was only half written was never acted on and is dropped; any other damage is an error that a person must look at. The
 * file is written anew whenever it has doubled, without what is old.
 */
public final class TermsJournal implements AutoCloseable {
    /** No command is underway that long. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int CHECKSUM_LENGTH = 8;
    private static final Taken NONE = new Taken(0, 0, 0);

    private static final int FEWEST_LINES = 256;

    private final Path file;
    private final Map<OrderKey, Taken> taken;
    private FileChannel channel;
    private long length;
    private long lines;

    /** So many lines are in the file before it is written anew. */
    private long enough;

    private TermsJournal(Path file, Map<OrderKey, Taken> taken, FileChannel channel) {
        this.file = file;
        this.taken = taken;
        this.channel = channel;
    }

    /** Opens the journal in that file, or begins one; what is older than any command can be is left out. */
    public static TermsJournal open(Path file) throws IOException {
        Map<OrderKey, Taken> taken = Files.exists(file) ? replay(file) : new HashMap<>();
        TermsJournal journal = new TermsJournal(
                file,
                taken,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        boolean written = false;
        try {
            journal.writeAnew();
            written = true;
            return journal;
        } finally {
            if (!written) {
                journal.close();
            }
        }
    }

    /** Leaves out what is old, and goes on in the new file; at any instant a crash finds the old one or the new one. */
    private void writeAnew() throws IOException {
        long oldest = Instant.now().minus(KEPT).getEpochSecond();
        taken.values().removeIf(it -> it.timeSeconds() < oldest);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder all = new StringBuilder();
        taken.forEach((key, it) -> all.append(line(key, it)));
        FileChannel target = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        boolean moved = false;
        try {
            write(target, all.toString());
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
        lines = taken.size();
        enough = Math.max(FEWEST_LINES, 2 * lines);
        // Else a crash of the machine could bring back the old file, which lacks what is written from now on.
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    synchronized Optional<Taken> find(OrderKey key) {
        return Optional.ofNullable(taken.get(key));
    }

    /** Keeps what was taken; {@link Optional#empty} means that nothing was, after all. */
    synchronized void keep(OrderKey key, Optional<Taken> now) throws IOException {
        try {
            write(channel, line(key, now.orElse(NONE)));
            channel.force(false);
            length = channel.size();
        } catch (IOException e) {
            // Half a line in front of the next one would make both unreadable.
            channel.truncate(length);
            throw e;
        }
        if (now.isPresent()) {
            taken.put(key, now.get());
        } else {
            taken.remove(key);
        }
        lines++;
        if (lines >= enough) {
            writeAnew();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private static Map<OrderKey, Taken> replay(Path file) throws IOException {
        Map<OrderKey, Taken> taken = new HashMap<>();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int start = 0;
        for (int number = 1; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                break;
            }
            read(text.substring(start, end), taken, file, number);
            start = end + 1;
        }
        return taken;
    }

    private static void read(String line, Map<OrderKey, Taken> taken, Path file, int number) throws IOException {
        String body = line.length() > CHECKSUM_LENGTH ? line.substring(CHECKSUM_LENGTH) : "";
        String[] fields = body.split(" ", -1);
        if (!line.startsWith(checksum(body)) || fields.length != 6) {
            throw new IOException(
                    "%s: line %d is damaged. Maybe restore the file; without it the adapter takes commands"
                                    .formatted(file, number)
                            + " that are older than what it has taken.");
        }
        OrderKey key = new OrderKey(decoded(fields[4]), decoded(fields[5]));
        Taken found = new Taken(Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]));
        if (found.equals(NONE)) {
            taken.remove(key);
        } else {
            taken.put(key, found);
        }
    }

    private static String line(OrderKey key, Taken taken) {
        String body = " %d %d %d %s %s"
                .formatted(
                        taken.revision(),
                        taken.epoch(),
                        taken.timeSeconds(),
                        encoded(key.providerId()),
                        encoded(key.reference()));
        return checksum(body) + body + "\n";
    }

    private static void write(FileChannel target, String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
