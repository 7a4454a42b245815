package dev.braid.local.topology.imports;

import dev.braid.api.topology.v1.TopologyFile;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a topology of a file in one of the formats, or fails and says where. */
public final class TopologyImporter {
    private final ImportOptions options;

    public TopologyImporter(ImportOptions options) {
        this.options = options;
    }

    /** A topology, and what is to be known of how it came about. */
    public record Imported(Format format, TopologyFile topology, Remarks remarks) {}

    /** Reads the file in the format given, or in that which its content shows. */
    public Imported read(Path file, Optional<Format> format) {
        return read(Source.read(file), format);
    }

    Imported read(Source source, Optional<Format> given) {
        Format format = given.orElseGet(() -> Format.guess(source));
        Remarks remarks = new Remarks();
        DraftNetwork network = format.read(source, options, remarks);
        network.keepUsableLinks();
        TopologyFile topology = new TopologyDraft(source, network, options, remarks).build(format);
        return new Imported(format, topology, remarks);
    }
}
