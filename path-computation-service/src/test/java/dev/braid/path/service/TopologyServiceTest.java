package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.topology.v1.ApplyTopologyRequest;
import dev.braid.api.topology.v1.ApplyTopologyResponse;
import dev.braid.api.topology.v1.ElementKind;
import dev.braid.api.topology.v1.ElementReference;
import dev.braid.api.topology.v1.GetLocationRequest;
import dev.braid.api.topology.v1.LinkState;
import dev.braid.api.topology.v1.ListElementsRequest;
import dev.braid.api.topology.v1.ListElementsResponse;
import dev.braid.api.topology.v1.ListLinkStatesRequest;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.scenario.World;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class TopologyServiceTest extends EuropeServed {
    @Test
    void whatIsEqualAlreadyChangesNothingAndValidateOnlyNeither() {
        ApplyTopologyResponse again = operator().applyTopology(europe());
        assertThat(again.getChangedCount()).isZero();
        assertThat(again.getUnchangedCount()).isEqualTo(europe().getUpsertsCount());

        ApplyTopologyRequest more = ApplyTopologyRequest.newBuilder()
                .addUpserts(upsert(new dev.braid.path.domain.network.RiskGroup("cable", "Cable")))
                .setValidateOnly(true)
                .build();
        assertThat(operator().applyTopology(more).getChangedCount()).isEqualTo(1);
        assertThat(operator().applyTopology(more).getChangedCount()).isEqualTo(1);
    }

    @Test
    void anElementIsAddedListedAndRemoved() {
        operator()
                .applyTopology(ApplyTopologyRequest.newBuilder()
                        .addUpserts(upsert(new dev.braid.path.domain.network.RiskGroup("trench", "Trench")))
                        .build());
        ListElementsRequest groups = ListElementsRequest.newBuilder()
                .setKind(ElementKind.ELEMENT_KIND_RISK_GROUP)
                .build();
        assertThat(tenantTopology().listElements(groups).getElementsList())
                .anyMatch(element ->
                        element.getRiskGroup().getRiskGroupId().equals("trench") && element.getVersion() > 0);
        ApplyTopologyResponse removed =
                operator().applyTopology(removal(ElementKind.ELEMENT_KIND_RISK_GROUP, "trench"));
        assertThat(removed.getRemovedCount()).isEqualTo(1);
        assertThat(tenantTopology().listElements(groups).getElementsList()).isEmpty();
    }

    @Test
    void aChangeThatBreaksTheRulesIsAFailedPreconditionAndChangesNothing() {
        StatusRuntimeException dangling = assertFails(
                Code.FAILED_PRECONDITION,
                () -> operator()
                        .applyTopology(ApplyTopologyRequest.newBuilder()
                                .addUpserts(upsert(new dev.braid.path.domain.network.RiskGroup("x", "X")))
                                .addUpserts(upsert(new dev.braid.path.domain.network.Node("lost", "nobody", "gb-lon")))
                                .build()));
        assertThat(dangling.getMessage()).contains("node/lost names provider/nobody, which does not exist.");
        assertFails(
                Code.FAILED_PRECONDITION,
                () -> operator().applyTopology(removal(ElementKind.ELEMENT_KIND_LINK, "ghost")));
        StatusRuntimeException half = assertFails(
                Code.FAILED_PRECONDITION,
                () -> operator().applyTopology(removal(ElementKind.ELEMENT_KIND_LINK, "atlas-nl-ams-gb-lon")));
        assertThat(half.getMessage()).contains("reverse");
        StatusRuntimeException used = assertFails(
                Code.FAILED_PRECONDITION,
                () -> operator().applyTopology(removal(ElementKind.ELEMENT_KIND_LINK, NORTH, "nordic-nl-ams-gb-lon")));
        assertThat(used.getMessage()).contains("cannot be removed");
        assertThat(linkState(NORTH).getCapacityBps()).isEqualTo(10 * World.GBPS);
    }

    @Test
    void elementsThatBreakTheirContractAreInvalid() {
        TopologyElement link = upsert(World.europe().elements().getLast());
        for (TopologyElement bad : List.of(
                TopologyElement.getDefaultInstance(),
                link.toBuilder()
                        .setLink(link.getLink().toBuilder().setCapacityBps(0))
                        .build(),
                link.toBuilder()
                        .setLink(link.getLink().toBuilder().setLatencyFloorUs(-1))
                        .build(),
                link.toBuilder()
                        .setLink(link.getLink().toBuilder().setLinkId("../etc"))
                        .build(),
                link.toBuilder()
                        .setLink(link.getLink().toBuilder().setKindValue(77))
                        .build())) {
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> operator()
                            .applyTopology(ApplyTopologyRequest.newBuilder()
                                    .addUpserts(bad)
                                    .build()));
        }
    }

    @Test
    void onlyOperatorsChangeTheTopologyAndSeeTheLoad() {
        assertFails(Code.PERMISSION_DENIED, () -> tenantTopology().applyTopology(europe()));
        assertFails(
                Code.PERMISSION_DENIED,
                () -> tenantTopology().listLinkStates(ListLinkStatesRequest.getDefaultInstance()));
        assertFails(Code.UNAUTHENTICATED, () -> anonymousTopology().applyTopology(europe()));
        assertFails(Code.UNAUTHENTICATED, () -> anonymousPaths().getPath(path("acme.web.1")));
    }

    @Test
    void elementsAreListedPageByPage() {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            ListElementsResponse page = tenantTopology()
                    .listElements(ListElementsRequest.newBuilder()
                            .setKind(ElementKind.ELEMENT_KIND_LOCATION)
                            .setPageSize(3)
                            .setPageToken(token)
                            .build());
            page.getElementsList()
                    .forEach(element -> ids.add(element.getLocation().getLocationId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(ids).containsExactly("de-fra", "fr-par", "gb-lon", "nl-ams");
        assertFails(
                Code.INVALID_ARGUMENT, () -> tenantTopology().listElements(ListElementsRequest.getDefaultInstance()));
    }

    @Test
    void aLocationSaysWhoCanBeReachedThere() {
        var response = tenantTopology()
                .getLocation(
                        GetLocationRequest.newBuilder().setLocationId("gb-lon").build());
        assertThat(response.getLocation().getMetroId()).isEqualTo("gb-lon");
        assertThat(response.getProviderIdsList()).containsExactly("atlas", "nordic");
        assertFails(
                Code.NOT_FOUND,
                () -> tenantTopology()
                        .getLocation(GetLocationRequest.newBuilder()
                                .setLocationId("mars")
                                .build()));
    }

    @Test
    void linkStatesShowWhatIsHeldOnThem() {
        LinkState state = linkState("nordic-nl-ams-de-fra");
        assertThat(state.getReservedBps()).isEqualTo(100_000_000);
        assertThat(state.getLatencyUs()).isEqualTo(3_600);
        assertThat(state.getUsable()).isTrue();
    }

    private static ApplyTopologyRequest removal(ElementKind kind, String... ids) {
        ApplyTopologyRequest.Builder request = ApplyTopologyRequest.newBuilder();
        for (String id : ids) {
            request.addRemovals(ElementReference.newBuilder().setKind(kind).setElementId(id));
        }
        return request.build();
    }
}
