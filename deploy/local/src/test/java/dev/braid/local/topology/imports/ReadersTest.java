package dev.braid.local.topology.imports;

import static dev.braid.local.topology.imports.Imports.link;
import static dev.braid.local.topology.imports.Imports.remarks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Location;
import dev.braid.api.topology.v1.Metro;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.topology.imports.TopologyImporter.Imported;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    @TempDir
    private Path folder;

    @Test
    void graphmlWithAllThatIsOddBecomesATopologyThatCanBeApplied() throws Exception {
        Imported imported = Imports.resource("odd.graphml");
        TopologyFile topology = TopologyContract.kept(imported.topology(), folder);

        assertThat(imported.format()).isEqualTo(Format.GRAPHML);
        assertThat(topology.getProviders(0).getProviderId()).isEqualTo("odd");
        assertThat(topology.getProviders(0).getDisplayName()).isEqualTo("Odd & Söhne");
        assertThat(topology.getLocationsList())
                .extracting(Location::getLocationId)
                .startsWith("odd-zurich", "odd-lodz")
                .contains("odd-none-3", "odd-none-4", "odd-zurich-west");
        assertThat(topology.getMetrosList()).extracting(Metro::getCountryCode).contains("CH", "PL", "RU", "ZZ");
        assertThat(topology.getLocationsList().stream()
                        .filter(one -> one.getLocationId().equals("odd-zurich-west"))
                        .findFirst())
                .map(Location::getMetroId)
                .contains("odd-zurich");

        // Three parallel links, whichever way round the file has them.
        assertThat(link(topology, "odd-zurich-lodz-1").getCapacityBps()).isEqualTo(10_000_000_000L);
        assertThat(link(topology, "odd-zurich-lodz-2").getCapacityBps()).isEqualTo(2_500_000_000L);
        assertThat(link(topology, "odd-lodz-zurich-3").getCapacityBps()).isEqualTo(155_000_000);
        assertThat(link(topology, "odd-zurich-zurich-west-1").getKind()).isEqualTo(LinkKind.LINK_KIND_METRO);
        assertThat(topology.getLinksList())
                .extracting(Link::getKind)
                .filteredOn(LinkKind.LINK_KIND_SUBMARINE::equals)
                .hasSize(2);
        assertThat(remarks(imported))
                .contains("dropped       1  nodes whose id an earlier node has (line 24: '1')")
                .contains("dropped       1  links that start and end at the same node (line 30: '3-3')")
                .contains("dropped       1  links to nodes that the file does not have (line 31: '3-9')")
                .contains("assumed       2  capacities below the least a link can have")
                .contains("assumed       1  hyperedges of more than two ends")
                .contains("nodes without coordinates: placed in the middle of their neighbours (first: line 21")
                .contains("nodes without coordinates, and no way to one that has them: at 0/0 (line 22: 'None')");
    }

    @Test
    void latencyFollowsFromTheGreatCircle() {
        TopologyFile topology = Imports.resource("odd.graphml").topology();

        // Zurich to Lodz is 918 km: times 1.4 for the route, times 4.9 us per km.
        assertThat(link(topology, "odd-zurich-lodz-1").getLatencyFloorUs()).isBetween(6_200L, 6_400L);
        assertThat(link(topology, "odd-zurich-zurich-west-1").getLatencyFloorUs())
                .isEqualTo(7);
        // The thicker one is cheaper per gigabit.
        assertThat(link(topology, "odd-zurich-lodz-1").getPriceMicrosPerGbpsHour())
                .isLessThan(link(topology, "odd-zurich-lodz-2").getPriceMicrosPerGbpsHour());
    }

    @Test
    void sndlibWithCarriageReturnsAndComments() throws Exception {
        Imported imported = Imports.resource("small-sndlib.txt");
        TopologyFile topology = TopologyContract.kept(imported.topology(), folder);

        assertThat(imported.format()).isEqualTo(Format.SNDLIB);
        assertThat(topology.getLinksCount()).isEqualTo(6);
        assertThat(link(topology, "small-sndlib-a-b-1").getCapacityBps()).isEqualTo(40_000_000_000L);
        assertThat(link(topology, "small-sndlib-b-c-1").getCapacityBps()).isEqualTo(10_000_000_000L);
        assertThat(remarks(imported))
                .contains("their largest module counts as installed (line 17: 'L2')")
                .contains("assumed       2  links without a capacity")
                .contains("placed in the middle of their neighbours (line 12: 'C')")
                .doesNotContain("without a unit");
    }

    @Test
    void sndlibLinksAreDirectedWhereEveryOneHasItsOpposite() {
        String text = "NODES ( A ( 1 1 ) B ( 2 2 ) ) LINKS ( x ( A B ) 10 0 0 0 ( ) y ( B A ) 20 0 0 0 ( ) )";

        Imported imported = Imports.text("two.txt", text);

        assertThat(imported.topology().getLinksCount()).isEqualTo(2);
        assertThat(link(imported.topology(), "two-b-a-1").getCapacityBps()).isEqualTo(20_000_000);
        assertThat(remarks(imported)).contains("every link has its opposite");
    }

    @Test
    void repetitaPairsItsDirectedEdges() throws Exception {
        Imported imported = Imports.resource("small.graph");
        TopologyFile topology = TopologyContract.kept(imported.topology(), folder);

        assertThat(imported.format()).isEqualTo(Format.REPETITA);
        assertThat(topology.getLinksCount()).isEqualTo(8);
        assertThat(link(topology, "small-0-new-york-1-boston-1").getCapacityBps())
                .isEqualTo(1_000_000_000);
        assertThat(link(topology, "small-1-boston-0-new-york-1").getCapacityBps())
                .isEqualTo(2_000_000_000);
        assertThat(link(topology, "small-0-new-york-1-boston-2").getLatencyFloorUs())
                .isEqualTo(2700);
        assertThat(link(topology, "small-3-boston-2-nowhere-1").getLatencyFloorUs())
                .isEqualTo(1);
        assertThat(remarks(imported))
                .contains(
                        "assumed       1  links in one direction only: the other is taken as equal (line 16: 'edge_6')")
                .contains("nodes at 0/0");
    }

    @Test
    void rfc8345WithAttributesOfTeAndLayerTwo() throws Exception {
        Imported imported = Imports.resource("te.json");
        TopologyFile topology = TopologyContract.kept(imported.topology(), folder);

        assertThat(imported.format()).isEqualTo(Format.RFC8345);
        assertThat(topology.getProviders(0).getDisplayName()).isEqualTo("otn");
        Link first = link(topology, "te-oslo-d2-1");
        assertThat(first.getCapacityBps()).isEqualTo(10_000_000_000L);
        assertThat(first.getLatencyFloorUs()).isEqualTo(2900);
        assertThat(first.getRiskGroupIdsList()).containsExactly("te-srlg-7", "te-srlg-4294967295");
        // Parallel links meet by their ports, not by their order.
        Link second = link(topology, first.getReverseLinkId().equals("te-d2-oslo-1") ? "te-oslo-d2-2" : "te-oslo-d2-1");
        assertThat(second.getCapacityBps()).isEqualTo(100_000_000_000L);
        assertThat(link(topology, second.getReverseLinkId()).getCapacityBps()).isEqualTo(40_000_000_000L);
        assertThat(remarks(imported))
                .contains("dropped       1  networks other than 'otn'")
                .contains("dropped       1  links with one end only")
                .contains("told          1  links that are not up")
                .contains("told          1  bandwidths that are no IEEE 754 bytes per second");
    }
}
