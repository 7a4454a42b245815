package dev.braid.local.client;

import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.path.v1.ListPathsRequest;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.ListProvisionedConnectionsRequest;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import dev.braid.api.topology.v1.ElementKind;
import dev.braid.api.topology.v1.LinkState;
import dev.braid.api.topology.v1.ListElementsRequest;
import dev.braid.api.topology.v1.ListLinkStatesRequest;
import dev.braid.api.topology.v1.TopologyElement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whole lists, read page by page, as an operator sees them. */
public final class Pages {
    private static final int SIZE = 500;

    private final BraidClient client;

    public Pages(BraidClient client) {
        this.client = client;
    }

    private record Page<T>(List<T> items, String next) {}

    /** All intents of all tenants. */
    public List<Intent> intents() {
        return all(token -> {
            var answer = client.allIntents()
                    .listIntents(ListIntentsRequest.newBuilder()
                            .setPageSize(SIZE)
                            .setPageToken(token)
                            .build());
            return new Page<>(answer.getIntentsList(), answer.getNextPageToken());
        });
    }

    /** All that path computation holds. */
    public List<PathRecord> paths() {
        return all(token -> {
            var answer = client.allPaths()
                    .listPaths(ListPathsRequest.newBuilder()
                            .setPageSize(SIZE)
                            .setPageToken(token)
                            .build());
            return new Page<>(answer.getPathsList(), answer.getNextPageToken());
        });
    }

    /** All links and what is held on them. */
    public List<LinkState> linkStates() {
        return all(token -> {
            var answer = client.topology()
                    .listLinkStates(ListLinkStatesRequest.newBuilder()
                            .setPageSize(SIZE)
                            .setPageToken(token)
                            .build());
            return new Page<>(answer.getLinksList(), answer.getNextPageToken());
        });
    }

    /** All that is ordered. */
    public List<ProvisionedConnection> provisioned() {
        return all(token -> {
            var answer = client.allProvisioning()
                    .listProvisionedConnections(ListProvisionedConnectionsRequest.newBuilder()
                            .setPageSize(SIZE)
                            .setPageToken(token)
                            .build());
            return new Page<>(answer.getConnectionsList(), answer.getNextPageToken());
        });
    }

    /** Of the decisions on a connection the newest so many, the newest first. */
    public List<ConnectionDecision> decisions(String connectionId, int most) {
        List<ConnectionDecision> decisions = new ArrayList<>();
        String token = "";
        do {
            var answer = client.allIntents()
                    .listDecisions(ListDecisionsRequest.newBuilder()
                            .setConnectionId(connectionId)
                            .setPageSize(most - decisions.size())
                            .setPageToken(token)
                            .build());
            decisions.addAll(answer.getDecisionsList());
            token = answer.getNextPageToken();
        } while (!token.isEmpty() && decisions.size() < most);
        return decisions;
    }

    /** All elements of the network of one kind. */
    public List<TopologyElement> elements(ElementKind kind) {
        return all(token -> {
            var answer = client.topology()
                    .listElements(ListElementsRequest.newBuilder()
                            .setKind(kind)
                            .setPageSize(SIZE)
                            .setPageToken(token)
                            .build());
            return new Page<>(answer.getElementsList(), answer.getNextPageToken());
        });
    }

    private static <T> List<T> all(Function<String, Page<T>> read) {
        List<T> items = new ArrayList<>();
        String token = "";
        do {
            Page<T> page = read.apply(token);
            items.addAll(page.items());
            token = page.next();
        } while (!token.isEmpty());
        return items;
    }
}
