package dev.braid.lab.braid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.Node;
import dev.braid.api.topology.v1.Provider;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabFileInvalid;
import dev.braid.lab.plan.LabPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LabTopologyTest {
    private static final Path FILE = Path.of("lab.json");

    private final LabPlan plan = LabFile.read(FILE);
    private final TopologyFile topology = LabTopology.of(plan);

    @Test
    void carriersAreProvidersBehindAdaptersOfGrpc() {
        assertThat(topology.getProvidersList().stream().map(Provider::getProviderId))
                .containsExactly("alpha", "beta", "gamma");
        assertThat(topology.getProvidersList())
                .allMatch(provider -> provider.getEndpoint().getAdapter().equals("grpc"));
        assertThat(topology.getNodesList().stream().map(Node::getNodeId)).containsExactlyElementsOf(plan.nodes());
    }

    @Test
    void everyLinkHasAReverseOfTheSameOwnerThatMirrorsIt() {
        Map<String, Link> links =
                topology.getLinksList().stream().collect(Collectors.toMap(Link::getLinkId, Function.identity()));
        assertThat(links).hasSize(2 * plan.fibres().size());
        for (Link link : links.values()) {
            Link reverse = links.get(link.getReverseLinkId());
            assertThat(reverse.getReverseLinkId()).isEqualTo(link.getLinkId());
            assertThat(reverse.getFromNodeId()).isEqualTo(link.getToNodeId());
            assertThat(reverse.getProviderId()).isEqualTo(link.getProviderId());
            assertThat(link.getLinkId()).isEqualTo(link.getFromNodeId() + "-" + link.getToNodeId());
            assertThat(plan.findFibre(link.getLinkId())).isPresent();
        }
    }

    @Test
    void fibresBetweenCarriersAreInterconnectsOfTheirOwners() {
        assertThat(topology.getLinksList().stream()
                        .filter(link -> link.getKind() == LinkKind.LINK_KIND_INTERCONNECT)
                        .map(link -> link.getLinkId() + " " + link.getProviderId()))
                .containsExactlyInAnyOrder(
                        "a2-c2 alpha",
                        "c2-a2 alpha",
                        "a2-b1 alpha",
                        "b1-a2 alpha",
                        "a3-b1 beta",
                        "b1-a3 beta",
                        "b2-c2 beta",
                        "c2-b2 beta",
                        "b2-c3 gamma",
                        "c3-b2 gamma");
    }

    @Test
    void noPacketIsFasterThanTheFloorOfItsLink() {
        for (Link link : topology.getLinksList()) {
            long delayUs = plan.findFibre(link.getLinkId()).orElseThrow().delayUs();
            assertThat(link.getLatencyFloorUs()).isBetween(delayUs - 50, delayUs);
        }
    }

    @Test
    void itIsTheFormThatBraidReads() throws IOException {
        TopologyFile.Builder read = TopologyFile.newBuilder();
        JsonFormat.parser().merge(JsonFormat.printer().print(topology), read);
        assertThat(read.build()).isEqualTo(topology);
    }

    @Test
    void whatALabMayBeAndANetworkOfBraidMayNotIsNamed() throws IOException {
        String file = Files.readString(FILE);
        LabPlan thin = LabFile.parse(file.replaceFirst(
                "\"delay_us\": 2000, \"capacity_bps\": 1000000000", "\"delay_us\": 2000, \"capacity_bps\": 999999"));
        assertThatThrownBy(() -> LabTopology.of(thin))
                .isInstanceOf(LabFileInvalid.class)
                .hasMessage("links: capacity_bps of a1-a2 = 999999, but a link of Braid has 1000000 or more.");
        LabPlan loud = LabFile.parse(file.replace("\"alpha\"", "\"Alpha\""));
        assertThatThrownBy(() -> LabTopology.of(loud))
                .isInstanceOf(LabFileInvalid.class)
                .hasMessage("carriers: id = Alpha, but a provider of Braid is named by small letters, digits and '-', "
                        + "at most 64.");
    }
}
