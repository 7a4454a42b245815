package dev.braid.local.topology.imports;

import dev.braid.local.topology.imports.DraftLink.End;
import dev.braid.local.topology.imports.DraftLink.Traits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads the topologies of REPETITA: nodes with coordinates, directed edges with weight, kbit/s and microseconds. */
final class RepetitaReader {
    private static final long KILOBIT = 1_000;
    private static final int NODE_NUMBERS = 2;
    private static final int EDGE_NUMBERS = 5;

    private final Source source;
    private final ImportOptions options;
    private final List<String> lines;
    private final DraftNetwork network;
    private int at;

    RepetitaReader(Source source, ImportOptions options, Remarks remarks) {
        this.source = source;
        this.options = options;
        this.lines = source.text(remarks).lines().toList();
        this.network = new DraftNetwork(source, remarks);
    }

    DraftNetwork read() {
        int nodes = section("NODES", DraftNetwork.MAX_NODES);
        for (int index = 0; index < nodes; index++) {
            node(index, nodes);
        }
        int edges = section("EDGES", DraftNetwork.MAX_LINKS);
        for (int index = 0; index < edges; index++) {
            edge(index, nodes, edges);
        }
        if (skipEmpty()) {
            throw field("end")
                    .failure("more follows than the counts say: '%s'.".formatted(Source.quoted(lines.get(at))));
        }
        return network;
    }

    /** The number of lines to come; the line of column names after it says nothing new. */
    private int section(String name, int most) {
        String[] words = need(name).split("\\s+", -1);
        if (words.length != 2 || !words[0].equals(name)) {
            throw previous(name).failure("'%s N' is due.".formatted(name));
        }
        int count = (int) previous(name).whole(words[1], most);
        if (!need("column names").startsWith("label")) {
            throw previous("column names").failure("a line that starts with 'label' is due.");
        }
        return count;
    }

    private void node(int index, int count) {
        String[] words = row("node %d of %d".formatted(index, count), NODE_NUMBERS);
        double x = previous("x of node " + index).decimal(words[1]);
        double y = previous("y of node " + index).decimal(words[2]);
        network.add(new DraftNode(
                at, Integer.toString(index), words[0], Optional.of(new DraftNode.Point(x, y)), Optional.empty()));
    }

    private void edge(int index, int nodes, int count) {
        String[] words = row("edge %d of %d".formatted(index, count), EDGE_NUMBERS);
        String of = " of edge " + words[0];
        long from = previous("src" + of).whole(words[1], nodes - 1L);
        long to = previous("dest" + of).whole(words[2], nodes - 1L);
        Field weight = previous("weight" + of);
        double metric = weight.decimal(words[3]);
        if (metric < 0) {
            throw weight.failure("%s is negative.".formatted(words[3]));
        }
        Field bandwidth = previous("bw" + of);
        Field delay = previous("delay" + of);
        network.add(new DraftLink(
                at,
                words[0],
                new End(Long.toString(from), ""),
                new End(Long.toString(to), ""),
                true,
                new Traits(
                        bandwidth.capacityBps(
                                bandwidth.decimal(words[4]) * options.unitBps().orElse(KILOBIT)),
                        delay.latencyUs(delay.decimal(words[5])),
                        OptionalLong.of(Math.round(Math.min(metric, Field.MAX_CAPACITY_BPS))),
                        new TreeSet<>(),
                        false)));
    }

    /** A label, which may hold blanks, and the numbers after it. */
    private String[] row(String what, int numbers) {
        String[] words = need(what).split("\\s+", -1);
        if (words.length <= numbers) {
            throw previous(what).failure("a label and %d numbers are due.".formatted(numbers));
        }
        String[] row = new String[numbers + 1];
        row[0] = String.join(" ", List.of(words).subList(0, words.length - numbers));
        System.arraycopy(words, words.length - numbers, row, 1, numbers);
        return row;
    }

    private String need(String what) {
        if (!skipEmpty()) {
            throw field(what).failure("the file ends here.");
        }
        return lines.get(at++).strip();
    }

    private boolean skipEmpty() {
        while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
            at++;
        }
        return at < lines.size();
    }

    /** In the line to be read next. */
    private Field field(String name) {
        return new Field(source, at + 1, name);
    }

    /** In the line read last. */
    private Field previous(String name) {
        return new Field(source, at, name);
    }
}
