package dev.braid.local.topology.imports;

import java.util.Optional;

/** The formats in which others publish networks. */
public enum Format {
    GRAPHML("GraphML"),
    SNDLIB("SNDlib native"),
    REPETITA("REPETITA"),
    RFC8345("RFC 8345 JSON");

    private static final int HEAD = 65_536;
    private static final int GZIP = 0x1f8b;
    private static final int ZIP = 0x504b;

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** By the first characters that mean something. */
    static Format guess(Source source) {
        refuseArchives(source);
        int length = Math.min(HEAD, source.bytes().length);
        // Only what is ASCII decides; the zeros of UTF-16 are left out.
        StringBuilder head = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = (char) (source.bytes()[i] & 0xFF);
            if (c != 0 && c < 0x80) {
                head.append(c);
            }
        }
        String text = head.toString().stripLeading();
        if (text.startsWith("<")) {
            return GRAPHML;
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return RFC8345;
        }
        if (text.startsWith("?SNDlib")) {
            return SNDLIB;
        }
        Optional<String> first = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst();
        if (first.filter(line -> line.matches("(META|NODES|LINKS)\\s*\\(.*")).isPresent()) {
            return SNDLIB;
        }
        if (first.filter(line -> line.matches("NODES\\s+\\S+")).isPresent()) {
            return REPETITA;
        }
        if (first.filter(line -> line.matches("DEMANDS\\s.*")).isPresent()) {
            throw source.failure(1, "format", "these are demands; import the .graph file of the network.");
        }
        throw source.failure(
                1, "format", "it is none that is known; --format says graphml, sndlib, repetita or rfc8345.");
    }

    private static void refuseArchives(Source source) {
        if (source.bytes().length < 2) {
            throw source.failure(1, "format", "the file is empty.");
        }
        int magic = (source.bytes()[0] & 0xFF) << 8 | source.bytes()[1] & 0xFF;
        if (magic == GZIP || magic == ZIP) {
            throw source.failure(1, "format", "the file is compressed: unpack it first.");
        }
    }

    DraftNetwork read(Source source, ImportOptions options, Remarks remarks) {
        return switch (this) {
            case GRAPHML -> new GraphmlReader(source, remarks).read();
            case SNDLIB -> new SndlibReader(source, options, remarks).read();
            case REPETITA -> new RepetitaReader(source, options, remarks).read();
            case RFC8345 -> new Rfc8345Reader(source, options, remarks).read();
        };
    }
}
