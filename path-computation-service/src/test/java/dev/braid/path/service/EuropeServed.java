package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.path.v1.AutomationServiceGrpc;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.PathServiceGrpc;
import dev.braid.api.topology.v1.ApplyTopologyRequest;
import dev.braid.api.topology.v1.LinkState;
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
import jakarta.inject.Inject;
import java.time.Duration;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The whole service on a real broker, with the topology of Europe and intents of two tenants. */
abstract class EuropeServed {
    static final String NORTH = "nordic-gb-lon-nl-ams";

    private static ManagedChannel channel;

    @Inject
    LiveState live;

    @BeforeAll
    static void call() {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", GrpcPort.get())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void hangUp() {
        channel.shutdownNow();
    }

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

    LinkState linkState(String linkId) {
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

    static void request(String tenant, String intentId, dev.braid.path.domain.route.Demand... demands) {
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

    static ApplyTopologyRequest europe() {
        ApplyTopologyRequest.Builder request = ApplyTopologyRequest.newBuilder();
        World.europe().elements().forEach(element -> request.addUpserts(upsert(element)));
        return request.build();
    }

    static TopologyElement upsert(dev.braid.path.domain.network.Element element) {
        return TopologyProto.message(new VersionedElement(0, element));
    }

    static GetPathRequest path(String connectionId) {
        return GetPathRequest.newBuilder().setConnectionId(connectionId).build();
    }

    static PathServiceGrpc.PathServiceBlockingStub paths(String tenant) {
        return as(tenant, "tenant-viewer", PathServiceGrpc.newBlockingStub(channel));
    }

    static PathServiceGrpc.PathServiceBlockingStub operatorPaths() {
        return as(null, "operator", PathServiceGrpc.newBlockingStub(channel));
    }

    static TopologyServiceGrpc.TopologyServiceBlockingStub operator() {
        return as(null, "operator", TopologyServiceGrpc.newBlockingStub(channel));
    }

    static TopologyServiceGrpc.TopologyServiceBlockingStub tenantTopology() {
        return as("acme", "tenant-viewer", TopologyServiceGrpc.newBlockingStub(channel));
    }

    /** Automation as an operator of that name. */
    static AutomationServiceGrpc.AutomationServiceBlockingStub automation(String name) {
        return bearing(
                EmbeddedStack.issuer().operatorToken(name, Duration.ofMinutes(5)),
                AutomationServiceGrpc.newBlockingStub(channel));
    }

    static AutomationServiceGrpc.AutomationServiceBlockingStub automationAs(String tenant, String role) {
        return as(tenant, role, AutomationServiceGrpc.newBlockingStub(channel));
    }

    static AutomationServiceGrpc.AutomationServiceBlockingStub anonymousAutomation() {
        return AutomationServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    static PathServiceGrpc.PathServiceBlockingStub anonymousPaths() {
        return PathServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    static TopologyServiceGrpc.TopologyServiceBlockingStub anonymousTopology() {
        return TopologyServiceGrpc.newBlockingStub(channel).withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    private static <S extends AbstractStub<S>> S as(String tenant, String role, S stub) {
        return bearing(EmbeddedStack.issuer().token(tenant, Set.of(role), Duration.ofMinutes(5)), stub);
    }

    private static <S extends AbstractStub<S>> S bearing(String token, S stub) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    static StatusRuntimeException assertFails(Code code, ThrowingCallable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.getStatus().getCode()).as("%s", failure.getMessage()).isEqualTo(code);
        return failure;
    }
}
