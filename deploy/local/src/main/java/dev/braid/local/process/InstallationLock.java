package dev.braid.local.process;

import dev.braid.embedded.PrivateFiles;
import dev.braid.local.installation.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Sees to it that one installation is run by one launcher; the system lets go when that dies. */
final class InstallationLock implements AutoCloseable {
    private final FileChannel channel;

    private InstallationLock(FileChannel channel) {
        this.channel = channel;
    }

    static InstallationLock take(Installation installation) {
        try {
            FileChannel channel = FileChannel.open(
                    PrivateFiles.folder(installation.run()).resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new UpFailed("Braid is already running%s: see ./braid status."
                        .formatted(RunState.read(installation)
                                .map(state ->
                                        " (pid %d)".formatted(state.launcher().pid()))
                                .orElse("")));
            }
            return new InstallationLock(channel);
        } catch (IOException e) {
            throw new UpFailed("The folder %s cannot be used.".formatted(installation.run()), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
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
