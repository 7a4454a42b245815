package dev.braid.path.catalogue;

import dev.braid.api.topology.v1.ApplyTopologyRequest;
import dev.braid.api.topology.v1.ApplyTopologyResponse;
import dev.braid.api.topology.v1.GetLocationRequest;
import dev.braid.api.topology.v1.GetLocationResponse;
import dev.braid.api.topology.v1.LinkState;
import dev.braid.api.topology.v1.ListElementsRequest;
import dev.braid.api.topology.v1.ListElementsResponse;
import dev.braid.api.topology.v1.ListLinkStatesRequest;
import dev.braid.api.topology.v1.ListLinkStatesResponse;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyService;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.network.Location;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.network.Node;
import dev.braid.path.domain.network.Topology;
import dev.braid.path.domain.network.TopologyChange;
import dev.braid.path.domain.network.TopologyOutcome;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.planning.LiveState;
import dev.braid.path.planning.TopologyCommands;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.paging.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** TopologyService: changes go to the writer and are answered when they are committed. */
@GrpcService
class TopologyEndpoint implements TopologyService {
    private static final int MAX_VIOLATIONS_TOLD = 10;

    private final LiveState live;
    private final TopologyCommands commands;

    TopologyEndpoint(LiveState live, TopologyCommands commands) {
        this.live = live;
        this.commands = commands;
    }

    @Override
    public Uni<ApplyTopologyResponse> applyTopology(ApplyTopologyRequest request) {
        return Uni.createFrom()
                .completionStage(() -> commands.submit(change(request), request.getValidateOnly()))
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(TopologyEndpoint::response);
    }

    private static TopologyChange change(ApplyTopologyRequest request) {
        return new TopologyChange(
                upserts(request),
                request.getRemovalsList().stream()
                        .map(removal ->
                                new ElementReference(TopologyProto.kind(removal.getKind()), removal.getElementId()))
                        .toList());
    }

    private static List<Element> upserts(ApplyTopologyRequest request) {
        List<Element> upserts = new ArrayList<>(request.getUpsertsCount());
        for (TopologyElement upsert : request.getUpsertsList()) {
            try {
                upserts.add(TopologyProto.element(upsert));
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("upserts[%d]".formatted(upserts.size()), e.getMessage());
            }
        }
        return upserts;
    }

    private static ApplyTopologyResponse response(TopologyOutcome outcome) {
        return switch (outcome) {
            case TopologyOutcome.Accepted accepted ->
                ApplyTopologyResponse.newBuilder()
                        .setChangedCount(accepted.changed().size())
                        .setUnchangedCount(accepted.unchangedCount())
                        .setRemovedCount(accepted.removed().size())
                        .build();
            case TopologyOutcome.Refused(var violations) ->
                throw Refusal.failedPrecondition("TOPOLOGY_RULES", told(violations));
        };
    }

    private static String told(List<String> violations) {
        String told = String.join(" ", violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS_TOLD)));
        int more = violations.size() - MAX_VIOLATIONS_TOLD;
        return more > 0 ? "%s (and %d more)".formatted(told, more) : told;
    }

    @Override
    public Uni<ListElementsResponse> listElements(ListElementsRequest request) {
        return onWorker(() -> {
            ElementKind kind = TopologyProto.kind(request.getKind());
            String after = PageToken.decode(request.getPageToken(), kind).orElse("");
            int size = PageToken.size(request.getPageSize());
            List<VersionedElement> found = live.read(PlanningState::topology).list(kind, after, size + 1);
            List<VersionedElement> page = found.size() > size ? found.subList(0, size) : found;
            ListElementsResponse.Builder response = ListElementsResponse.newBuilder();
            page.forEach(element -> response.addElements(TopologyProto.message(element)));
            if (found.size() > size) {
                response.setNextPageToken(
                        PageToken.encode(page.getLast().element().reference().id(), kind));
            }
            return response.build();
        });
    }

    @Override
    public Uni<GetLocationResponse> getLocation(GetLocationRequest request) {
        return onWorker(() -> {
            Topology topology = live.read(PlanningState::topology);
            Location location = topology.location(request.getLocationId())
                    .orElseThrow(() -> Refusal.notFound("location", request.getLocationId()));
            return GetLocationResponse.newBuilder()
                    .setLocation(TopologyProto.message(location))
                    .addAllProviderIds(topology.nodes().stream()
                            .filter(node -> node.locationId().equals(location.locationId()))
                            .map(Node::providerId)
                            .sorted()
                            .distinct()
                            .toList())
                    .build();
        });
    }

    @Override
    public Uni<ListLinkStatesResponse> listLinkStates(ListLinkStatesRequest request) {
        return onWorker(() -> {
            String after = PageToken.decode(request.getPageToken()).orElse("");
            int size = PageToken.size(request.getPageSize());
            return live.read(state -> linkStates(state, after, size));
        });
    }

    private static ListLinkStatesResponse linkStates(PlanningState state, String after, int size) {
        List<VersionedElement> found = state.topology().list(ElementKind.LINK, after, size + 1);
        List<VersionedElement> page = found.size() > size ? found.subList(0, size) : found;
        ListLinkStatesResponse.Builder response = ListLinkStatesResponse.newBuilder();
        page.forEach(element -> response.addLinks(linkState(state, (Link) element.element())));
        if (found.size() > size) {
            response.setNextPageToken(
                    PageToken.encode(page.getLast().element().reference().id()));
        }
        return response.build();
    }

    private static LinkState linkState(PlanningState state, Link link) {
        Network network = state.network();
        LinkState.Builder message = LinkState.newBuilder()
                .setLinkId(link.linkId())
                .setCapacityBps(link.capacityBps())
                .setReservedBps(state.book().reservedBps(link.linkId()))
                .setLatencyUs(link.latencyFloorUs())
                .setLatencyFloorUs(link.latencyFloorUs());
        network.index()
                .arc(link.linkId())
                .ifPresent(arc -> message.setLatencyUs(network.load().latencyUs(arc))
                        .setUsable(network.load().usable(arc)));
        return message.build();
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
