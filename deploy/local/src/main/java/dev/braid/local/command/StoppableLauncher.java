package dev.braid.local.command;

import dev.braid.local.process.Launcher;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A launcher of a command that may be told to stop at any moment: the signal ends the command's thread, which tidies up. */
final class StoppableLauncher implements AutoCloseable {
    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Launcher launcher;

    private StoppableLauncher(Supplier<Launcher> start) {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(main), "closer"));
        Launcher started = null;
        try {
            started = start.get();
        } finally {
            if (started == null) {
                tidy.countDown();
            }
        }
        launcher = started;
    }

    static StoppableLauncher start(Supplier<Launcher> start) {
        return new StoppableLauncher(start);
    }

    Launcher launcher() {
        return launcher;
    }

    @Override
    public void close() {
        launcher.close();
        tidy.countDown();
    }

    /** The JVM goes on until the command has tidied up. */
    private void awaitEnd(Thread main) {
        main.interrupt();
        try {
            tidy.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
