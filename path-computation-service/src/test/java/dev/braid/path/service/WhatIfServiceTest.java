package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.FailedThing;
import dev.braid.api.path.v1.ImpactKind;
import dev.braid.api.path.v1.OptimizationObjective;
import dev.braid.api.path.v1.OptimizePathsRequest;
import dev.braid.api.path.v1.OptimizePathsResponse;
import dev.braid.api.path.v1.PriceChange;
import dev.braid.api.path.v1.WhatIfRequest;
import dev.braid.api.path.v1.WhatIfResponse;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.Link;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.grpc.Status.Code;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class WhatIfServiceTest extends EuropeServed {
    private static final Demand TO_FRANKFURT = DemandProto.message(Scenario.demand("gb-lon", "de-fra", 1));

    @Test
    void aWhatIfTellsWhoMovesAndTouchesNothing() {
        var before = linkState(NORTH);
        var record = paths("acme").getPath(path("acme.web.1"));
        WhatIfResponse response =
                operatorPaths().whatIf(failed(FailedThing.newBuilder().setLinkId(NORTH)));

        assertThat(response.getImpactsList())
                .filteredOn(impact -> impact.getConnectionId().equals("acme.web.1"))
                .singleElement()
                .satisfies(impact -> {
                    assertThat(impact.getTenantId()).isEqualTo("acme");
                    assertThat(impact.getKind()).isEqualTo(ImpactKind.IMPACT_KIND_MOVES);
                    assertThat(impact.getLinkIdsBeforeList()).containsExactly(NORTH, "nordic-nl-ams-de-fra");
                    assertThat(impact.getLinkIdsAfterList())
                            .containsExactly("atlas-gb-lon-fr-par", "atlas-fr-par-de-fra");
                    assertThat(impact.getLatencyBeforeUs()).isEqualTo(7_100);
                    assertThat(impact.getLatencyAfterUs()).isEqualTo(9_000);
                });
        assertThat(response.getMovedCount())
                .isEqualTo(response.getImpactsCount())
                .isPositive();
        assertThat(response.getBrokenCount()).isZero();
        assertThat(response.hasAsOfTime()).isTrue();
        assertThat(linkState(NORTH)).isEqualTo(before);
        assertThat(paths("acme").getPath(path("acme.web.1"))).isEqualTo(record);
    }

    @Test
    void aWhatIfMayAddLinksPricesAndDemands() {
        WhatIfResponse response = operatorPaths()
                .whatIf(WhatIfRequest.newBuilder()
                        .addAddedLinks(link("direct", "direct-back", "atlas-gb-lon", "atlas-de-fra"))
                        .addAddedLinks(link("direct-back", "direct", "atlas-de-fra", "atlas-gb-lon"))
                        .addPriceChanges(
                                PriceChange.newBuilder().setProviderId("nordic").setPricePermille(1_100))
                        .addDemands(TO_FRANKFURT)
                        .build());

        assertThat(response.getDemandsList())
                .singleElement()
                .satisfies(path -> assertThat(path.getPlan().getHopsList())
                        .extracting(hop -> hop.getLinkId())
                        .containsExactly("direct"));
        assertThat(response.getImpactsList())
                .filteredOn(impact -> impact.getConnectionId().equals("acme.web.1"))
                .singleElement()
                .satisfies(impact -> {
                    assertThat(impact.getKind()).isEqualTo(ImpactKind.IMPACT_KIND_COSTS_MORE);
                    assertThat(impact.getPriceBeforeMicrosPerHour()).isEqualTo(60);
                    assertThat(impact.getPriceAfterMicrosPerHour()).isEqualTo(66);
                });
        assertThat(response.getPriceAfterMicrosPerHour()).isGreaterThan(response.getPriceBeforeMicrosPerHour());
    }

    @Test
    void aWhatIfIsForOperatorsAndAboutWhatIsThere() {
        WhatIfRequest good = failed(FailedThing.newBuilder().setLinkId(NORTH));
        assertFails(Code.PERMISSION_DENIED, () -> paths("acme").whatIf(good));
        assertFails(Code.UNAUTHENTICATED, () -> anonymousPaths().whatIf(good));
        assertThat(assertFails(
                        Code.INVALID_ARGUMENT,
                        () -> operatorPaths()
                                .whatIf(failed(FailedThing.newBuilder().setMetroId("mars")))))
                .hasMessageContaining("failures[0].metro_id: 'mars' is not in the topology");
        assertFails(Code.INVALID_ARGUMENT, () -> operatorPaths().whatIf(failed(FailedThing.newBuilder())));
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> operatorPaths()
                        .whatIf(good.toBuilder().setMaxImpacts(10_001).build()));
        assertThat(assertFails(
                        Code.INVALID_ARGUMENT,
                        () -> operatorPaths()
                                .whatIf(WhatIfRequest.newBuilder()
                                        .addAddedLinks(link("direct", "direct-back", "atlas-gb-lon", "atlas-de-fra"))
                                        .build())))
                .hasMessageContaining("direct-back as its reverse, which does not exist");
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> operatorPaths()
                        .whatIf(WhatIfRequest.newBuilder()
                                .addPriceChanges(PriceChange.newBuilder()
                                        .setProviderId("nordic")
                                        .setPricePermille(1_000_001))
                                .build()));
    }

    @Test
    void anImprovementIsForOperatorsAndOfActiveConnectionsAlone() {
        OptimizePathsRequest price = OptimizePathsRequest.newBuilder()
                .setObjective(OptimizationObjective.OPTIMIZATION_OBJECTIVE_MAX_UTILISATION)
                .build();
        OptimizePathsResponse response = operatorPaths().optimizePaths(price);

        assertThat(response.getMovesCount())
                .as("moves of what is not active yet")
                .isZero();
        assertThat(response.getValueBefore()).isPositive().isEqualTo(response.getValueAfter());
        assertThat(response.getBound()).isPositive().isLessThanOrEqualTo(response.getValueAfter());
        assertThat(response.getStopped()).isFalse();
        assertThat(response.hasAsOfTime()).isTrue();
        assertFails(Code.PERMISSION_DENIED, () -> paths("acme").optimizePaths(price));
        assertFails(Code.UNAUTHENTICATED, () -> anonymousPaths().optimizePaths(price));
        assertFails(
                Code.INVALID_ARGUMENT, () -> operatorPaths().optimizePaths(OptimizePathsRequest.getDefaultInstance()));
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> operatorPaths()
                        .optimizePaths(price.toBuilder().setMaxMoves(10_001).build()));
    }

    private static dev.braid.api.topology.v1.Link link(String id, String reverse, String from, String to) {
        Element some = World.europe().elements().stream()
                .filter(Link.class::isInstance)
                .findFirst()
                .orElseThrow();
        return upsert(some).getLink().toBuilder()
                .setLinkId(id)
                .setReverseLinkId(reverse)
                .setProviderId("atlas")
                .setFromNodeId(from)
                .setToNodeId(to)
                .setLatencyFloorUs(5_000)
                .build();
    }

    private static WhatIfRequest failed(FailedThing.Builder thing) {
        return WhatIfRequest.newBuilder().addFailures(thing).build();
    }
}
