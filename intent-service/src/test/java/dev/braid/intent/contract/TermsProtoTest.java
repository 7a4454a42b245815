package dev.braid.intent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.Priority;
import dev.braid.api.path.v1.Weights;
import dev.braid.intent.domain.Objection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsProtoTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void whoMayNotGoBeforeOthersIsToldWhatToLeaveOut() {
        assertThat(preference(Priority.newBuilder().setSetup(3).setHold(0).setPreempt(true)))
                .extracting(Objection::field)
                .containsExactly("spec.priority.setup", "spec.priority.hold", "spec.priority.preempt");
        assertThat(preference(Priority.newBuilder().setSetup(3)).getFirst().description())
                .isEqualTo("must be at least 4 for this tenant, but is 3");
        assertThat(preference(Priority.newBuilder().setSetup(7).setHold(4))).isEmpty();
        assertThat(preference(Priority.newBuilder())).isEmpty();
    }

    @Test
    void weightsStandWithTheirMetricAndOnlyWithIt() {
        Weights weights = Weights.newBuilder().setPerHop(1).build();
        assertThat(objections(Objectives.newBuilder()
                        .setMetric(Metric.METRIC_WEIGHTED)
                        .setWeights(weights)))
                .isEmpty();
        assertThat(objections(Objectives.newBuilder().setMetric(Metric.METRIC_WEIGHTED)))
                .extracting(Objection::field)
                .containsExactly("spec.objectives.weights");
        assertThat(objections(
                        Objectives.newBuilder().setMetric(Metric.METRIC_PRICE).setWeights(weights)))
                .extracting(Objection::field)
                .containsExactly("spec.objectives.weights");
    }

    private static List<Objection> preference(Priority.Builder priority) {
        return TermsProto.objectionsToPreference(
                SpecProto.spec(pair().setPriority(priority).build()));
    }

    private static List<Objection> objections(Objectives.Builder objectives) {
        return TermsProto.objections(
                SpecProto.spec(pair().setObjectives(objectives).build()), NOW);
    }

    private static IntentSpec.Builder pair() {
        return IntentSpec.newBuilder()
                .setShapeValue(1)
                .addPortIds("left")
                .addPortIds("right")
                .setBandwidthBps(1_000_000);
    }
}
