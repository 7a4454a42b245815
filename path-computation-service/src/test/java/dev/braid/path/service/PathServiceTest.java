package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.Cause;
import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.ListPathsRequest;
import dev.braid.api.path.v1.ListPathsResponse;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.scenario.Scenario;
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
class PathServiceTest extends EuropeServed {
    @Test
    void pathsAreComputedOnTheLiveStateAndNothingIsReserved() {
        long reserved = linkState(NORTH).getReservedBps();
        ComputePathsResponse response = paths("acme")
                .computePaths(compute(Scenario.demand("gb-lon", "de-fra", 1), Scenario.demand("nl-ams", "gb-lon", 1)));

        assertThat(response.getPathsList()).hasSize(2).allMatch(path -> path.hasPlan());
        assertThat(response.getPaths(0).getPlan().getWhy().getCause()).isEqualTo(Cause.CAUSE_INQUIRY);
        assertThat(response.getPaths(0).getPlan().getLegsCount()).isPositive();
        assertThat(linkState(NORTH).getReservedBps()).isEqualTo(reserved);
    }

    @Test
    void demandsThatDoNotFitTogetherAreAllRejected() {
        ComputePathsResponse response = paths("acme")
                .computePaths(compute(Scenario.demand("gb-lon", "de-fra", 1), Scenario.demand("gb-lon", "mars", 1)));

        assertThat(response.getPaths(0).getRejection().getBinding()).isEqualTo(Binding.BINDING_SIBLING);
        assertThat(response.getPaths(1).getRejection().getBinding()).isEqualTo(Binding.BINDING_UNKNOWN_LOCATION);
    }

    @Test
    void absurdDemandsAreInvalid() {
        Demand good = DemandProto.message(Scenario.demand("gb-lon", "de-fra", 1));
        for (Demand bad : List.of(
                good.toBuilder().setBandwidthBps(0).build(),
                good.toBuilder().setBandwidthBps(-1).build(),
                good.toBuilder().setBandwidthBps(Long.MAX_VALUE).build(),
                good.toBuilder().setALocationId("").build(),
                good.toBuilder().setZLocationId("x".repeat(65)).build(),
                Demand.newBuilder(good)
                        .setObjectives(good.getObjectives().toBuilder().setMaxLatencyUs(0))
                        .build(),
                Demand.newBuilder(good)
                        .setObjectives(good.getObjectives().toBuilder().setMetricValue(9_999))
                        .build(),
                Demand.newBuilder(good)
                        .setConstraints(good.getConstraints().toBuilder().addAllowedCountryCodes("Germany"))
                        .build())) {
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> paths("acme")
                            .computePaths(ComputePathsRequest.newBuilder()
                                    .addDemands(bad)
                                    .build()));
        }
        assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").computePaths(ComputePathsRequest.getDefaultInstance()));
    }

    @Test
    void aTenantReadsItsOwnPathsAndAnOperatorAll() {
        PathRecord own = paths("acme").getPath(path("acme.web.1")).getPath();
        assertThat(own.getTenantId()).isEqualTo("acme");
        assertThat(own.getPhase()).isEqualTo(PathPhase.PATH_PHASE_PLANNED);
        assertThat(own.getPlan().getHopsCount()).isPositive();
        assertThat(operatorPaths().getPath(path("acme.web.1")).getPath()).isEqualTo(own);
    }

    @Test
    void anotherTenantsPathLooksLikeNone() {
        StatusRuntimeException foreign =
                assertFails(Code.NOT_FOUND, () -> paths("globex").getPath(path("acme.web.1")));
        StatusRuntimeException none =
                assertFails(Code.NOT_FOUND, () -> paths("globex").getPath(path("acme.web.9")));
        assertThat(foreign.getMessage().replace("acme.web.1", "?"))
                .isEqualTo(none.getMessage().replace("acme.web.9", "?"));
        assertFails(Code.INVALID_ARGUMENT, () -> paths("globex").getPath(path("")));
    }

    @Test
    void pathsAreListedPageByPageAndEachTenantSeesItsOwn() {
        assertThat(listAll("acme", ListPathsRequest.newBuilder().setPageSize(1)))
                .containsSequence("acme.two.1", "acme.two.2", "acme.web.1")
                .noneMatch(id -> id.startsWith("globex"));
        assertThat(listAll("globex", ListPathsRequest.newBuilder())).containsExactly("globex.web.1");
        assertThat(listAll("globex", ListPathsRequest.newBuilder().setIntentKey("acme.web")))
                .isEmpty();
        assertThat(listAll(
                        "acme",
                        ListPathsRequest.newBuilder().setIntentKey("acme.two").setPageSize(1)))
                .containsExactly("acme.two.1", "acme.two.2");
        assertThat(listAll("acme", ListPathsRequest.newBuilder().setLinkId("nordic-nl-ams-de-fra")))
                .containsExactly("acme.web.1");
        assertThat(listAll("acme", ListPathsRequest.newBuilder().setLinkId("no-such-link")))
                .isEmpty();
        assertThat(operatorPaths()
                        .listPaths(ListPathsRequest.getDefaultInstance())
                        .getPathsList())
                .extracting(PathRecord::getConnectionId)
                .contains("acme.web.1", "globex.web.1");
    }

    @Test
    void aTokenOfAnotherListingIsInvalid() {
        ListPathsResponse page = paths("acme")
                .listPaths(ListPathsRequest.newBuilder().setPageSize(1).build());
        for (ListPathsRequest.Builder forged : List.of(
                ListPathsRequest.newBuilder().setPageToken("%%%"),
                ListPathsRequest.newBuilder().setPageToken("Zm9yZ2Vk"),
                ListPathsRequest.newBuilder()
                        .setPageToken(page.getNextPageToken())
                        .setLinkId(NORTH))) {
            assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").listPaths(forged.build()));
        }
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> paths("globex")
                        .listPaths(ListPathsRequest.newBuilder()
                                .setPageToken(page.getNextPageToken())
                                .build()));
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> paths("acme")
                        .listPaths(ListPathsRequest.newBuilder().setPageSize(-1).build()));
    }

    private static List<String> listAll(String tenant, ListPathsRequest.Builder request) {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            ListPathsResponse page =
                    paths(tenant).listPaths(request.setPageToken(token).build());
            page.getPathsList().forEach(path -> ids.add(path.getConnectionId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return ids;
    }

    private static ComputePathsRequest compute(dev.braid.path.domain.route.Demand... demands) {
        ComputePathsRequest.Builder request = ComputePathsRequest.newBuilder();
        for (var demand : demands) {
            request.addDemands(DemandProto.message(demand));
        }
        return request.build();
    }
}
