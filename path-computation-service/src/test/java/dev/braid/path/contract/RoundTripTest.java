package dev.braid.path.contract;

import static dev.braid.path.scenario.Scenario.cheapest;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.api.path.v1.Recurrence;
import dev.braid.api.path.v1.Window;
import dev.braid.api.telemetry.v1.LinkMetrics;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.network.Element;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.network.LinkQuality;
import dev.braid.path.domain.network.RiskGroup;
import dev.braid.path.domain.network.VersionedElement;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.MoveHistory;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    @Test
    void everyRecordReadsBackAsItWasWritten() throws InvalidProtocolBufferException {
        Scenario europe = new Scenario(World.europe());
        europe.request(
                "web", 1, within(10_000, demand("gb-lon", "de-fra", 1)), cheapest(demand("gb-lon", "fr-par", 2)));
        assertReadsBack(europe);
        europe.activate("web.1").activate("web.2");
        europe.measure("nordic-gb-lon-nl-ams", 30_000).judge("web.1", HealthState.BROKEN, 33_600);
        assertReadsBack(europe);
        europe.refuse("web.1", "atlas", "atlas-gb-lon-fr-par");
        assertReadsBack(europe);
        europe.request("big", 1, demand("gb-lon", "de-fra", 100));
        europe.terminate("web", 2);
        assertReadsBack(europe);
        europe.request("gold", 1, aimingAt(7_000, within(10_000, demand("gb-lon", "de-fra", 1))));
        assertThat(RecordProto.message(europe.record("gold.1"))
                        .getDemand()
                        .getObjectives()
                        .getTargetLatencyUs())
                .isEqualTo(7_000);
        assertReadsBack(europe);
        Demand nightly = Scenario.daily(
                europe.now().plusSeconds(60),
                europe.now().plusSeconds(3_600),
                europe.now().plusSeconds(400_000),
                demand("gb-lon", "nl-ams", 2));
        europe.request("nightly", 1, nightly);
        assertThat(europe.record("nightly.1").booking()).isPresent();
        assertReadsBack(europe);
        europe.wait(Duration.ofMinutes(2)).turn();
        assertThat(europe.record("nightly.1").plan().orElseThrow().occurrence()).isPresent();
        assertReadsBack(europe);
        for (String full : List.of("north", "south", "middle")) {
            europe.request(full, 1, demand("gb-lon", "nl-ams", 8));
        }
        europe.request("rich", 1, demand("gb-lon", "nl-ams", 9).withPriority(new Priority(1, 0, true)));
        assertThat(europe.record("rich.1").booking().orElseThrow().next().end()).isEqualTo(Interval.NO_END);
        assertReadsBack(europe);
    }

    @Test
    void aDemandForAnotherSearchKeepsItsTarget() {
        Objectives gold =
                aimingAt(7_000, within(10_000, demand("gb-lon", "de-fra", 1))).objectives();
        assertThat(gold.fastest().targetLatencyUs()).hasValue(7_000);
        assertThat(gold.withMaxLatencyUs(OptionalLong.empty()).targetLatencyUs())
                .hasValue(7_000);
    }

    private static Demand aimingAt(long targetLatencyUs, Demand demand) {
        var message = DemandProto.message(demand).toBuilder();
        message.getObjectivesBuilder().setTargetLatencyUs(targetLatencyUs);
        return DemandProto.demand(message.build());
    }

    @Test
    void whenItWasMovedOffSlowAndOffFailedLinksReadsBack() throws InvalidProtocolBufferException {
        Scenario europe = new Scenario(World.europe());
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        europe.measure("nordic-gb-lon-nl-ams", 30_000).judge("web.1", HealthState.BROKEN, 33_600);
        europe.activate("web.1");
        europe.wait(Duration.ofSeconds(1)).cut("atlas-gb-lon-fr-par").judge("web.1", HealthState.BROKEN, 0);

        MoveHistory moves = europe.record("web.1").moves();
        assertThat(moves.slow()).hasSize(1);
        assertThat(moves.failed()).containsExactly(europe.now());
        assertReadsBack(europe);
    }

    private static void assertReadsBack(Scenario scenario) throws InvalidProtocolBufferException {
        for (var record : scenario.state().book().after("").toList()) {
            byte[] bytes = RecordProto.message(record).toByteArray();
            assertThat(RecordProto.record(dev.braid.api.path.v1.PathRecord.parseFrom(bytes)))
                    .isEqualTo(record);
        }
    }

    @Test
    void everyElementReadsBackAsItWasWrittenUnderItsKey() {
        List<Element> elements = new ArrayList<>(World.europe()
                .promise("atlas-gb-lon-fr-par", 40, 0.1 + 0.2, 0.999)
                .promise("atlas-fr-par-gb-lon", 0, 0, 0)
                .elements());
        elements.add(new RiskGroup("cable", "Cable"));
        for (Element element : elements) {
            assertThat(TopologyProto.element(TopologyProto.message(new VersionedElement(7, element))))
                    .isEqualTo(element);
            assertThat(TopologyProto.reference(element.reference().key())).isEqualTo(element.reference());
        }
        assertThat(TopologyProto.reference("link/a/b")).isEqualTo(new ElementReference(ElementKind.LINK, "a/b"));
        assertThatThrownBy(() -> TopologyProto.reference("planet/earth")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLinkThatPromisesNothingSaysNothingOfItsAvailability() {
        Element silent = World.europe().elements().stream()
                .filter(dev.braid.path.domain.network.Link.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(TopologyProto.message(new VersionedElement(1, silent))
                        .getLink()
                        .hasAvailabilityRatio())
                .isFalse();
    }

    @Test
    void aMeasureBringsJitterAndLossAndNoAbsurdOnes() {
        LinkMetrics metrics = LinkMetrics.newBuilder()
                .setLinkId("lon-par")
                .setWindowEndTime(Timestamp.newBuilder().setSeconds(7))
                .setLatencyP50Us(4_000)
                .setJitterUs(40)
                .setLossRatio(0.25)
                .build();
        assertThat(SignalProto.measure(metrics))
                .isEqualTo(new LinkMeasure(
                        "lon-par", Instant.ofEpochSecond(7), 4_000, false, Optional.of(new LinkQuality(40, 0.25))));
        assertThatThrownBy(() ->
                        SignalProto.measure(metrics.toBuilder().setJitterUs(-1).build()))
                .hasMessage("The jitter is -1 us, below 0.");
        for (double absurd : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> SignalProto.measure(
                            metrics.toBuilder().setLossRatio(absurd).build()))
                    .hasMessage("The loss is %s, not between 0 and 1.".formatted(absurd));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "europe/berlin", "+02:00", "Z", "GMT+2", " "})
    void aZoneThatTheTzDatabaseDoesNotHaveIsRefusedByName(String zone) {
        assertThatThrownBy(() -> WindowProto.window(daily(zone)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window.recurrence.time_zone must be a zone of the tz database,"
                        + " for example 'Europe/Berlin', but is '" + zone + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/St_Johns", "UTC", "Etc/GMT+3", ""})
    void aZoneOfTheTzDatabaseReadsBackAsItWasWritten(String zone) {
        assertThat(WindowProto.message(WindowProto.window(daily(zone)))
                        .getRecurrence()
                        .getTimeZone())
                .isEqualTo(zone);
    }

    private static Window daily(String zone) {
        return Window.newBuilder()
                .setStartTime(Timestamp.newBuilder().setSeconds(0))
                .setEndTime(Timestamp.newBuilder().setSeconds(60))
                .setRecurrence(Recurrence.newBuilder()
                        .setTimeZone(zone)
                        .setUntilTime(Timestamp.newBuilder().setSeconds(1_000_000)))
                .build();
    }

    @Test
    void anEventThatContradictsItselfIsNotRead() {
        assertThatThrownBy(() -> SignalProto.intent(event("acme.web", "globex", "acme.web.1")))
                .hasMessageContaining("intent_key 'acme.web' is not made of tenant_id 'globex'");
        assertThatThrownBy(() -> SignalProto.intent(event("acme.web", "acme", "acme.other.1")))
                .hasMessageContaining("connection_id 'acme.other.1'");
        assertThatThrownBy(() -> SignalProto.intent(event("acme.web", "acme", "acme.web.1", "acme.web.1")))
                .hasMessageContaining("comes twice");
    }

    private static IntentEvent event(String key, String tenantId, String... connectionIds) {
        IntentRequested.Builder requested = IntentRequested.newBuilder();
        for (String id : connectionIds) {
            requested.addConnections(RequestedConnection.newBuilder()
                    .setConnectionId(id)
                    .setDemand(DemandProto.message(demand("gb-lon", "de-fra", 1))));
        }
        return IntentEvent.newBuilder()
                .setIntentKey(key)
                .setTenantId(tenantId)
                .setIntentId("web")
                .setGeneration(1)
                .setRequested(requested)
                .build();
    }

    @Test
    void aPriceThatTheEngineCannotCountIsRefusedByNameValueAndBound() {
        TopologyElement dear = TopologyElement.newBuilder()
                .setLink(Link.newBuilder()
                        .setLinkId("dear")
                        .setKind(LinkKind.LINK_KIND_METRO)
                        .setPriceMicrosPerGbpsHour(2_000_000_001L))
                .build();

        assertThatThrownBy(() -> TopologyProto.element(dear))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("price_micros_per_gbps_hour of link 'dear' is 2000000001, more than 2000000000.");
    }
}
