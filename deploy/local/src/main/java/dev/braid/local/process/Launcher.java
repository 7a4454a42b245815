package dev.braid.local.process;

import dev.braid.embedded.Topics;
import dev.braid.local.Terminal;
import dev.braid.local.installation.Certificates;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.installation.ServiceConfig;
import dev.braid.local.process.RunState.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Brings the whole system up on this machine, keeps it up, and takes it down again without a trace but its data. */
public final class Launcher implements AutoCloseable {
    private static final Duration READY_WAIT = Duration.ofMinutes(3);

    private final Installation installation;
    private final Terminal terminal;
    private final InstallationLock lock;
    private final Instant startTime = Instant.now();
    private final Postgres postgres;
    private final Map<String, Long> readyMillis = new ConcurrentHashMap<>();
    private final Supervisor supervisor;
    private final Programs programs;
    private volatile long allReadyMillis;
    private final Object stateFile = new Object();
    private volatile boolean closed;

    private Launcher(Installation installation, Terminal terminal, InstallationLock lock) {
        this.installation = installation;
        this.terminal = terminal;
        this.lock = lock;
        this.postgres = new Postgres(installation);
        this.programs = new Programs(installation);
        this.supervisor = new Supervisor(terminal::warn, this::writeState);
    }

    /** Starts everything and waits until all of it is ready; whatever fails is an {@link UpFailed}, and nothing stays. */
    public static Launcher up(Installation installation, Terminal terminal) {
        InstallationLock lock = InstallationLock.take(installation);
        Launcher launcher = new Launcher(installation, terminal, lock);
        boolean up = false;
        try {
            Leftovers.remove(installation, terminal);
            Preconditions.check(installation);
            launcher.start();
            up = true;
            return launcher;
        } catch (UpFailed e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UpFailed("The system does not come up: " + e.getMessage(), e);
        } finally {
            if (!up) {
                launcher.close();
            }
        }
    }

    /** Tells other commands how long it took until the first intent could be submitted. */
    public void declareReady() {
        allReadyMillis = Duration.between(startTime, Instant.now()).toMillis();
        writeState();
    }

    /** How long it took until the first intent could be submitted. */
    public long readyMillis() {
        return allReadyMillis;
    }

    /** Ends a process without warning, as a crash would. */
    public void kill(Service service) {
        supervisor.kill(service.label());
    }

    /** Ends a process without warning and leaves it away until it is {@linkplain #revive revived}. */
    public void crash(Service service) {
        supervisor.crash(service.label());
    }

    /** Starts a process again that was left away; returns before it is ready. */
    public void revive(Service service) throws IOException {
        start(service);
    }

    /** Everything that is supervised. */
    public List<Supervisor.Running> running() {
        return supervisor.running();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Whoever interrupted us wants an end, not half an end.
        boolean interrupted = Thread.interrupted();
        supervisor.prepareStop();
        List<String> services =
                installation.settings().services().stream().map(Service::label).toList();
        supervisor.stop(services);
        supervisor.stop(List.of(Programs.KAFKA));
        postgres.close();
        supervisor.close();
        try {
            synchronized (stateFile) {
                RunState.remove(installation);
            }
        } catch (IOException e) {
            terminal.warn("The state file stays behind: " + e.getMessage());
        }
        lock.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws IOException {
        Logs.begin(installation);
        CompletableFuture<Void> database = CompletableFuture.runAsync(this::startPostgres);
        startKafka();
        database.join();
        Instant servicesStart = Instant.now();
        for (Service service : installation.settings().services()) {
            start(service);
        }
        awaitServices(servicesStart);
    }

    private void start(Service service) throws IOException {
        ServiceConfig config =
                new ServiceConfig(installation, Certificates.in(installation.certificates()), postgres.server());
        supervisor.start(programs.service(service, config));
    }

    private void startKafka() throws IOException {
        Instant start = Instant.now();
        supervisor.start(programs.kafka());
        Topics.create(installation.bootstrapServers());
        ready(Programs.KAFKA, start, installation.bootstrapServers());
    }

    private void startPostgres() {
        Instant start = Instant.now();
        try {
            supervisor.start(postgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ready(postgres.name(), start, "127.0.0.1:" + installation.settings().postgresPort());
    }

    private void awaitServices(Instant start) {
        Set<Service> waiting = EnumSet.copyOf(installation.settings().services());
        Instant deadline = start.plus(READY_WAIT);
        try (Health health = new Health()) {
            while (!waiting.isEmpty()) {
                for (Service service : List.copyOf(waiting)) {
                    int port = installation.settings().httpPort(service);
                    if (health.ready(port)) {
                        waiting.remove(service);
                        ready(service.label(), start, address(service));
                    }
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new UpFailed("Not ready after %d s: %s. See %s."
                            .formatted(
                                    READY_WAIT.toSeconds(),
                                    waiting.stream().map(Service::label).toList(),
                                    installation.logs()));
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpFailed("Interrupted while the services started.", e);
        }
    }

    private String address(Service service) {
        String http = "http://127.0.0.1:" + installation.settings().httpPort(service);
        return service.speaksGrpc()
                ? "%s   gRPC 127.0.0.1:%d"
                        .formatted(http, installation.settings().grpcPort(service))
                : http;
    }

    private void ready(String name, Instant start, String detail) {
        long millis = Duration.between(start, Instant.now()).toMillis();
        readyMillis.put(name, millis);
        terminal.done(name, detail, millis);
        writeState();
    }

    private void writeState() {
        synchronized (stateFile) {
            if (closed) {
                return;
            }
            try {
                List<Entry> entries = supervisor.running().stream()
                        .map(running -> Entry.of(
                                running.name(),
                                running.pid(),
                                readyMillis.getOrDefault(running.name(), 0L),
                                running.restarts()))
                        .toList();
                Entry self = Entry.of("launcher", ProcessHandle.current().pid(), 0, 0);
                new RunState(self, startTime.toString(), allReadyMillis, entries).write(installation);
            } catch (IOException e) {
                terminal.warn("The state file cannot be written: " + e.getMessage());
            }
        }
    }
}
