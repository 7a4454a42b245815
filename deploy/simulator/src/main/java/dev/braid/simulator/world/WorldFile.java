package dev.braid.simulator.world;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/** A topology as text: the JSON form of Protobuf with one element in each line, so that a difference is readable. */
public final class WorldFile {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private WorldFile() {}

    /** Makes {@code world.json} in the folder given, from the {@code source} folder in it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "deploy/demo" : arguments[0]);
        Files.writeString(folder.resolve("world.json"), text(WorldGenerator.generate(folder.resolve("source"))));
    }

    /** The topology in a file. */
    public static TopologyFile read(Path file) throws IOException {
        TopologyFile.Builder topology = TopologyFile.newBuilder();
        try {
            JsonFormat.parser().merge(Files.readString(file), topology);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("%s is not a topology file: %s".formatted(file, e.getMessage()), e);
        }
        return topology.build();
    }

    /** The file's text. */
    public static String text(TopologyFile topology) {
        return new StringJoiner(",\n", "{\n", "\n}\n")
                .add("\"description\": \"%s\"".formatted(topology.getDescription()))
                .add(lines("providers", topology.getProvidersList()))
                .add(lines("metros", topology.getMetrosList()))
                .add(lines("locations", topology.getLocationsList()))
                .add(lines("nodes", topology.getNodesList()))
                .add(lines("riskGroups", topology.getRiskGroupsList()))
                .add(lines("links", topology.getLinksList()))
                .toString();
    }

    private static String lines(String name, List<? extends Message> elements) {
        StringJoiner lines = new StringJoiner(",\n", "\"%s\": [\n".formatted(name), "\n]");
        for (Message element : elements) {
            try {
                lines.add(PRINTER.print(element));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("A generated element has no JSON form.", e);
            }
        }
        return lines.toString();
    }
}
