package dev.braid.local.process;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.embedded.PrivateFiles;
import dev.braid.embedded.Topics;
import dev.braid.local.Terminal;
import dev.braid.local.installation.Certificates;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.installation.ServiceConfig;
import dev.braid.local.process.RunState.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Brings the whole system up on this machine, keeps it up, and takes it down again without a trace but its data. */
public final class Launcher implements AutoCloseable {
    private static final Duration READY_WAIT = Duration.ofMinutes(3);
    private static final String KAFKA = "kafka";
    private static final String POSTGRES = "postgres";

    private final Installation installation;
    private final Terminal terminal;
    private final InstallationLock lock;
    private final Instant startTime = Instant.now();
    private final AtomicReference<EmbeddedPostgres> postgres = new AtomicReference<>();
    private final Map<String, Long> readyMillis = new ConcurrentHashMap<>();
    private final Supervisor supervisor;
    private volatile long allReadyMillis;
    private final Object stateFile = new Object();
    private volatile boolean closed;

    private Launcher(Installation installation, Terminal terminal, InstallationLock lock) {
        this.installation = installation;
        this.terminal = terminal;
        this.lock = lock;
        this.supervisor = new Supervisor(terminal::warn, this::writeState);
    }

    /** Starts everything and waits until all of it is ready; whatever fails is an {@link UpFailed}, and nothing stays. */
    public static Launcher up(Installation installation, Terminal terminal) {
        InstallationLock lock = InstallationLock.take(installation);
        Launcher launcher = new Launcher(installation, terminal, lock);
        try {
            Leftovers.remove(installation, terminal);
            Preconditions.check(installation);
            launcher.start();
            return launcher;
        } catch (IOException e) {
            launcher.close();
            throw new UpFailed("The system does not come up: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            launcher.close();
            throw e instanceof UpFailed known
                    ? known
                    : new UpFailed("The system does not come up: " + e.getMessage(), e);
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
                EnumSet.allOf(Service.class).stream().map(Service::label).toList();
        supervisor.stop(services);
        supervisor.stop(List.of(KAFKA));
        EmbeddedPostgres database = postgres.getAndSet(null);
        if (database != null) {
            database.close();
        }
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
        PrivateFiles.folder(installation.logs());
        PrivateFiles.folder(installation.run());
        keepOneOldLog();
        CompletableFuture<Void> database = CompletableFuture.runAsync(this::startPostgres);
        startKafka();
        database.join();

        ServiceConfig config =
                new ServiceConfig(installation, Certificates.in(installation.certificates()), postgres.get());
        Instant servicesStart = Instant.now();
        for (Service service : Service.values()) {
            supervisor.start(program(service, config));
        }
        awaitServices(servicesStart);
    }

    private void startKafka() throws IOException {
        Instant start = Instant.now();
        supervisor.start(new Program.Java(
                KAFKA,
                List.of(
                        "-Xmx" + installation.settings().kafkaHeap(),
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.util.logging.config.file=" + LogSettings.file(installation),
                        KafkaProcess.class.getName(),
                        installation.kafkaData().toString(),
                        Integer.toString(installation.settings().kafkaPort())),
                installation.log(KAFKA),
                installation.home()));
        Topics.create(installation.bootstrapServers());
        ready(KAFKA, start, installation.bootstrapServers());
    }

    private void startPostgres() {
        Instant start = Instant.now();
        try {
            supervisor.start(new Program.Embedded(POSTGRES, this::launchPostgres));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ready(POSTGRES, start, "127.0.0.1:" + installation.settings().postgresPort());
    }

    private Process launchPostgres() {
        EmbeddedPostgres before = postgres.getAndSet(null);
        if (before != null) {
            before.close();
        }
        EmbeddedPostgres now = EmbeddedPostgres.start(
                installation.postgresData(),
                installation.settings().postgresPort(),
                EmbeddedPostgres.Durability.DURABLE,
                Database.ALL);
        postgres.set(now);
        return now.process();
    }

    private Program program(Service service, ServiceConfig config) throws IOException {
        return new Program.Java(
                service.label(),
                List.of(
                        "-Xmx" + installation.settings().heap(service),
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dquarkus.config.locations=" + config.write(service),
                        "-jar",
                        installation.program(service).toString()),
                installation.log(service.label()),
                installation.home());
    }

    private void awaitServices(Instant start) {
        Set<Service> waiting = EnumSet.allOf(Service.class);
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

    private void keepOneOldLog() throws IOException {
        List<String> names = new ArrayList<>(
                EnumSet.allOf(Service.class).stream().map(Service::label).toList());
        names.add(KAFKA);
        for (String name : names) {
            if (Files.exists(installation.log(name))) {
                Files.move(
                        installation.log(name),
                        installation.logs().resolve(name + ".log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
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
