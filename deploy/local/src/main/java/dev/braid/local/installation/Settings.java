package dev.braid.local.installation;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** What a person may change about a local installation: {@code settings.properties} in its folder, every key with a default. */
public final class Settings {
    /** The file's name. */
    public static final String FILE = "settings.properties";

    private final Properties values;

    private Settings(Properties values) {
        this.values = values;
    }

    static Settings load(Path folder) {
        Properties values = new Properties();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The settings in %s cannot be read.".formatted(file), e);
            }
        }
        return new Settings(values);
    }

    /** Where the service answers health, metrics and, in the gateway's case, everything. */
    public int httpPort(Service service) {
        return port(httpPortKey(service), service.defaultHttpPort());
    }

    /** Where the service answers gRPC. */
    public int grpcPort(Service service) {
        return port(grpcPortKey(service), service.defaultGrpcPort());
    }

    /** Where Kafka listens. */
    public int kafkaPort() {
        return port("port.kafka", 19092);
    }

    /** Where PostgreSQL listens. */
    public int postgresPort() {
        return port("port.postgres", 15432);
    }

    /** The largest heap of a service, as {@code -Xmx} takes it. */
    public String heap(Service service) {
        return values.getProperty("heap." + service.label(), service.defaultHeap());
    }

    /** The largest heap of the broker. */
    public String kafkaHeap() {
        return values.getProperty("heap.kafka", "256m");
    }

    /**
     * What every Java process is started with besides its heap. The quick compiler alone starts a service with a quarter
     * to a half less work and a sixth less memory; whoever loads one machine heavily takes it out.
     */
    public List<String> javaOptions() {
        return List.of(values.getProperty("java.options", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .strip()
                .split("\\s+"));
    }

    /** How much memory must be available before anything is started. */
    public long requiredMemoryMib() {
        return Long.parseLong(values.getProperty("memory.required-mib", "3072"));
    }

    /** Every port that is needed, by the key that changes it. */
    public Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("port.kafka", kafkaPort());
        ports.put("port.postgres", postgresPort());
        for (Service service : services()) {
            ports.put(httpPortKey(service), httpPort(service));
            if (service.speaksGrpc()) {
                ports.put(grpcPortKey(service), grpcPort(service));
            }
        }
        return ports;
    }

    /** The processes that are started. */
    public List<Service> services() {
        return Arrays.stream(Service.values()).filter(this::starts).toList();
    }

    /** Whether the process is started; only the simulated carriers can be left out. */
    public boolean starts(Service service) {
        return service != Service.SIMULATOR
                || Boolean.parseBoolean(
                        values.getProperty("start." + service.label(), "true").strip());
    }

    /** The network that a system begins with, when it is another one than the demo's. */
    public Optional<Path> topology() {
        return Optional.ofNullable(values.getProperty("topology"))
                .map(String::strip)
                .map(Path::of);
    }

    /** What a process is told besides what the installation tells it, by the keys of its own configuration. */
    public Map<String, String> told(Service service) {
        String prefix = "set." + service.label() + ".";
        Map<String, String> told = new TreeMap<>();
        for (String key : values.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                told.put(key.substring(prefix.length()), values.getProperty(key).strip());
            }
        }
        return told;
    }

    private static String httpPortKey(Service service) {
        return "port." + service.label() + ".http";
    }

    private static String grpcPortKey(Service service) {
        return "port." + service.label() + ".grpc";
    }

    private int port(String key, int otherwise) {
        String value = values.getProperty(key, Integer.toString(otherwise)).strip();
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        throw new IllegalArgumentException(
                "%s in %s is %s; a port is a number from 1 to 65535.".formatted(key, FILE, value));
    }
}
