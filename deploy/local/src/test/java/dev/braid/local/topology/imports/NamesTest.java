package dev.braid.local.topology.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.TopologyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"New York, new-york", "  São Paulo (SP) , sao-paulo-sp", "Łódź, lodz", "Ærø, aero", "Straße, strasse"})
    void labelsBecomeSlugs(String label, String slug) {
        assertThat(Slugs.slug(label, 28)).isEqualTo(slug);
    }

    @Test
    void ofOtherScriptsTheHashIsLeft() {
        assertThat(Slugs.slug("Москва", 28)).matches("[0-9a-f]{8}").isNotEqualTo(Slugs.slug("Минск", 28));
        assertThat(Slugs.slug("東京 1", 28)).matches("1-[0-9a-f]{8}");
        assertThat(Slugs.slug("--", 28)).matches("[0-9a-f]{8}");
    }

    @Test
    void slugsFitEvenWhereALabelIsLong() {
        Random random = new Random(1);
        Set<String> slugs = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String slug = Slugs.slug("Very long name of a place ".repeat(1 + random.nextInt(9)) + i, 28);
            assertThat(slug).matches("[a-z0-9][a-z0-9-]{0,27}");
            slugs.add(slug);
        }
        assertThat(slugs).hasSize(1000);
    }

    @Test
    void nodesAndLinksWhoseNamesWouldBeTheSameAreToldApart() throws Exception {
        String graph = """
                <graphml><key id="l" for="node" attr.name="label"/><graph edgedefault="undirected">
                <node id="X"><data key="l">None</data></node><node id="x"><data key="l">none</data></node>
                <node id="1"><data key="l">a b</data></node><node id="2"><data key="l">c</data></node>
                <node id="3"><data key="l">a</data></node><node id="4"><data key="l">b c</data></node>
                <edge source="1" target="2"/><edge source="3" target="4"/><edge source="X" target="x"/>
                <edge source="2" target="1"/>
                <node id="5"><data key="l">x</data></node><node id="6"><data key="l">x x</data></node>
                <edge source="5" target="6"/>
                </graph></graphml>
                """;

        TopologyFile topology =
                TopologyContract.kept(Imports.text("n.graphml", graph).topology(), folder);

        assertThat(topology.getLocationsList())
                .extracting(Location::getLocationId)
                .containsExactly("n-none-x", "n-none-x-1", "n-a-b", "n-c", "n-a", "n-b-c", "n-x", "n-x-x");
        assertThat(topology.getLinksList())
                .extracting(Link::getLinkId)
                .contains("n-a-b-c-1", "n-a-b-c-2", "n-c-a-b-1", "n-b-c-a-2", "n-x-x-x-1", "n-x-x-x-1-r");
    }

    @Test
    void theOrderOfNodesDoesNotChangeTheirIds() {
        String one = "<node id='5'><data key='l'>Bern</data></node>";
        String two = "<node id='6'><data key='l'>Bern</data></node>";
        String three = "<node id='7'><data key='l'>Basel</data></node>";

        assertThat(ids(three + two + one)).isEqualTo(ids(one + two + three));
    }

    private static Map<String, String> ids(String nodes) {
        String head = "<graphml><key id='l' for='node' attr.name='label'/><graph>";
        DraftNetwork network = new GraphmlReader(source(head + nodes + "</graph></graphml>"), new Remarks()).read();
        return new HashMap<>(NodeNames.of(network, "p"));
    }

    private static Source source(String text) {
        return new Source("s", text.getBytes(StandardCharsets.UTF_8));
    }
}
