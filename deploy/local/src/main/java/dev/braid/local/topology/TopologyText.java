package dev.braid.local.topology;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.topology.v1.TopologyFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** Writes topology files: the JSON form of Protobuf with one element in each line, whole or not at all. */
public final class TopologyText {
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private TopologyText() {}

    /** Writes beside the file and then puts the new one in its place. */
    public static void write(TopologyFile topology, Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            // Not a temporary file of the library's making: only its owner could read that.
            Path fresh = absolute.resolveSibling(".%s.%s.tmp".formatted(file.getFileName(), UUID.randomUUID()));
            try {
                try (BufferedWriter out = Files.newBufferedWriter(fresh, StandardOpenOption.CREATE_NEW)) {
                    write(topology, out);
                }
                Files.move(fresh, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    /** The file's text, piece by piece. */
    public static void write(TopologyFile topology, Writer out) throws IOException {
        out.write("{\n\"description\": \"");
        out.write(JsonStringEncoder.getInstance().quoteAsString(topology.getDescription()));
        out.write("\"");
        elements(out, "providers", topology.getProvidersList());
        elements(out, "metros", topology.getMetrosList());
        elements(out, "locations", topology.getLocationsList());
        elements(out, "nodes", topology.getNodesList());
        elements(out, "riskGroups", topology.getRiskGroupsList());
        elements(out, "links", topology.getLinksList());
        out.write("\n}\n");
        out.flush();
    }

    private static void elements(Writer out, String name, List<? extends Message> elements) throws IOException {
        out.write(",\n\"" + name + "\": [");
        String separator = "\n";
        for (Message element : elements) {
            out.write(separator);
            try {
                PRINTER.appendTo(element, out);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("An element has no JSON form.", e);
            }
            separator = ",\n";
        }
        out.write("\n]");
    }
}
