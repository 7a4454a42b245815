package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.Topic;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.SubmitIntentResponse;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Priority;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Terms;
import dev.braid.intent.support.Wishes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class SubmitIntentTest {
    private static final int CALLERS = 200;

    @Test
    void manyCallersAtOnceWithOneIdMakeOneIntentAndOneEvent() throws Exception {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        SubmitIntentRequest request = Wishes.submit("once", Wishes.pair("left", "right"));
        Set<Intent> intents = new HashSet<>();
        for (Future<SubmitIntentResponse> answer : submitMany(client, request, request)) {
            intents.add(answer.get().getIntent());
        }
        assertThat(intents).hasSize(1);
        assertThat(events(intents.iterator().next())).hasSize(1);
    }

    @Test
    void ofTwoDifferentWishesUnderOneIdAtOnceOneWinsForAllCallers() throws Exception {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        SubmitIntentRequest one = Wishes.submit("contested", Wishes.pair("left", "right"));
        SubmitIntentRequest other = Wishes.submit("contested", Wishes.pair("right", "left"));
        Set<IntentSpec> taken = new HashSet<>();
        int refused = 0;
        for (Future<SubmitIntentResponse> answer : submitMany(client, one, other)) {
            try {
                taken.add(answer.get().getIntent().getSpec());
            } catch (ExecutionException e) {
                assertThat(Status.fromThrowable(e.getCause()).getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
                refused++;
            }
        }
        assertThat(taken).hasSize(1);
        assertThat(refused).isEqualTo(CALLERS / 2);
        assertThat(events(Wishes.get(client, "contested"))).hasSize(1);
    }

    private static List<Future<SubmitIntentResponse>> submitMany(
            Client client, SubmitIntentRequest even, SubmitIntentRequest odd) {
        IntentServiceGrpc.IntentServiceFutureStub stub = IntentServiceGrpc.newFutureStub(client.channel());
        List<Future<SubmitIntentResponse>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            answers.add(stub.submitIntent(i % 2 == 0 ? even : odd));
        }
        return answers;
    }

    private static List<IntentEvent> events(Intent intent) {
        return Bus.read(Topic.INTENTS, intent.getTenantId() + "." + intent.getIntentId(), IntentEvent.parser(), 1);
    }

    @Test
    void whatIsReadBackIsTheWishWordForWord() {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "zulu", "alpha", "mike");
        IntentSpec spec = Wishes.mesh(List.of("zulu", "alpha", "mike")).toBuilder()
                .setDisplayName("ein \"Wunsch\" \u2014 \uD83D\uDE80\n")
                .setObjectives(Objectives.getDefaultInstance())
                .setConstraints(Constraints.newBuilder()
                        .addExcludedProviderIds("z-prov")
                        .addExcludedProviderIds("a-prov")
                        .addAllowedCountryCodes("GB"))
                .build();
        client.intents().submitIntent(Wishes.submit("word-for-word", spec));
        Intent intent = Wishes.get(client, "word-for-word");
        assertThat(intent.getSpec()).isEqualTo(spec);
        assertThat(intent.getConnectionsList())
                .extracting(c -> c.getAPortId() + ">" + c.getZPortId())
                .containsExactly("zulu>alpha", "zulu>mike", "alpha>mike");
        assertThat(intent.getConnections(2).getConnectionId()).isEqualTo(client.tenantId() + ".word-for-word.3");
    }

    @Test
    void everyTermIsReadBackAndPassedOnWordForWord() {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        IntentSpec spec = Terms.all(Wishes.pair("left", "right"));
        Intent submitted =
                client.intents().submitIntent(Wishes.submit("all", spec)).getIntent();
        assertThat(submitted.getSpec()).isEqualTo(spec);
        assertThat(Wishes.get(client, "all").getSpec()).isEqualTo(spec);
        assertThat(events(submitted).getFirst().getRequested().getConnections(0).getDemand())
                .isEqualTo(Demand.newBuilder()
                        .setALocationId("loc-left")
                        .setZLocationId("loc-right")
                        .setAPortId("left")
                        .setZPortId("right")
                        .setBandwidthBps(spec.getBandwidthBps())
                        .setObjectives(spec.getObjectives())
                        .setConstraints(spec.getConstraints())
                        .setProtection(spec.getProtection())
                        .setWindow(spec.getWindow())
                        .setPriority(spec.getPriority())
                        .build());
    }

    @Test
    void whatIsSetToNothingIsNotTheSameAsWhatIsUnset() {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        IntentSpec unset =
                Wishes.pair("left", "right").toBuilder().clearObjectives().build();
        IntentSpec set = unset.toBuilder()
                .setObjectives(Objectives.getDefaultInstance())
                .setConstraints(Constraints.getDefaultInstance())
                .setPriority(Priority.getDefaultInstance())
                .build();
        client.intents().submitIntent(Wishes.submit("unset", unset));
        client.intents().submitIntent(Wishes.submit("set", set));
        assertThat(Wishes.get(client, "unset").getSpec()).isEqualTo(unset);
        assertThat(Wishes.get(client, "set").getSpec()).isEqualTo(set);
        assertThatThrownBy(() -> client.intents().submitIntent(Wishes.submit("set", unset)))
                .hasMessageContaining("ALREADY_EXISTS");
    }

    @Test
    void aWishThatWasTakenIsAnsweredAgainAfterItsWindow() throws InterruptedException {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        Instant end = Instant.now().plusSeconds(3);
        SubmitIntentRequest request = Wishes.submit(
                "brief",
                Wishes.pair("left", "right").toBuilder()
                        .setWindow(Terms.once(end.minusSeconds(60), end))
                        .build());
        Intent taken = client.intents().submitIntent(request).getIntent();
        Thread.sleep(Duration.between(Instant.now(), end).plusMillis(10));
        assertThat(client.intents().submitIntent(request).getIntent()).isEqualTo(taken);
        assertThatThrownBy(() -> client.intents()
                        .submitIntent(request.toBuilder().setIntentId("late").build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(Client.fields(refusal)).containsExactly("spec.window.end_time"));
    }

    @Test
    void aCheckedWishIsAnsweredAndNotStored() {
        Client client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        SubmitIntentRequest request = Wishes.submit("thought", Wishes.pair("left", "right")).toBuilder()
                .setValidateOnly(true)
                .build();
        Intent checked = client.intents().submitIntent(request).getIntent();
        assertThat(checked.getState()).isEqualTo(IntentState.INTENT_STATE_PLANNING);
        assertThat(checked.getConnectionsCount()).isEqualTo(1);
        assertThatThrownBy(() -> Wishes.get(client, "thought")).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void anIdIsNeverUsedAgain() {
        Client client = Client.ofNewTenant();
        Wishes.submitPair(client, "once-only");
        client.intents()
                .terminateIntent(TerminateIntentRequest.newBuilder()
                        .setIntentId("once-only")
                        .build());
        Intent again = client.intents()
                .submitIntent(Wishes.submit("once-only", Wishes.pair("left", "right")))
                .getIntent();
        assertThat(again.getState()).isEqualTo(IntentState.INTENT_STATE_TERMINATING);
        assertThat(again.getGeneration()).isEqualTo(2);
    }

    @Test
    void theLargestMeshIsTakenAndTooManyConstraintsForItAreNot() {
        Client client = Client.ofNewTenant();
        List<String> ports = IntStream.range(0, 40).mapToObj(i -> "port-" + i).toList();
        Wishes.createPorts(client, ports.toArray(String[]::new));
        IntentSpec mesh = Wishes.mesh(ports);
        Intent intent =
                client.intents().submitIntent(Wishes.submit("mesh", mesh)).getIntent();
        assertThat(intent.getConnectionsCount()).isEqualTo(780);
        assertThat(events(intent).getFirst().getRequested().getConnectionsCount())
                .isEqualTo(780);

        Constraints.Builder constraints = Constraints.newBuilder();
        IntStream.range(0, 64).forEach(i -> constraints.addExcludedProviderIds(("p" + i).repeat(20)));
        SubmitIntentRequest tooLarge = Wishes.submit(
                "too-large", mesh.toBuilder().setConstraints(constraints).build());
        assertThatThrownBy(() -> client.intents().submitIntent(tooLarge))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(Client.fields(refusal)).containsExactly("spec.constraints"));
    }
}
