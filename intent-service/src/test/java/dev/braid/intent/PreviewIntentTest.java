package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.FieldMask;
import dev.braid.api.Topic;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.intent.v1.ConnectionPreview;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentPreview;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.SubmitIntentResponse;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentResponse;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.provisioning.v1.LegAction;
import dev.braid.api.provisioning.v1.LegChange;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.PathServer;
import dev.braid.intent.support.PlayedPreviews;
import dev.braid.intent.support.Wishes;
import io.grpc.Deadline;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class PreviewIntentTest {
    private static final long GBPS = 1_000_000_000;

    private final Client client = Client.ofNewTenant();

    @Test
    void aChangeInPlaceIsAsBadAsTheAdapterDeclaresAndChangesNothingYet() {
        Intent before = Wishes.submitPair(client, "changing");
        UpdateIntentResponse answer = update(bandwidth("changing", 2 * GBPS).setValidateOnly(true));
        IntentPreview preview = answer.getPreview();

        assertThat(answer.getIntent().getGeneration()).isEqualTo(2);
        assertThat(preview.getFeasible()).isTrue();
        assertThat(preview.getOutage()).isEqualTo(OutageClass.OUTAGE_CLASS_BRIEF);
        assertThat(preview.getPriceNowMicrosPerHour()).isEqualTo(PathServer.PRICE_MICROS_PER_HOUR);
        assertThat(preview.getPriceThenMicrosPerHour()).isEqualTo(PathServer.PRICE_MICROS_PER_HOUR);
        assertThat(preview.getCurrencyCode()).isEqualTo("EUR");
        ConnectionPreview connection = preview.getConnections(0);
        assertThat(connection.getConnectionId())
                .isEqualTo(before.getConnections(0).getConnectionId());
        assertThat(connection.getAPortId() + ">" + connection.getZPortId()).isEqualTo("left>right");
        assertThat(connection.getMoves()).isFalse();
        assertThat(connection.getNow().getBandwidthBps()).isEqualTo(GBPS);
        assertThat(connection.getThen().getBandwidthBps()).isEqualTo(2 * GBPS);
        assertThat(connection.getLegsList())
                .extracting(LegChange::getAction)
                .containsExactly(LegAction.LEG_ACTION_MODIFY);

        assertThat(Wishes.get(client, "changing")).isEqualTo(before);
        assertThat(update(bandwidth("changing", 3 * GBPS)).hasPreview()).isFalse();
        assertThat(Bus.read(Topic.INTENTS, client.tenantId() + ".changing", IntentEvent.parser(), 2))
                .extracting(event ->
                        event.getRequested().getConnections(0).getDemand().getBandwidthBps())
                .as("what was told to path computation")
                .containsExactly(GBPS, 3 * GBPS);
    }

    @Test
    void whereAProviderCannotChangeTheOrderTheOtherWayIsPreviewed() {
        Wishes.submitPair(client, "changing");
        IntentPreview preview = update(
                        bandwidth("changing", PlayedPreviews.UNCHANGEABLE_BPS).setValidateOnly(true))
                .getPreview();
        assertThat(preview.getOutage()).isEqualTo(OutageClass.OUTAGE_CLASS_HITLESS);
        assertThat(preview.getPriceThenMicrosPerHour()).isEqualTo(2 * PathServer.PRICE_MICROS_PER_HOUR);
        assertThat(preview.getConnections(0).getMoves()).isTrue();
        assertThat(preview.getConnections(0).getLegsList())
                .extracting(leg -> leg.getAction() + " " + leg.getProviderId())
                .containsExactly("LEG_ACTION_ORDER borea", "LEG_ACTION_RELEASE atlas");
    }

    @Test
    void providersThatRefuseWithoutEndAreNotAskedWithoutEnd() {
        Wishes.submitPair(client, "changing");
        assertThatThrownBy(() ->
                        update(bandwidth("changing", PlayedPreviews.NEVER_BPS).setValidateOnly(true)))
                .hasMessageContaining("RESOURCE_EXHAUSTED")
                .hasMessageContaining("first 16 ways");
    }

    @Test
    void whatCannotBeHadIsRejectedAsInEarnestAndWhatIsThereStays() {
        for (String port : List.of("left", "right")) {
            client.ports()
                    .createPort(CreatePortRequest.newBuilder()
                            .setPort(
                                    Wishes.port(port, "loc-" + port).toBuilder().setBandwidthBps(400 * GBPS))
                            .build());
        }
        client.intents().submitIntent(Wishes.submit("changing", Wishes.pair("left", "right")));
        IntentPreview preview = update(
                        bandwidth("changing", PathServer.CAPACITY_BPS + 1).setValidateOnly(true))
                .getPreview();
        assertThat(preview.getFeasible()).isFalse();
        assertThat(preview.getOutage()).isEqualTo(OutageClass.OUTAGE_CLASS_NONE);
        assertThat(preview.getPriceThenMicrosPerHour()).isEqualTo(preview.getPriceNowMicrosPerHour());
        assertThat(preview.getConnections(0).getRejection().getBinding()).isEqualTo(Binding.BINDING_BANDWIDTH);
        assertThat(preview.getConnections(0).getLegsList())
                .extracting(LegChange::getAction)
                .containsExactly(LegAction.LEG_ACTION_KEEP);
    }

    @Test
    void aNewIntentTouchesNoTrafficAndEachConnectionIsPreviewed() {
        Wishes.createPorts(client, "one", "two", "three");
        SubmitIntentRequest request = Wishes.submit("thought", Wishes.mesh(List.of("one", "two", "three"))).toBuilder()
                .setValidateOnly(true)
                .build();
        IntentPreview preview = client.intents().submitIntent(request).getPreview();
        assertThat(preview.getFeasible()).isTrue();
        assertThat(preview.getOutage()).isEqualTo(OutageClass.OUTAGE_CLASS_NONE);
        assertThat(preview.getPriceNowMicrosPerHour()).isZero();
        assertThat(preview.getPriceThenMicrosPerHour()).isEqualTo(3 * PathServer.PRICE_MICROS_PER_HOUR);
        assertThat(preview.getConnectionsList())
                .extracting(it -> it.getAPortId() + ">" + it.getZPortId())
                .containsExactly("one>two", "one>three", "two>three");
        assertThat(client.intents()
                        .listIntents(ListIntentsRequest.getDefaultInstance())
                        .getIntentsList())
                .isEmpty();
    }

    @Test
    void theLargestMeshFits() {
        List<String> ports = IntStream.range(0, 40).mapToObj(i -> "port-" + i).toList();
        Wishes.createPorts(client, ports.toArray(String[]::new));
        SubmitIntentRequest request = Wishes.submit("thought", Wishes.mesh(ports)).toBuilder()
                .setValidateOnly(true)
                .build();
        assertThat(client.intents().submitIntent(request).getPreview().getConnectionsCount())
                .isEqualTo(780);
    }

    @Test
    void whoDoesNotAnswerIsNamed() {
        client.ports()
                .createPort(CreatePortRequest.newBuilder()
                        .setPort(Wishes.port("mute", PathServer.MUTE))
                        .build());
        Wishes.createPorts(client, "left", "right");
        assertThatThrownBy(() -> client.intents()
                        .submitIntent(Wishes.submit("thought", Wishes.pair("mute", "right")).toBuilder()
                                .setValidateOnly(true)
                                .build()))
                .hasMessageContaining("UNAVAILABLE")
                .hasMessageContaining("Path computation does not answer");
        assertThatThrownBy(() -> client.intents()
                        .submitIntent(Wishes.submit(PlayedPreviews.DEAF, Wishes.pair("left", "right")).toBuilder()
                                .setValidateOnly(true)
                                .build()))
                .hasMessageContaining("UNAVAILABLE")
                .hasMessageContaining("Provisioning does not answer");
    }

    /** The caller's time is over before ours. */
    @Test
    void whoNeverAnswersIsWaitedForNoLongerThanTheCallerWaitsAndKeepsNobodyElseWaiting() throws Exception {
        Wishes.createPorts(client, "left", "right");
        Deadline callers = Deadline.after(1, TimeUnit.SECONDS);
        var hurried = IntentServiceGrpc.newFutureStub(client.channel()).withDeadline(callers);
        List<ListenableFuture<SubmitIntentResponse>> hanging = List.of(
                hurried.submitIntent(thought(PlayedPreviews.PONDERED)),
                hurried.submitIntent(thought(PlayedPreviews.WEIGHED)));
        assertThat(client.intents().submitIntent(thought("quick")).getPreview().getFeasible())
                .isTrue();
        for (ListenableFuture<SubmitIntentResponse> answer : hanging) {
            assertThatThrownBy(answer::get).hasMessageMatching("(?s).*(DEADLINE_EXCEEDED|does not answer in time).*");
        }
        assertThat(List.of(PlayedPreviews.nextGivenUp(), PlayedPreviews.nextGivenUp()))
                .as("nobody is asked any longer")
                .containsExactlyInAnyOrder(PlayedPreviews.PONDERED, PlayedPreviews.WEIGHED);
    }

    private static SubmitIntentRequest thought(String intentId) {
        return Wishes.submit(intentId, Wishes.pair("left", "right")).toBuilder()
                .setValidateOnly(true)
                .build();
    }

    private UpdateIntentResponse update(UpdateIntentRequest.Builder request) {
        return client.intents().updateIntent(request.build());
    }

    private static UpdateIntentRequest.Builder bandwidth(String intentId, long bandwidthBps) {
        return UpdateIntentRequest.newBuilder()
                .setIntentId(intentId)
                .setSpec(IntentSpec.newBuilder().setBandwidthBps(bandwidthBps))
                .setUpdateMask(FieldMask.newBuilder().addPaths("bandwidth_bps"));
    }
}
