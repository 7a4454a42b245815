package dev.braid.local.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.topology.v1.ApplyTopologyRequest;
import dev.braid.api.topology.v1.ApplyTopologyResponse;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyFile;
import dev.braid.local.client.BraidClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings a topology file into the network, in batches and in the order in which elements name each other. */
public final class TopologyApplier {
    // Far below what one call may carry, and an even number: a link and its reverse travel together.
    private static final int BATCH = 500;

    private final BraidClient client;

    public TopologyApplier(BraidClient client) {
        this.client = client;
    }

    /** What became of the file's elements. */
    public record Outcome(int changed, int unchanged) {
        private Outcome plus(ApplyTopologyResponse response) {
            return new Outcome(changed + response.getChangedCount(), unchanged + response.getUnchangedCount());
        }

        /** How many elements the file has. */
        public int total() {
            return changed + unchanged;
        }
    }

    /** Reads a topology file, whose errors name the place. */
    public static TopologyFile read(Path file) {
        TopologyFile.Builder topology = TopologyFile.newBuilder();
        try {
            JsonFormat.parser().merge(Files.readString(file), topology);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("%s is no topology file: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read.".formatted(file), e);
        }
        return topology.build();
    }

    /** Applies the whole file; what is equal already changes nothing. */
    public Outcome apply(TopologyFile file) {
        Outcome outcome = new Outcome(0, 0);
        for (List<TopologyElement> batch : batches(file)) {
            outcome = outcome.plus(client.topology()
                    .applyTopology(ApplyTopologyRequest.newBuilder()
                            .addAllUpserts(batch)
                            .build()));
        }
        return outcome;
    }

    /** The elements of the file, cut so that no batch names an element of a later one. */
    static List<List<TopologyElement>> batches(TopologyFile file) {
        List<List<TopologyElement>> batches = new ArrayList<>();
        cut(
                file.getProvidersList().stream()
                        .map(provider -> TopologyElement.newBuilder()
                                .setProvider(provider)
                                .build())
                        .toList(),
                batches);
        cut(
                file.getMetrosList().stream()
                        .map(metro ->
                                TopologyElement.newBuilder().setMetro(metro).build())
                        .toList(),
                batches);
        cut(
                file.getRiskGroupsList().stream()
                        .map(group ->
                                TopologyElement.newBuilder().setRiskGroup(group).build())
                        .toList(),
                batches);
        cut(
                file.getLocationsList().stream()
                        .map(location -> TopologyElement.newBuilder()
                                .setLocation(location)
                                .build())
                        .toList(),
                batches);
        cut(
                file.getNodesList().stream()
                        .map(node -> TopologyElement.newBuilder().setNode(node).build())
                        .toList(),
                batches);
        cut(
                file.getLinksList().stream()
                        .sorted(Comparator.comparing(TopologyApplier::pair).thenComparing(Link::getLinkId))
                        .map(link -> TopologyElement.newBuilder().setLink(link).build())
                        .toList(),
                batches);
        return batches;
    }

    /** The same for a link and its reverse. */
    private static String pair(Link link) {
        String one = link.getLinkId();
        String other = link.getReverseLinkId();
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    private static void cut(List<TopologyElement> elements, List<List<TopologyElement>> batches) {
        for (int from = 0; from < elements.size(); from += BATCH) {
            batches.add(elements.subList(from, Math.min(from + BATCH, elements.size())));
        }
    }
}
