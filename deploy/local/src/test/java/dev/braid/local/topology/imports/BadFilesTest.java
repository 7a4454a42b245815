package dev.braid.local.topology.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BadFilesTest {
    private static final String KEYS = """
            <graphml><key id="a" for="node" attr.name="Latitude"/><key id="o" for="node" attr.name="Longitude"/>
            <key id="s" for="edge" attr.name="LinkSpeedRaw"/><graph edgedefault="undirected">
            """;
    private static final String TE_LINK = """
            {"ietf-network:networks": {"network": [{"network-id": "n", "node": [{"node-id": "a"}, {"node-id": "b"}],
            "ietf-network-topology:link": [
            {"link-id": "l", "source": {"source-node": "a"}, "destination": {"dest-node": "b"},
            "te": {"te-link-attributes": {
            %s
            }}}]}]}}
            """;

    @Test
    void truncatedFilesAreRefusedAtTheirLastLine() {
        refused("t.graphml", KEYS + "<node id='1'>\n", "t.graphml:4: XML: ");
        refused("t.txt", "NODES (\nA ( 1 2 )\nB ( 3", "t.txt:3: latitude of node B: the file ends here.");
        refused("t.txt", "META (\nunit = X\n", "t.txt:3: META: the file ends before its ')'.");
        refused("t.graph", "NODES 2\nlabel x y\na 1 2\n", "t.graph:4: node 1 of 2: the file ends here.");
        refused("t.json", "{\"ietf-network:networks\": {\n\"network\": [{", "t.json:2: JSON: ");
    }

    @Test
    void numbersThatAreNoneNameTheField() {
        refused("n.graphml", KEYS + node("NaN", "1"), "n.graphml:3: Latitude of node 7: 'NaN' is not a number.");
        refused("n.graphml", KEYS + node("1", "181"), "Longitude of node 7: 181 is not within ±180 degrees.");
        refused("n.txt", "NODES ( A ( 1 Infinity ) )", "latitude of node A: 'Infinity' is not a number.");
        refused("n.txt", "NODES ( A ( 1 1e999 ) )", "latitude of node A: '1e999' is too large a number.");
        refused("n.graph", "NODES 1\nlabel x y\na 1 0x1p3\n", "n.graph:3: y of node 0: '0x1p3' is not a number.");
        refused(
                "n.graph",
                "NODES 99999999999\n",
                "n.graph:1: NODES: '99999999999' is not a whole number from 0 to 10000.");
    }

    @Test
    void capacitiesAndLatenciesOutOfBoundsNameTheField() {
        refused(
                "c.graphml",
                KEYS + "<edge id='e' source='1' target='2'><data key='s'>-5</data></edge>",
                "c.graphml:3: LinkSpeedRaw of edge e: a capacity of -5.0 bit/s is negative.");
        refused(
                "c.txt",
                "NODES ( A B )\nLINKS ( L ( A B )\n-1 0 0 0 ( ) )",
                "c.txt:3: pre-installed capacity of link L");
        refused("c.graph", graph("a 0 1 1 -5 1"), "c.graph:7: bw of edge a: a capacity of -5000.0 bit/s is negative.");
        refused("c.graph", graph("a 0 1 1 1e300 1"), "bw of edge a: a capacity of 1.0E303 bit/s is more than");
        refused("c.graph", graph("a 0 1 1 1 -1"), "delay of edge a: a latency of -1.0 us is negative.");
        refused("c.graph", graph("a 0 5 1 1 1"), "dest of edge a: '5' is not a whole number from 0 to 1.");
        refused(
                "c.json",
                TE_LINK.formatted("\"te-delay-metric\": -1"),
                "c.json:5: $.networks.network[0].link[0].te.te-link-attributes.te-delay-metric: '-1' is not a whole number");
        refused("c.json", TE_LINK.formatted("\"te-delay-metric\": 99999999"), "more than 10000000.");
        refused("c.json", TE_LINK.formatted("\"te-delay-metric\": 1, \"te-delay-metric\": 2"), "c.json:5: JSON: ");
    }

    @Test
    void entitiesAreNeverExpandedOrFetched() {
        String laughs = "<?xml version='1.0'?><!DOCTYPE graphml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>\n";
        refused("l.graphml", laughs + "<graphml>\n<key id='k'><default>&b;</default></key></graphml>", "l.graphml:3: ");
        refused(
                "x.graphml",
                "<!DOCTYPE graphml [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><graphml><key><default>&x;</default></key>",
                "x.graphml:1: ");
        refused(
                "d.graphml",
                "<!DOCTYPE graphml [<!ENTITY % d SYSTEM 'http://127.0.0.1:9/d.dtd'> %d;]><graphml>&e;</graphml>",
                "d.graphml:1: ");
    }

    @Test
    void deepNestingIsRefused() {
        refused("d.graphml", "<graphml>" + "<graph>".repeat(100_000), "nested deeper than 64");
        refused("d.json", "{\"ietf-network:networks\": {\"x\": " + "[".repeat(100_000), "d.json:1: JSON: ");
        refused("d.txt", "META (\n)\nX " + "( ".repeat(100_000), "the file ends here.");
    }

    @Test
    void tooManyNodesAndLinksAreRefused() {
        StringBuilder nodes = new StringBuilder("NODES (\n");
        for (int node = 0; node <= DraftNetwork.MAX_NODES; node++) {
            nodes.append('N').append(node).append('\n');
        }
        refused("n.txt", nodes + ")\nLINKS ( )", "n.txt:10002: node: there are more than 10000.");
        StringBuilder links = new StringBuilder("NODES ( A B )\nLINKS (\n");
        for (int link = 0; link <= DraftNetwork.MAX_LINKS / 2; link++) {
            links.append('L').append(link).append(" ( A B ) 1 0 0 0 ( )\n");
        }
        refused("l.txt", links + ")", "l.txt:20003: link: there are more than 40000, counting both directions.");
    }

    @Test
    void otherFilesAreToldApart() {
        refused("e", "", "e:1: format: the file is empty.");
        refused("d.demands", "DEMANDS 3\nlabel src dest bw\n", "import the .graph file");
        refused("s.txt", "?SNDlib native format; type: solution; version: 1.0\n", "is no network file");
        refused("s.xml", "<network xmlns='http://sndlib.zib.de/network'/>", "of SNDlib the native format is read");
        refused("z.graphml", "PK\u0003\u0004", "unpack it first");
        refused("p.csv", "a,b\n1,2\n", "it is none that is known");
        refused("j.json", "{\"nodes\": []}", "there is no ietf-network:networks");
        refused("h.html", "<html></html>", "h.html:1: root: <html> is not <graphml>.");
        refused("g.graphml", "<graphml><graph/></graphml>", "nodes: there are none.");
    }

    @Test
    void aFileOfAGigabyteIsRefusedUnread(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("huge.graphml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }

        assertThatThrownBy(() -> new TopologyImporter(ImportOptions.defaults()).read(file, Optional.empty()))
                .isInstanceOf(ImportFailed.class)
                .hasMessage("huge.graphml is larger than 32 MiB, the most that is imported.");
    }

    private static String node(String latitude, String longitude) {
        return "<node id='7'><data key='a'>%s</data><data key='o'>%s</data></node></graph></graphml>"
                .formatted(latitude, longitude);
    }

    private static String graph(String edge) {
        return "NODES 2\nlabel x y\na 1 1\nb 2 2\nEDGES 1\nlabel src dest weight bw delay\n" + edge + "\n";
    }

    private static void refused(String name, String text, String message) {
        assertThatThrownBy(() -> Imports.text(name, text))
                .isInstanceOf(ImportFailed.class)
                .satisfies(failure -> assertThat(failure.getMessage()).startsWith(name + ":"))
                .hasMessageContaining(message);
    }
}
