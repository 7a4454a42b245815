package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.Cause;
import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.ListPathsRequest;
import dev.braid.api.path.v1.ListPathsResponse;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PathServiceGrpc;
import dev.braid.api.topology.v1.ApplyTopologyRequest;
import dev.braid.api.topology.v1.ApplyTopologyResponse;
import dev.braid.api.topology.v1.ElementKind;
import dev.braid.api.topology.v1.ElementReference;
import dev.braid.api.topology.v1.GetLocationRequest;
import dev.braid.api.topology.v1.LinkState;
import dev.braid.api.topology.v1.ListElementsRequest;
import dev.braid.api.topology.v1.ListElementsResponse;
import dev.braid.api.topology.v1.ListLinkStatesRequest;
import dev.braid.api.topology.v1.ListLinkStatesResponse;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyServiceGrpc;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.contract.TopologyProto;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.planning.LiveState;
import dev.braid.path.planning.Role;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class ServiceTest {
    private static final String NORTH = "nordic-gb-lon-nl-ams";
    private static final ManagedChannel CHANNEL = ManagedChannelBuilder.forAddress("127.0.0.1", GrpcPort.get())
            .usePlaintext()
            .build();

    @Inject
    LiveState live;

    @TestHTTPResource("/q/health/ready")
    URI readiness;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    @BeforeEach
    void europeIsAppliedAndTwoTenantsHaveAnIntent() {
        await().atMost(60, TimeUnit.SECONDS).until(() -> live.role() == Role.WRITER);
        operator().applyTopology(europe());
        request("acme", "web", Scenario.demand("gb-lon", "de-fra", 0.1));
        request("acme", "two", Scenario.demand("gb-lon", "fr-par", 0.1), Scenario.demand("gb-lon", "nl-ams", 0.1));
        request("globex", "web", Scenario.demand("gb-lon", "fr-par", 0.1));
        for (String id : List.of("acme.web.1", "acme.two.2", "globex.web.1")) {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> live.read(state -> state.book().find(id)).isPresent());
        }
    }

    @AfterAll
    static void hangUp() {
        CHANNEL.shutdownNow();
    }

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
        assertFails(
                Code.UNAUTHENTICATED,
                () -> TopologyServiceGrpc.newBlockingStub(CHANNEL)
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .applyTopology(europe()));
        assertFails(
                Code.UNAUTHENTICATED,
                () -> PathServiceGrpc.newBlockingStub(CHANNEL)
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .getPath(path("acme.web.1")));
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

    @Test
    void theHealthCheckSaysWhoWritesAndTheMetricsCount() throws Exception {
        assertThat(get(readiness)).contains("\"role\": \"WRITER\"").contains("\"caught_up\": true");
        assertThat(get(metrics))
                .contains("braid_path_plans_total{cause=\"submitted\"")
                .contains("braid_path_plan_time");
    }

    private static String get(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private LinkState linkState(String linkId) {
        String token = "";
        do {
            ListLinkStatesResponse page = operator()
                    .listLinkStates(ListLinkStatesRequest.newBuilder()
                            .setPageSize(4)
                            .setPageToken(token)
                            .build());
            for (LinkState state : page.getLinksList()) {
                if (state.getLinkId().equals(linkId)) {
                    return state;
                }
            }
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        throw new AssertionError(linkId + " is not listed");
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

    private static void request(String tenant, String intentId, dev.braid.path.domain.route.Demand... demands) {
        String key = tenant + "." + intentId;
        IntentRequested.Builder requested = IntentRequested.newBuilder();
        for (var demand : demands) {
            requested.addConnections(RequestedConnection.newBuilder()
                    .setConnectionId(key + "." + (requested.getConnectionsCount() + 1))
                    .setDemand(DemandProto.message(demand)));
        }
        IntentEvent event = IntentEvent.newBuilder()
                .setIntentKey(key)
                .setTenantId(tenant)
                .setIntentId(intentId)
                .setGeneration(1)
                .setRequested(requested)
                .build();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.INTENTS.topicName(), key, event.toByteArray()));
        }
    }

    private static ApplyTopologyRequest europe() {
        ApplyTopologyRequest.Builder request = ApplyTopologyRequest.newBuilder();
        World.europe().elements().forEach(element -> request.addUpserts(upsert(element)));
        return request.build();
    }

    private static TopologyElement upsert(dev.braid.path.domain.network.Element element) {
        return TopologyProto.message(new VersionedElement(0, element));
    }

    private static ApplyTopologyRequest removal(ElementKind kind, String... ids) {
        ApplyTopologyRequest.Builder request = ApplyTopologyRequest.newBuilder();
        for (String id : ids) {
            request.addRemovals(ElementReference.newBuilder().setKind(kind).setElementId(id));
        }
        return request.build();
    }

    private static ComputePathsRequest compute(dev.braid.path.domain.route.Demand... demands) {
        ComputePathsRequest.Builder request = ComputePathsRequest.newBuilder();
        for (var demand : demands) {
            request.addDemands(DemandProto.message(demand));
        }
        return request.build();
    }

    private static GetPathRequest path(String connectionId) {
        return GetPathRequest.newBuilder().setConnectionId(connectionId).build();
    }

    private static PathServiceGrpc.PathServiceBlockingStub paths(String tenant) {
        return as(tenant, "tenant-viewer", PathServiceGrpc.newBlockingStub(CHANNEL));
    }

    private static PathServiceGrpc.PathServiceBlockingStub operatorPaths() {
        return as(null, "operator", PathServiceGrpc.newBlockingStub(CHANNEL));
    }

    private static TopologyServiceGrpc.TopologyServiceBlockingStub operator() {
        return as(null, "operator", TopologyServiceGrpc.newBlockingStub(CHANNEL));
    }

    private static TopologyServiceGrpc.TopologyServiceBlockingStub tenantTopology() {
        return as("acme", "tenant-viewer", TopologyServiceGrpc.newBlockingStub(CHANNEL));
    }

    private static <S extends AbstractStub<S>> S as(String tenant, String role, S stub) {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + EmbeddedStack.issuer().token(tenant, Set.of(role), Duration.ofMinutes(5)));
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private static StatusRuntimeException assertFails(Code code, ThrowingCallable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.getStatus().getCode()).as("%s", failure.getMessage()).isEqualTo(code);
        return failure;
    }
}
