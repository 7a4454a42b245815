package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import dev.braid.api.Topic;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentResponse;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Weekday;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Terms;
import dev.braid.intent.support.Wishes;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class UpdateIntentTest {
    private Client client;
    private Intent before;

    @BeforeEach
    void submit() {
        client = Client.ofNewTenant();
        before = Wishes.submitPair(client, "changing");
    }

    @Test
    void onlyTheFieldsOfTheMaskChange() {
        IntentSpec other = IntentSpec.newBuilder()
                .setDisplayName("not meant")
                .setBandwidthBps(2_000_000_000)
                .setObjectives(Objectives.newBuilder().setMetric(Metric.METRIC_PRICE))
                .build();
        Intent after = update(change(other, "bandwidth_bps", "objectives.metric"));
        assertThat(after.getSpec())
                .isEqualTo(before.getSpec().toBuilder()
                        .setBandwidthBps(2_000_000_000)
                        .setObjectives(
                                before.getSpec().getObjectives().toBuilder().setMetric(Metric.METRIC_PRICE))
                        .build());
        assertThat(after.getGeneration()).isEqualTo(2);
        assertThat(after.getVersion()).isEqualTo(2);
        assertThat(Wishes.get(client, "changing")).isEqualTo(after);
        IntentEvent event = Bus.read(Topic.INTENTS, client.tenantId() + ".changing", IntentEvent.parser(), 2)
                .getLast();
        assertThat(event.getGeneration()).isEqualTo(2);
        assertThat(event.getRequested().getConnections(0).getDemand().getBandwidthBps())
                .isEqualTo(2_000_000_000);
    }

    @Test
    void aFieldOfTheMaskThatIsAbsentIsCleared() {
        assertThat(update(change(IntentSpec.getDefaultInstance(), "objectives.max_latency_us"))
                        .getSpec()
                        .getObjectives()
                        .hasMaxLatencyUs())
                .isFalse();
        assertThat(update(change(IntentSpec.getDefaultInstance(), "objectives"))
                        .getSpec()
                        .hasObjectives())
                .isFalse();
    }

    @Test
    void everyTermCanChangeAsAWholeAndIsClearedWhereItIsAbsent() {
        String[] terms = {"objectives", "constraints", "protection", "window", "priority"};
        IntentSpec all = Terms.all(before.getSpec());
        Intent after = update(change(all.toBuilder().setDisplayName("not meant").build(), terms));
        assertThat(after.getSpec()).isEqualTo(all);
        assertThat(after.getGeneration()).isEqualTo(2);
        assertThat(Wishes.get(client, "changing").getSpec()).isEqualTo(all);
        assertThat(update(change(all, terms))).isEqualTo(after);
        assertThat(update(change(IntentSpec.getDefaultInstance(), terms)).getSpec())
                .isEqualTo(before.getSpec().toBuilder().clearObjectives().build());
    }

    @Test
    void fieldsInsideOfTermsChangeAlone() {
        IntentSpec all = Terms.all(before.getSpec());
        update(change(all, "objectives", "constraints", "window", "priority"));
        IntentSpec.Builder wanted = IntentSpec.newBuilder();
        wanted.getObjectivesBuilder().setMaxHops(3);
        wanted.getConstraintsBuilder().addAllowedMetroIds("fra").setOnNetOnly(true);
        wanted.getWindowBuilder().getRecurrenceBuilder().addWeekdays(Weekday.WEEKDAY_SUNDAY);
        Intent after = update(change(
                wanted.build(),
                "objectives.max_hops",
                "objectives.max_jitter_us",
                "constraints.allowed_metro_ids",
                "constraints.waypoints",
                "window.recurrence.weekdays",
                "priority.setup",
                "priority.preempt",
                "protection.maximally"));
        IntentSpec.Builder expected = all.toBuilder().clearProtection();
        expected.getObjectivesBuilder().setMaxHops(3).clearMaxJitterUs();
        expected.getConstraintsBuilder()
                .clearAllowedMetroIds()
                .addAllowedMetroIds("fra")
                .clearWaypoints();
        expected.getWindowBuilder().getRecurrenceBuilder().clearWeekdays().addWeekdays(Weekday.WEEKDAY_SUNDAY);
        expected.getPriorityBuilder().clearSetup().clearPreempt();
        assertThat(after.getSpec()).isEqualTo(expected.build());
        assertThat(after.getGeneration()).isEqualTo(3);
    }

    @Test
    void aBoundThatFallsBelowTheTargetThatStandsIsRefused() {
        update(change(Terms.all(before.getSpec()), "objectives"));
        IntentSpec.Builder tighter = IntentSpec.newBuilder();
        tighter.getObjectivesBuilder().setMaxLatencyUs(14_999);
        assertThatThrownBy(() -> update(change(tighter.build(), "objectives.max_latency_us")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(Client.fields(refusal)).containsExactly("spec.objectives"));
    }

    @Test
    void aWindowThatIsOverStopsAnotherWishAndNotAnotherName() throws InterruptedException {
        Instant end = Instant.now().plusSeconds(3);
        update(change(
                IntentSpec.newBuilder()
                        .setWindow(Terms.once(end.minusSeconds(60), end))
                        .build(),
                "window"));
        Thread.sleep(Duration.between(Instant.now(), end).plusMillis(10));
        assertThat(update(change(
                                IntentSpec.newBuilder()
                                        .setDisplayName("renamed")
                                        .build(),
                                "display_name"))
                        .getGeneration())
                .isEqualTo(2);
        assertThatThrownBy(() -> update(bandwidth(2_000_000_000).build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(Client.fields(refusal)).containsExactly("spec.window.end_time"));
    }

    @Test
    void aPathThatCannotChangeIsRefusedByName() {
        assertThatThrownBy(() -> update(change(before.getSpec(), "display_name", "port_ids")))
                .hasMessageContaining("names 'port_ids'; shape, port_ids, hub_port_id never change");
        for (String unknown : List.of(
                "objectives.nothing",
                "window.recurrence.weekdays.monday",
                "constraints.waypoints.metro_id",
                "objectives.",
                ".objectives",
                "objectives..metric",
                "bandwidth_bps.x",
                "*",
                "")) {
            assertThatThrownBy(() -> update(change(before.getSpec(), unknown)))
                    .hasMessageContaining("names '%s', which no spec has".formatted(unknown));
        }
        assertThat(Wishes.get(client, "changing")).isEqualTo(before);
    }

    @Test
    void anotherNameIsANewVersionButNoNewGeneration() {
        Intent after =
                update(change(IntentSpec.newBuilder().setDisplayName("renamed").build(), "display_name"));
        assertThat(after.getSpec().getDisplayName()).isEqualTo("renamed");
        assertThat(after.getGeneration()).isEqualTo(1);
        assertThat(after.getVersion()).isEqualTo(2);
        assertThat(Bus.read(Topic.INTENTS, client.tenantId() + ".changing", IntentEvent.parser(), 1))
                .hasSize(1);
    }

    @Test
    void aChangeToWhatIsThereAlreadyChangesNothing() {
        assertThat(update(change(before.getSpec(), "bandwidth_bps", "objectives")))
                .isEqualTo(before);
    }

    @Test
    void aRepeatedRequestHasNoSecondEffectAndAnotherBodyIsRefused() {
        UpdateIntentRequest request =
                bandwidth(2_000_000_000).setRequestId("r-1").build();
        Intent after = update(request);
        update(bandwidth(3_000_000_000L).build());
        Intent repeated = update(request);
        assertThat(repeated.getGeneration()).isEqualTo(3);
        assertThat(repeated.getSpec().getBandwidthBps()).isEqualTo(3_000_000_000L);
        assertThat(after.getGeneration()).isEqualTo(2);
        assertThatThrownBy(() ->
                        update(bandwidth(4_000_000_000L).setRequestId("r-1").build()))
                .hasMessageContaining("ALREADY_EXISTS");
    }

    @Test
    void manyRepetitionsAtOnceHaveOneEffect() throws Exception {
        var stub = IntentServiceGrpc.newFutureStub(client.channel());
        UpdateIntentRequest request =
                bandwidth(2_000_000_000).setRequestId("r-2").build();
        List<Future<UpdateIntentResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(stub.updateIntent(request));
        }
        for (Future<UpdateIntentResponse> answer : answers) {
            assertThat(answer.get().getIntent().getGeneration()).isEqualTo(2);
        }
        assertThat(Wishes.get(client, "changing").getVersion()).isEqualTo(2);
    }

    @Test
    void aRefusedRequestMayBeTriedAgainUnderItsId() {
        assertThatThrownBy(() -> update(bandwidth(2_000_000_000)
                        .setRequestId("r-3")
                        .setExpectedGeneration(7)
                        .build()))
                .hasMessageContaining("ABORTED");
        assertThat(update(bandwidth(2_000_000_000)
                                .setRequestId("r-3")
                                .setExpectedGeneration(1)
                                .build())
                        .getGeneration())
                .isEqualTo(2);
    }

    @Test
    void ofManyChangesOfOneGenerationAtOnceOneWins() throws Exception {
        var stub = IntentServiceGrpc.newFutureStub(client.channel());
        List<Future<UpdateIntentResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(stub.updateIntent(
                    bandwidth(2_000_000_000L + i).setExpectedGeneration(1).build()));
        }
        int won = 0;
        for (Future<UpdateIntentResponse> answer : answers) {
            try {
                answer.get();
                won++;
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasMessageContaining("ABORTED");
            }
        }
        assertThat(won).isEqualTo(1);
        assertThat(Wishes.get(client, "changing").getGeneration()).isEqualTo(2);
    }

    @Test
    void aCheckedChangeIsAnsweredAndNotStored() {
        Intent checked = update(bandwidth(2_000_000_000).setValidateOnly(true).build());
        assertThat(checked.getGeneration()).isEqualTo(2);
        assertThat(Wishes.get(client, "changing")).isEqualTo(before);
    }

    @Test
    void whatWasTerminatedCannotChange() {
        client.intents()
                .terminateIntent(TerminateIntentRequest.newBuilder()
                        .setIntentId("changing")
                        .build());
        assertThatThrownBy(() -> update(bandwidth(2_000_000_000).build())).hasMessageContaining("FAILED_PRECONDITION");
    }

    private Intent update(UpdateIntentRequest request) {
        return client.intents().updateIntent(request).getIntent();
    }

    private static UpdateIntentRequest.Builder bandwidth(long bandwidthBps) {
        return change(IntentSpec.newBuilder().setBandwidthBps(bandwidthBps).build(), "bandwidth_bps").toBuilder();
    }

    private static UpdateIntentRequest change(IntentSpec spec, String... paths) {
        return UpdateIntentRequest.newBuilder()
                .setIntentId("changing")
                .setSpec(spec)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths)))
                .build();
    }
}
