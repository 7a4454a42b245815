package dev.braid.platform.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.topology.v1.Metro;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldRulesTest {
    private final FieldRules rules = new FieldRules();

    @Test
    void aGoodRequestPasses() {
        assertThat(rules.check(request("web-to-db", 10_000_000_000L).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 999_999, 10_000_000_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void anAbsurdBandwidthIsRefusedWithFieldValueAndBound(long bandwidthBps) throws Exception {
        Refusal refusal =
                rules.check(request("web-to-db", bandwidthBps).build()).orElseThrow();

        var violation = refusal.status().getDetails(1).unpack(BadRequest.class).getFieldViolations(0);
        assertThat(violation.getField()).isEqualTo("spec.bandwidth_bps");
        assertThat(violation.getDescription()).contains("1000000", "10000000000000", Long.toString(bandwidthBps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Web", "web.db", "../etc", "web\u0000db", "веб-дб", "web db", "-web", "web-"})
    void anIdThatCouldConfuseSomebodyIsRefused(String intentId) {
        assertThat(rules.check(request(intentId, 1_000_000).build())).isPresent();
    }

    @Test
    void coordinatesThatAreNoNumbersAreRefused() {
        var metro = Metro.newBuilder()
                .setMetroId("nowhere")
                .setDisplayName("Nowhere")
                .setCountryCode("XX");

        assertThat(rules.check(metro.setLatitudeDegrees(Double.NaN).build())).isPresent();
        assertThat(rules.check(
                        metro.setLatitudeDegrees(Double.POSITIVE_INFINITY).build()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -62_135_596_801L, 253_402_300_800L, Long.MAX_VALUE})
    void whatIsNoTimeIsRefusedWithFieldAndValue(long seconds) {
        var request = request("web-to-db", 1_000_000);
        Timestamp never = Timestamp.newBuilder().setSeconds(seconds).build();
        request.getSpecBuilder().getWindowBuilder().setStartTime(never).setEndTime(never);
        assertThat(rules.check(request.build()).orElseThrow())
                .hasMessageContaining("spec.window.start_time")
                .hasMessageContaining(seconds + " s");
    }

    @Test
    void aNulIsRefusedWhereverItStands() {
        var name = request("web-to-db", 1_000_000);
        name.getSpecBuilder().setDisplayName("a\0b");
        var port = request("web-to-db", 1_000_000);
        port.getSpecBuilder().setPortIds(1, "d\0b");

        assertThat(rules.check(name.build()).orElseThrow()).hasMessageContaining("spec.display_name");
        assertThat(rules.check(port.build()).orElseThrow()).hasMessageContaining("spec.port_ids[1]");
    }

    @Test
    void aHubMustBeAmongThePorts() {
        var request = request("web-to-db", 1_000_000);
        request.getSpecBuilder().setShape(Shape.SHAPE_HUB_AND_SPOKE).setHubPortId("elsewhere");

        assertThat(rules.check(request.build()).orElseThrow()).hasMessageContaining("hub_port_id");
    }

    private static SubmitIntentRequest.Builder request(String intentId, long bandwidthBps) {
        return SubmitIntentRequest.newBuilder()
                .setIntentId(intentId)
                .setSpec(IntentSpec.newBuilder()
                        .setShape(Shape.SHAPE_POINT_TO_POINT)
                        .addPortIds("web")
                        .addPortIds("db")
                        .setBandwidthBps(bandwidthBps));
    }
}
