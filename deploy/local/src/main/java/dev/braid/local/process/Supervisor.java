package dev.braid.local.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Keeps programs running: one that dies is reported and started again, a little later each time. */
public final class Supervisor implements AutoCloseable {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Consumer<String> report;
    private final Runnable onChange;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("supervisor").factory());
    private boolean stopping;

    /** Reports deaths as lines for people, and calls {@code onChange} after every start. */
    public Supervisor(Consumer<String> report, Runnable onChange) {
        this.report = report;
        this.onChange = onChange;
    }

    /** What is known of one process. */
    public record Running(String name, long pid, Instant startTime, int restarts) {}

    private static final class Child {
        private final Program program;
        private ProcessHandle process;
        private Instant startTime;
        private int restarts;
        private int deathsInARow;

        private Child(Program program) {
            this.program = program;
        }
    }

    /** Starts the program and keeps it running from now on. */
    public void start(Program program) throws IOException {
        Child child = new Child(program);
        synchronized (this) {
            children.put(program.name(), child);
        }
        launch(child);
        onChange.run();
    }

    /** All processes, in the order of their first starts. */
    public synchronized List<Running> running() {
        return children.values().stream()
                .filter(child -> child.process != null)
                .map(child -> new Running(child.program.name(), child.process.pid(), child.startTime, child.restarts))
                .toList();
    }

    /** Ends a process without warning, as a crash would; it is started again like any other. */
    public synchronized void kill(String name) {
        Child child = children.get(name);
        if (child == null || child.process == null) {
            throw new IllegalArgumentException("No process is named %s.".formatted(name));
        }
        child.process.destroyForcibly();
    }

    /** Ends a process without warning, for good. */
    public void crash(String name) {
        Child child;
        synchronized (this) {
            child = children.remove(name);
        }
        if (child == null || child.process == null) {
            throw new IllegalArgumentException("No process is named %s.".formatted(name));
        }
        child.process.destroyForcibly();
        child.process.onExit().join();
    }

    /** Ends these for good: asks first, then insists. All of them at once. */
    public void stop(List<String> names) {
        List<Child> ending = new ArrayList<>();
        synchronized (this) {
            for (String name : names) {
                Child child = children.remove(name);
                if (child != null && child.process != null) {
                    ending.add(child);
                    child.process.destroy();
                }
            }
        }
        Instant deadline = Instant.now().plus(GRACE);
        for (Child child : ending) {
            await(child, deadline);
        }
    }

    private void await(Child child, Instant deadline) {
        CompletableFuture<ProcessHandle> end = child.process.onExit();
        try {
            end.get(Math.max(0, Duration.between(Instant.now(), deadline).toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            report.accept("%s did not stop when asked; it was killed".formatted(child.program.name()));
            child.process.destroyForcibly();
            end.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.process.destroyForcibly();
        }
    }

    /** From now on nothing is started again. */
    public synchronized void prepareStop() {
        stopping = true;
    }

    @Override
    public void close() {
        prepareStop();
        clock.shutdownNow();
        stop(running().stream().map(Running::name).toList().reversed());
    }

    /** Holds no lock while the program starts: a server that is embedded takes seconds. */
    private void launch(Child child) throws IOException {
        Program.Started started = child.program.start();
        synchronized (this) {
            if (stopping) {
                started.process().destroy();
                return;
            }
            child.restarts += child.process == null ? 0 : 1;
            child.process = started.process();
            child.startTime = Instant.now();
        }
        started.end().thenAccept(how -> died(child, started.process(), how));
    }

    private synchronized void died(Child child, ProcessHandle dead, String how) {
        String name = child.program.name();
        if (stopping || children.get(name) != child || child.process != dead) {
            return;
        }
        boolean wasSteady = child.startTime.plus(STEADY).isBefore(Instant.now());
        child.deathsInARow = wasSteady ? 1 : child.deathsInARow + 1;
        long waitMillis =
                Math.min(FIRST_WAIT.toMillis() << Math.min(child.deathsInARow - 1, 10), LONGEST_WAIT.toMillis());
        report.accept("%s died (%s); starting it again in %d ms".formatted(name, how, waitMillis));
        clock.schedule(() -> restart(child), waitMillis, TimeUnit.MILLISECONDS);
    }

    private void restart(Child child) {
        synchronized (this) {
            if (stopping || children.get(child.program.name()) != child) {
                return;
            }
        }
        try {
            launch(child);
            onChange.run();
        } catch (IOException | RuntimeException e) {
            report.accept("%s cannot be started: %s".formatted(child.program.name(), e.getMessage()));
            clock.schedule(() -> restart(child), LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
