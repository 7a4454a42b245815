package dev.braid.netconf.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The settings file as it is written, in JSON. A list that is missing is empty, another field that is missing null.
 *
 * @param journal where the terms of commands are kept; released references stand beside it
 * @param customer whose services are our orders
 * @param timeoutMs how long a device may take for an answer
 * @param largestMessageBytes of a device
 */
public record Settings(
        Listen listen,
        String journal,
        String provider,
        String customer,
        Integer timeoutMs,
        Integer largestMessageBytes,
        List<DeviceSettings> devices,
        List<NodeSettings> nodes,
        List<LinkSettings> links,
        List<PortSettings> ports) {

    public Settings {
        devices = copy(devices);
        nodes = copy(nodes);
        links = copy(links);
        ports = copy(ports);
    }

    /** Where the adapter is served; files in PEM, and the token as the content of a file. */
    public record Listen(String host, Integer port, String certificateFile, String keyFile, String tokenFile) {}

    /** A device, with its host keys as in a {@code known_hosts} file, and one of three ways to log in. */
    public record DeviceSettings(
            String id,
            String host,
            Integer port,
            List<String> hostKeys,
            String user,
            String passwordFile,
            String passwordVariable,
            String keyFile) {
        public DeviceSettings {
            hostKeys = copy(hostKeys);
        }
    }

    /** A router, and the device that is told about it. */
    public record NodeSettings(String id, String device, String neId) {}

    /** A link of the topology between two nodes. */
    public record LinkSettings(String id, String from, String to, Long capacityBps) {}

    /** An interconnect of the topology, and where it is. */
    public record PortSettings(String interconnect, String node, String interfaceId) {}

    /** What the file says; a field that we do not know is an error, and so is one that stands there twice. */
    public static Settings read(Path file) throws IOException, SettingsInvalid {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        byte[] text = Files.readAllBytes(file);
        try {
            Settings settings = mapper.readValue(text, Settings.class);
            if (settings == null) {
                throw new SettingsInvalid("%s is empty.".formatted(file));
            }
            return settings;
        } catch (JacksonException e) {
            // Without the source: it may be long, and a misplaced password would be in it.
            throw new SettingsInvalid("%s, line %d: %s"
                    .formatted(
                            file, e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
    }

    private static <T> List<T> copy(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
