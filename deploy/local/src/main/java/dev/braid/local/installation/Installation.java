package dev.braid.local.installation;

import dev.braid.embedded.LocalIssuer;
import dev.braid.embedded.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * One Braid on this machine: the repository whose programs it runs, and the folder where everything stands that outlives
 * them.
 */
public final class Installation {
    private final Path repository;
    private final Path home;
    private final Settings settings;

    private Installation(Path repository, Path home) {
        this.repository = repository.toAbsolutePath().normalize();
        this.home = home.toAbsolutePath().normalize();
        this.settings = Settings.load(home);
    }

    /** The installation in the folder; both folders may be the first of their kind. */
    public static Installation of(Path repository, Path home) {
        try {
            PrivateFiles.folder(home.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder %s cannot be used.".formatted(home), e);
        }
        return new Installation(repository, home);
    }

    /** The installation that {@code ./braid} means: BRAID_HOME, or {@code .braid} in the repository. */
    public static Installation current() {
        String repository = System.getProperty("braid.repository", System.getProperty("user.dir"));
        String home = System.getenv("BRAID_HOME");
        return of(Path.of(repository), home == null || home.isBlank() ? Path.of(repository, ".braid") : Path.of(home));
    }

    /** What a person changed. */
    public Settings settings() {
        return settings;
    }

    /** Where all of it stands. */
    public Path home() {
        return home;
    }

    /** The broker's data. */
    public Path kafkaData() {
        return home.resolve("data").resolve("kafka");
    }

    /** The database server's data. */
    public Path postgresData() {
        return home.resolve("data").resolve("postgres");
    }

    /** What the simulated carriers hold. */
    public Path simulatorData() {
        return home.resolve("data").resolve("simulator");
    }

    /** While it exists, nothing is moved by itself on this machine. */
    public Path stopFile() {
        return home.resolve("automation-stopped");
    }

    /** The certificates of this installation. */
    public Path certificates() {
        return home.resolve("certificates");
    }

    /** The log of a process. */
    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** The logs of all processes. */
    public Path logs() {
        return home.resolve("logs");
    }

    /** What is true only while it runs. */
    public Path run() {
        return home.resolve("run");
    }

    /** The network that it begins with: that of the demo, or what the settings name. */
    public Path world() {
        return settings.topology().orElse(repository.resolve("deploy/demo/world.json"));
    }

    /** The program of a service. */
    public Path program(Service service) {
        return repository.resolve(service.folder()).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Issues the tokens that this installation accepts. */
    public LocalIssuer issuer() {
        return LocalIssuer.in(home.resolve("keys"));
    }

    /** Where clients of Kafka find it. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.kafkaPort();
    }

    /** The simulated carriers' API. */
    public String simulatorUrl() {
        return "http://127.0.0.1:" + settings.httpPort(Service.SIMULATOR);
    }

    /** The key that the simulated carriers ask for: random, made once. */
    public String simulatorApiKey() {
        Path file = home.resolve("keys").resolve("simulator-api-key");
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[24];
                new SecureRandom().nextBytes(random);
                PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random), "rw-------");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator's key cannot be kept in %s.".formatted(file), e);
        }
    }
}
