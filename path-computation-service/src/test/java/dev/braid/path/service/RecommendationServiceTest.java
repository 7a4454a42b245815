package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentTerminated;
import dev.braid.api.path.v1.ApproveRecommendationRequest;
import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.AutomationMode;
import dev.braid.api.path.v1.AutomationServiceGrpc.AutomationServiceBlockingStub;
import dev.braid.api.path.v1.DeclineRecommendationRequest;
import dev.braid.api.path.v1.ListRecommendationsRequest;
import dev.braid.api.path.v1.ListWaitingMovesRequest;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.provisioning.v1.ConnectionActivated;
import dev.braid.api.provisioning.v1.ConnectionReleased;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.api.telemetry.v1.Promise;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.scenario.Scenario;
import dev.braid.platform.proto.Times;
import io.grpc.Status.Code;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moves that an operator approves, declines, or asks for. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class RecommendationServiceTest extends EuropeServed {
    private static final String UNKNOWN = "acme.nobody.1/1/0123456789abcdef";

    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void theModeOfOneTenantIsRecommend() {
        mode(AutomationMode.AUTOMATION_MODE_RECOMMEND);
    }

    /** Other tests of the service count what is held and what is active. */
    @AfterEach
    void nothingIsLeft() {
        for (String intentId : asked) {
            String id = "acme." + intentId + ".1";
            send(
                    Topic.INTENTS,
                    "acme." + intentId,
                    IntentEvent.newBuilder()
                            .setIntentKey("acme." + intentId)
                            .setTenantId("acme")
                            .setIntentId(intentId)
                            .setGeneration(2)
                            .setTerminated(IntentTerminated.getDefaultInstance())
                            .build());
            awaitPhase(id, Phase.RELEASING);
            long revision =
                    live.read(state -> state.book().find(id).orElseThrow().lastRevision());
            report(
                    intentId,
                    report -> report.setRevision(revision)
                            .setSequence(2)
                            .setReleased(ConnectionReleased.getDefaultInstance()));
            awaitPhase(id, Phase.RELEASED);
        }
    }

    @AfterEach
    void theModeIsAsBefore() {
        String id = mode(AutomationMode.AUTOMATION_MODE_AUTOMATIC);
        automation("bob")
                .approveRelease(
                        ApproveReleaseRequest.newBuilder().setRequestId(id).build());
    }

    private static String mode(AutomationMode mode) {
        return automation("ann")
                .setMode(SetModeRequest.newBuilder()
                        .setTenantId("acme")
                        .setMode(mode)
                        .setReason("trial")
                        .build())
                .getAutomation()
                .getPending()
                .getRequestId();
    }

    private static void send(Topic topic, String key, Message message) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), key, message.toByteArray()));
        }
    }

    private Plan plan(String id) {
        return live.read(state -> state.book().find(id).orElseThrow().plan().orElseThrow());
    }

    private void awaitPhase(String id, Phase phase) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> live.read(state ->
                        state.book().find(id).filter(it -> it.phase() == phase).isPresent()));
    }

    /** A connection of that intent is in trouble on its fastest link. */
    private Recommendation recommended(String intentId) {
        String id = "acme." + intentId + ".1";
        asked.add(intentId);
        request("acme", intentId, Scenario.within(10_000, Scenario.demand("gb-lon", "de-fra", 0.1)));
        awaitPhase(id, Phase.PLANNED);
        report(
                intentId,
                report -> report.setRevision(1).setSequence(1).setActivated(ConnectionActivated.getDefaultInstance()));
        awaitPhase(id, Phase.ACTIVE);
        assertThat(plan(id).linkIds()).contains(NORTH);
        judge(intentId);
        await().atMost(30, TimeUnit.SECONDS).until(() -> listed(id).size() == 1);
        return listed(id).getFirst();
    }

    private static void report(String intentId, UnaryOperator<ProvisioningEvent.Builder> what) {
        String id = "acme." + intentId + ".1";
        send(
                Topic.PROVISIONING,
                id,
                what.apply(ProvisioningEvent.newBuilder()
                                .setConnectionId(id)
                                .setIntentKey("acme." + intentId)
                                .setTenantId("acme")
                                .setOccurTime(Times.timestamp(Instant.now())))
                        .build());
    }

    private static void judge(String intentId) {
        String id = "acme." + intentId + ".1";
        send(
                Topic.HEALTH,
                id,
                ConnectionHealth.newBuilder()
                        .setConnectionId(id)
                        .setIntentKey("acme." + intentId)
                        .setTenantId("acme")
                        .setRevision(1)
                        .setJudgeTime(Times.timestamp(Instant.now()))
                        .setState(HealthState.HEALTH_STATE_BROKEN)
                        .setMeasuredLatencyUs(33_000)
                        .addBreaches(Breach.newBuilder()
                                .setPromise(Promise.PROMISE_LATENCY)
                                .setMeasuredUs(33_000)
                                .setBoundUs(10_000))
                        .addEvidence(LinkEvidence.newBuilder().setLinkId(NORTH).setLatencyUs(33_000))
                        .build());
    }

    private static List<Recommendation> listed(String connectionId) {
        return automation("ann")
                .listRecommendations(ListRecommendationsRequest.newBuilder()
                        .setTenantId("acme")
                        .setPageSize(200)
                        .build())
                .getRecommendationsList()
                .stream()
                .filter(each -> each.getConnectionId().equals(connectionId))
                .toList();
    }

    private static MoveWord approve(String id) {
        return automation("ann")
                .approveRecommendation(ApproveRecommendationRequest.newBuilder()
                        .setRecommendationId(id)
                        .build())
                .getWord();
    }

    private static MoveWord decline(String id, String reason) {
        return automation("ann")
                .declineRecommendation(DeclineRecommendationRequest.newBuilder()
                        .setRecommendationId(id)
                        .setReason(reason)
                        .build())
                .getWord();
    }

    @Test
    void whatIsRecommendedIsApprovedAndMovedAndTheAnswerSaysSo() {
        Recommendation only = recommended("yes");
        assertThat(only.getJudgement().getBreaches(0).getMeasuredUs()).isEqualTo(33_000);
        assertThat(only.hasWord()).isFalse();

        MoveWord word = approve(only.getRecommendationId());
        assertThat(word.getSaidBy()).isEqualTo("ann@local");
        assertThat(word.getApproved().getOutcome().getMoved()).isTrue();
        assertThat(plan("acme.yes.1").revision()).isEqualTo(2);
        assertThat(plan("acme.yes.1").linkIds()).isEqualTo(only.getProposed().getLinkIdsList());
        assertThat(listed("acme.yes.1")).isEmpty();

        assertThat(approve(only.getRecommendationId())).isEqualTo(word);
        assertThat(assertFails(Code.FAILED_PRECONDITION, () -> decline(only.getRecommendationId(), "too late")))
                .hasMessageContaining("has another plan by now");
    }

    @Test
    void whatIsDeclinedIsNotRecommendedAgain() {
        Recommendation only = recommended("no");
        MoveWord word = decline(only.getRecommendationId(), "not tonight");
        assertThat(word.getDeclined().getReason()).isEqualTo("not tonight");
        assertThat(listed("acme.no.1"))
                .singleElement()
                .satisfies(each -> assertThat(each.getWord()).isEqualTo(word));
        judge("no");
        await().atMost(30, TimeUnit.SECONDS).until(() -> listed("acme.no.1").isEmpty());
        assertThat(plan("acme.no.1").revision()).isEqualTo(1);
    }

    @Test
    void nothingOfAnotherModeCanBeApproved() {
        Recommendation only = recommended("strict");
        mode(AutomationMode.AUTOMATION_MODE_OBSERVE);
        assertThat(assertFails(Code.FAILED_PRECONDITION, () -> approve(only.getRecommendationId())))
                .hasMessageContaining("the mode of acme is OBSERVE");
        assertThat(plan("acme.strict.1").revision()).isEqualTo(1);
    }

    @Test
    void badInputIsRefused() {
        assertFails(Code.NOT_FOUND, () -> approve(UNKNOWN));
        assertFails(Code.NOT_FOUND, () -> decline(UNKNOWN, "no"));
        Recommendation only = recommended("bad");
        String id = only.getRecommendationId();
        String other = id.substring(0, id.length() - 16) + "0123456789abcdef";
        assertFails(Code.NOT_FOUND, () -> approve(other));
        for (String bad : List.of("", "acme.bad.1", id + "0", id.replace("acme", "Acme"), "x".repeat(201))) {
            assertFails(Code.INVALID_ARGUMENT, () -> approve(bad));
            assertFails(Code.INVALID_ARGUMENT, () -> decline(bad, "no"));
        }
        for (String reason : List.of("", " ", "x".repeat(201), "two\nlines")) {
            assertFails(Code.INVALID_ARGUMENT, () -> decline(id, reason));
        }
        for (int size : List.of(-1, 201)) {
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .listRecommendations(ListRecommendationsRequest.newBuilder()
                                    .setPageSize(size)
                                    .build()));
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .listWaitingMoves(ListWaitingMovesRequest.newBuilder()
                                    .setPageSize(size)
                                    .build()));
        }
        for (String token : List.of("x", "AAAAAAAAAAAAAAAA")) {
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .listRecommendations(ListRecommendationsRequest.newBuilder()
                                    .setPageToken(token)
                                    .build()));
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .listWaitingMoves(ListWaitingMovesRequest.newBuilder()
                                    .setPageToken(token)
                                    .build()));
        }
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> automation("ann")
                        .listRecommendations(ListRecommendationsRequest.newBuilder()
                                .setTenantId("Acme")
                                .build()));
        assertThat(listed("acme.bad.1"))
                .singleElement()
                .satisfies(each -> assertThat(each.hasWord()).isFalse());
        assertThat(plan("acme.bad.1").revision()).isEqualTo(1);
    }

    @Test
    void nobodyButOperatorsMayLookOrSaySomething() {
        String id = recommended("mine").getRecommendationId();
        for (AutomationServiceBlockingStub other : List.of(
                automationAs("acme", "tenant-viewer"),
                automationAs("acme", "tenant-admin"),
                automationAs("globex", "tenant-admin"),
                automationAs(null, "telemetry-source"),
                automationAs(null, "service"))) {
            everyMethod(other, id).forEach(call -> assertFails(Code.PERMISSION_DENIED, call));
        }
        everyMethod(anonymousAutomation(), id).forEach(call -> assertFails(Code.UNAUTHENTICATED, call));
        assertThat(plan("acme.mine.1").revision()).isEqualTo(1);
    }

    private static List<ThrowingCallable> everyMethod(AutomationServiceBlockingStub stub, String id) {
        return List.of(
                () -> stub.listRecommendations(ListRecommendationsRequest.getDefaultInstance()),
                () -> stub.listWaitingMoves(ListWaitingMovesRequest.getDefaultInstance()),
                () -> stub.approveRecommendation(ApproveRecommendationRequest.newBuilder()
                        .setRecommendationId(id)
                        .build()),
                () -> stub.declineRecommendation(DeclineRecommendationRequest.newBuilder()
                        .setRecommendationId(id)
                        .setReason("no")
                        .build()));
    }

    @Test
    void nothingWaitsWhereNothingIsInTrouble() {
        assertThat(automation("ann")
                        .listWaitingMoves(ListWaitingMovesRequest.getDefaultInstance())
                        .getTotalSize())
                .isZero();
    }
}
