package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.Demand;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.quote.v1.QualifyIntentRequest;
import dev.braid.api.quote.v1.QualifyIntentResponse;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.PathServer;
import dev.braid.intent.support.Terms;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class QualifyIntentTest {
    private final Client client = Client.ofNewTenant();

    @Test
    void theAnswerHasAPlanForEachConnectionAndTheSumOfThePrices() {
        Wishes.createPorts(client, "one", "two", "three");
        QualifyIntentResponse answer = qualify(Wishes.mesh(List.of("one", "two", "three")));
        assertThat(answer.getFeasible()).isTrue();
        assertThat(answer.getConnectionsList())
                .extracting(c -> c.getAPortId() + ">" + c.getZPortId())
                .containsExactly("one>two", "one>three", "two>three");
        assertThat(answer.getPriceMicrosPerHour()).isEqualTo(3 * PathServer.PRICE_MICROS_PER_HOUR);
        assertThat(answer.getCurrencyCode()).isEqualTo("EUR");
        assertThat(client.intents()
                        .listIntents(ListIntentsRequest.getDefaultInstance())
                        .getIntentsList())
                .isEmpty();
    }

    @Test
    void theCallersOwnTokenAndDeadlineGoAlong() {
        Wishes.createPorts(client, "left", "right");
        var plan = client.quotes()
                .withDeadlineAfter(4, TimeUnit.SECONDS)
                .qualifyIntent(QualifyIntentRequest.newBuilder()
                        .setSpec(Wishes.pair("left", "right"))
                        .build())
                .getConnections(0)
                .getPlan();
        assertThat(plan.getWhy().getSummary()).isEqualTo("Bearer " + client.token());
        assertThat(plan.getExpectedLatencyUs()).isBetween(1L, 4_000L);
    }

    @Test
    void pathComputationIsAskedForTheWholeDemand() {
        Wishes.createPorts(client, "left", "right");
        IntentSpec spec = Terms.all(Wishes.pair("left", "right"));
        var why = qualify(spec).getConnections(0).getPlan().getWhy();
        assertThat(why.getInfluences(0).getMessage())
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
                        .build()
                        .toString());
    }

    @Test
    void whatIsTooMuchIsAnsweredWithTheConstraintThatBinds() {
        for (String port : List.of("left", "right")) {
            client.ports()
                    .createPort(CreatePortRequest.newBuilder()
                            .setPort(
                                    Wishes.port(port, "loc-" + port).toBuilder().setBandwidthBps(400_000_000_000L))
                            .build());
        }
        QualifyIntentResponse answer = qualify(Wishes.pair("left", "right").toBuilder()
                .setBandwidthBps(PathServer.CAPACITY_BPS + 1)
                .build());
        assertThat(answer.getFeasible()).isFalse();
        assertThat(answer.getConnections(0).getRejection().getBinding()).isEqualTo(Binding.BINDING_BANDWIDTH);
        assertThat(answer.getPriceMicrosPerHour()).isZero();
    }

    @Test
    void pathComputationThatDoesNotAnswerIsUnavailable() {
        client.ports()
                .createPort(CreatePortRequest.newBuilder()
                        .setPort(Wishes.port("left", PathServer.MUTE))
                        .build());
        Wishes.createPorts(client, "right");
        assertThatThrownBy(() -> qualify(Wishes.pair("left", "right"))).hasMessageContaining("UNAVAILABLE");
    }

    private QualifyIntentResponse qualify(IntentSpec spec) {
        return client.quotes()
                .qualifyIntent(QualifyIntentRequest.newBuilder().setSpec(spec).build());
    }
}
