package dev.braid.lab.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Sees to it that one command at a time works on the lab of this machine; leaves no file behind. */
final class LabLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private LabLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static LabLock take(Path file) {
        try {
            while (true) {
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
                if (!locked(channel)) {
                    channel.close();
                    throw new LabFailed(
                            "Another command is at work on the lab of this machine; try again when it has ended.");
                }
                if (still(file, channel)) {
                    return new LabLock(file, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be used.".formatted(file), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Who held the lock before may have deleted the file that we have locked. */
    private static boolean still(Path file, FileChannel channel) throws IOException {
        String mark = UUID.randomUUID().toString();
        channel.truncate(0).write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
        try {
            return Files.readString(file).equals(mark);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
