package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.Cause;
import dev.braid.api.path.v1.ComputeAlternativesRequest;
import dev.braid.api.path.v1.ComputeAlternativesResponse;
import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputedPath;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.ExplainPathRequest;
import dev.braid.api.path.v1.ExplainPathResponse;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.Priority;
import dev.braid.api.path.v1.WhatIfRequest;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.scenario.Scenario;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class ExplainServiceTest extends EuropeServed {
    private static final Demand TO_FRANKFURT = DemandProto.message(Scenario.demand("gb-lon", "de-fra", 1));
    private static final Demand WITHOUT_NORDIC = TO_FRANKFURT.toBuilder()
            .setConstraints(TO_FRANKFURT.getConstraints().toBuilder().addExcludedProviderIds("nordic"))
            .build();

    @Test
    void aPlanIsExplainedByWhatEachPartOfTheDemandCosts() {
        ComputedPath now = paths("acme").explainPath(explain(WITHOUT_NORDIC)).getNow();

        assertThat(now.getPlan().getWhy().getCause()).isEqualTo(Cause.CAUSE_INQUIRY);
        assertThat(now.getPlan().getWhy().getInfluencesList()).singleElement().satisfies(influence -> {
            assertThat(influence.getField()).isEqualTo("constraints.excluded_provider_ids");
            assertThat(influence.getMetricWithout()).isEqualTo(7_100);
            assertThat(influence.getMetricWith()).isEqualTo(9_000);
        });
    }

    @Test
    void aRejectionNamesWhatConflictsAndEachWayOut() {
        Demand tight = WITHOUT_NORDIC.toBuilder()
                .setObjectives(WITHOUT_NORDIC.getObjectives().toBuilder().setMaxLatencyUs(8_000))
                .build();
        ComputedPath now = paths("acme").explainPath(explain(tight)).getNow();

        assertThat(now.getRejection().getBinding()).isEqualTo(Binding.BINDING_CONSTRAINTS);
        assertThat(now.getRejection().getConflictingFieldsList())
                .containsExactlyInAnyOrder("objectives.max_latency_us", "constraints.excluded_provider_ids");
        assertThat(now.getRejection().getWaysOutList())
                .extracting(way -> way.getField() + " " + way.getOffer().getLatencyUs())
                .containsExactlyInAnyOrder("objectives.max_latency_us 9000", "constraints.excluded_provider_ids 7100");
    }

    @Test
    void aConnectionIsExplainedAsIfItHeldNothing() {
        request("acme", "wide", Scenario.demand("gb-lon", "fr-par", 6));
        await().until(() -> live.read(state -> state.book().find("acme.wide.1")).isPresent());
        ExplainPathResponse wide = paths("acme").explainPath(connection("acme.wide.1"));

        assertThat(wide.getPath())
                .isEqualTo(paths("acme").getPath(path("acme.wide.1")).getPath());
        assertThat(wide.getNow().getPlan().getHopsList())
                .isEqualTo(wide.getPath().getPlan().getHopsList());
        assertThat(wide.getNow().getPlan().getWhy().getFullLinkIdsList()).isEmpty();
        assertThat(operatorPaths().explainPath(connection("acme.wide.1")).getPath())
                .isEqualTo(wide.getPath());
    }

    @Test
    void anotherTenantsConnectionIsNotExplained() {
        StatusRuntimeException foreign =
                assertFails(Code.NOT_FOUND, () -> paths("globex").explainPath(connection("acme.web.1")));
        StatusRuntimeException none =
                assertFails(Code.NOT_FOUND, () -> paths("globex").explainPath(connection("acme.web.9")));
        assertThat(foreign.getMessage().replace("acme.web.1", "?"))
                .isEqualTo(none.getMessage().replace("acme.web.9", "?"));
        assertFails(Code.UNAUTHENTICATED, () -> anonymousPaths().explainPath(connection("acme.web.1")));
    }

    @Test
    void questionsThatContradictThemselvesAreInvalid() {
        assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").explainPath(ExplainPathRequest.getDefaultInstance()));
        assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").explainPath(connection("")));
        Demand upsideDown = TO_FRANKFURT.toBuilder()
                .setPriority(Priority.newBuilder().setSetup(2).setHold(5))
                .build();
        assertThat(assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").explainPath(explain(upsideDown))))
                .hasMessageContaining("demand");
        assertThat(assertFails(
                        Code.INVALID_ARGUMENT,
                        () -> paths("acme")
                                .computePaths(ComputePathsRequest.newBuilder()
                                        .addDemands(TO_FRANKFURT)
                                        .addDemands(upsideDown)
                                        .build())))
                .hasMessageContaining("demands[1]");
        assertThat(assertFails(
                        Code.INVALID_ARGUMENT,
                        () -> operatorPaths()
                                .whatIf(WhatIfRequest.newBuilder()
                                        .addDemands(upsideDown)
                                        .build())))
                .hasMessageContaining("demands[0]");
    }

    @Test
    void alternativesComeInOrderAndTellWhetherThereAreMore() {
        ComputeAlternativesResponse two = paths("acme")
                .computeAlternatives(ComputeAlternativesRequest.newBuilder()
                        .setDemand(TO_FRANKFURT)
                        .setMaxPaths(2)
                        .build());
        assertThat(two.getPlansList())
                .extracting(PathPlan::getExpectedLatencyUs)
                .containsExactly(7_100L, 9_000L);
        assertThat(two.getPlansList())
                .allMatch(plan -> !plan.getWhy().getSummary().isEmpty());
        assertThat(two.getMore()).isTrue();
        assertThat(two.hasRejection()).isFalse();

        ComputeAlternativesResponse all = paths("acme")
                .computeAlternatives(ComputeAlternativesRequest.newBuilder()
                        .setDemand(TO_FRANKFURT)
                        .setMaxPaths(100)
                        .build());
        assertThat(all.getMore()).isFalse();
        assertThat(all.getPlansList())
                .extracting(PathPlan::getExpectedLatencyUs)
                .isSorted();

        ComputeAlternativesResponse pareto = paths("acme")
                .computeAlternatives(ComputeAlternativesRequest.newBuilder()
                        .setDemand(TO_FRANKFURT)
                        .setPareto(true)
                        .build());
        assertThat(pareto.getPlansList())
                .extracting(plan -> plan.getExpectedLatencyUs() + " us, " + plan.getPriceMicrosPerHour())
                .containsExactly("7100 us, 600", "9000 us, 200");
    }

    @Test
    void whereThereIsNoAlternativeAtAllItIsToldWhy() {
        ComputeAlternativesResponse none = paths("acme")
                .computeAlternatives(ComputeAlternativesRequest.newBuilder()
                        .setDemand(TO_FRANKFURT.toBuilder().setZLocationId("mars"))
                        .build());
        assertThat(none.getPlansCount()).isZero();
        assertThat(none.getRejection().getBinding()).isEqualTo(Binding.BINDING_UNKNOWN_LOCATION);
        for (ComputeAlternativesRequest.Builder bad : List.of(
                ComputeAlternativesRequest.newBuilder(),
                ComputeAlternativesRequest.newBuilder().setDemand(TO_FRANKFURT).setMaxPaths(101),
                ComputeAlternativesRequest.newBuilder().setDemand(TO_FRANKFURT).setMaxPaths(-1))) {
            assertFails(Code.INVALID_ARGUMENT, () -> paths("acme").computeAlternatives(bad.build()));
        }
    }

    private static ExplainPathRequest explain(Demand demand) {
        return ExplainPathRequest.newBuilder().setDemand(demand).build();
    }

    private static ExplainPathRequest connection(String connectionId) {
        return ExplainPathRequest.newBuilder().setConnectionId(connectionId).build();
    }
}
