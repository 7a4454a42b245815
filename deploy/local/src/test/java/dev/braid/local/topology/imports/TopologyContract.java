package dev.braid.local.topology.imports;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.Message;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.topology.TopologyApplier;
import dev.braid.local.topology.TopologyText;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What path computation checks when a topology is applied, written down a second time. */
final class TopologyContract {
    private static final Validator VALIDATOR = ValidatorFactory.newBuilder().build();
    private static final long MAX_WEIGHT = 2_000_000_000;

    private TopologyContract() {}

    /** Writes it, reads it as {@code topology apply} does, and checks what was read. */
    static TopologyFile kept(TopologyFile topology, Path folder) throws ValidationException {
        Path file = folder.resolve("written.json");
        TopologyText.write(topology, file);
        TopologyFile read = TopologyApplier.read(file);
        assertThat(read).isEqualTo(topology);
        check(read);
        return read;
    }

    static void check(TopologyFile topology) throws ValidationException {
        Set<String> known = new HashSet<>();
        topology.getProvidersList().forEach(one -> unique(known, "provider/" + one.getProviderId()));
        topology.getRiskGroupsList().forEach(one -> unique(known, "risk/" + one.getRiskGroupId()));
        topology.getMetrosList().forEach(one -> unique(known, "metro/" + one.getMetroId()));
        topology.getLocationsList().forEach(one -> {
            unique(known, "location/" + one.getLocationId());
            assertThat(known).contains("metro/" + one.getMetroId());
        });
        topology.getNodesList().forEach(one -> {
            unique(known, "node/" + one.getNodeId());
            assertThat(known).contains("location/" + one.getLocationId(), "provider/" + one.getProviderId());
        });
        links(topology, known);
        for (List<? extends Message> elements : List.of(
                topology.getProvidersList(),
                topology.getRiskGroupsList(),
                topology.getMetrosList(),
                topology.getLocationsList(),
                topology.getNodesList(),
                topology.getLinksList())) {
            for (Message element : elements) {
                assertThat(VALIDATOR.validate(element).getViolations())
                        .as(element.toString())
                        .isEmpty();
            }
        }
    }

    private static void links(TopologyFile topology, Set<String> known) {
        Map<String, Link> links = new HashMap<>();
        topology.getLinksList().forEach(link -> links.put(link.getLinkId(), link));
        assertThat(links).hasSize(topology.getLinksCount());
        for (Link link : topology.getLinksList()) {
            Link reverse = links.get(link.getReverseLinkId());
            assertThat(reverse).as(link.getLinkId()).isNotNull();
            assertThat(reverse.getReverseLinkId()).isEqualTo(link.getLinkId());
            assertThat(reverse.getFromNodeId()).isEqualTo(link.getToNodeId());
            assertThat(reverse.getToNodeId()).isEqualTo(link.getFromNodeId());
            assertThat(reverse.getProviderId()).isEqualTo(link.getProviderId());
            assertThat(link.getFromNodeId()).isNotEqualTo(link.getToNodeId());
            assertThat(link.getPriceMicrosPerGbpsHour()).isLessThanOrEqualTo(MAX_WEIGHT);
            assertThat(known)
                    .contains(
                            "provider/" + link.getProviderId(),
                            "node/" + link.getFromNodeId(),
                            "node/" + link.getToNodeId());
            link.getRiskGroupIdsList().forEach(group -> assertThat(known).contains("risk/" + group));
        }
    }

    private static void unique(Set<String> known, String id) {
        assertThat(known.add(id)).as(id).isTrue();
    }
}
