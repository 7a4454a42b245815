package dev.braid.local.topology.imports;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.topology.imports.TopologyImporter.Imported;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Imports for the tests. */
final class Imports {
    private Imports() {}

    static Imported resource(String name) {
        return resource(name, ImportOptions.defaults());
    }

    static Imported resource(String name, ImportOptions options) {
        Path file = Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/imports/" + name);
        return new TopologyImporter(options).read(file, Optional.empty());
    }

    static Imported text(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Imported bytes(String name, byte[] bytes) {
        return new TopologyImporter(ImportOptions.defaults()).read(new Source(name, bytes), Optional.empty());
    }

    static Link link(TopologyFile topology, String id) {
        return topology.getLinksList().stream()
                .filter(link -> link.getLinkId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No link %s among %s"
                        .formatted(
                                id,
                                topology.getLinksList().stream()
                                        .map(Link::getLinkId)
                                        .toList())));
    }

    static String remarks(Imported imported) {
        return String.join("\n", imported.remarks().lines());
    }
}
