package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.DemandedConnection;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PreviewIntentRequest;
import dev.braid.api.path.v1.PreviewIntentResponse;
import dev.braid.api.path.v1.PreviewedConnection;
import dev.braid.api.path.v1.RefusedLeg;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.scenario.Scenario;
import io.grpc.Status.Code;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class PreviewServiceTest extends EuropeServed {
    @Test
    void whatAnIntentWouldGetIsWhatItThenGets() {
        Demand demand = Scenario.demand("gb-lon", "fr-par", 0.2);
        PathPlan foreseen =
                preview("acme", ask("foreseen", 1, demand)).getConnections(0).getThen();
        assertThat(live.<Boolean>read(
                        state -> state.book().find("acme.foreseen.1").isPresent()))
                .isFalse();

        request("acme", "foreseen", demand);
        await().until(() ->
                live.read(state -> state.book().find("acme.foreseen.1")).isPresent());
        assertThat(foreseen)
                .isEqualTo(
                        paths("acme").getPath(path("acme.foreseen.1")).getPath().getPlan());

        PreviewedConnection same = preview("acme", ask("foreseen", 1, demand)).getConnections(0);
        assertThat(same.getThen()).isEqualTo(foreseen);
        assertThat(same.hasNow()).as("nothing carries traffic yet").isFalse();
        assertThat(same.getSequence()).isEqualTo(1);
    }

    @Test
    void whatAProviderRefusesIsLeftOut() {
        PreviewIntentRequest.Builder asked = ask("around", 1, Scenario.demand("gb-lon", "de-fra", 0.2));
        List<String> direct = links(preview("acme", asked));
        asked.addRefusals(RefusedLeg.newBuilder()
                .setConnectionId("acme.around.1")
                .setProviderId("nordic")
                .addLinkIds(NORTH)
                .setReason("UNSUPPORTED"));
        assertThat(direct).contains(NORTH);
        assertThat(links(preview("acme", asked))).isNotEmpty().doesNotContain(NORTH);
    }

    @Test
    void whereThereIsNoPathItIsSaidWhy() {
        PreviewedConnection none = preview(
                        "acme", ask("none", 1, Scenario.within(1, Scenario.demand("gb-lon", "de-fra", 1))))
                .getConnections(0);
        assertThat(none.hasThen()).isFalse();
        assertThat(none.getRejection().getBinding()).isEqualTo(Binding.BINDING_LATENCY);
        assertThat(none.getRejection().getNearestOffer().getLatencyUs()).isPositive();
    }

    @Test
    void aGenerationThatDoesNotFollowIsNotGuessedAt() {
        Demand demand = Scenario.demand("gb-lon", "de-fra", 0.1);
        assertThat(assertFails(Code.UNAVAILABLE, () -> preview("acme", ask("web", 3, demand))))
                .hasMessageContaining("Generation 2");
        assertThat(preview("acme", ask("web", 2, demand)).getConnections(0).getSequence())
                .isPositive();
    }

    @Test
    void anIntentIsTheCallersOwnAndTheQuestionMakesSense() {
        Demand demand = Scenario.demand("gb-lon", "fr-par", 0.1);
        PreviewIntentRequest.Builder web = ask("web", 1, demand);
        assertThat(assertFails(Code.INVALID_ARGUMENT, () -> preview("globex", web)))
                .hasMessageContaining("globex.web");
        assertThat(preview(
                                "globex",
                                DemandedConnection.newBuilder()
                                        .setConnectionId("globex.web.1")
                                        .setDemand(DemandProto.message(demand)))
                        .getConnections(0)
                        .getConnectionId())
                .isEqualTo("globex.web.1");
        assertFails(Code.PERMISSION_DENIED, () -> operatorPaths().previewIntent(web.build()));
        assertFails(
                Code.INVALID_ARGUMENT, () -> preview("acme", web.clone().addAllConnections(web.getConnectionsList())));
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> preview(
                        "acme",
                        web.clone()
                                .addRefusals(RefusedLeg.newBuilder()
                                        .setConnectionId("acme.web.2")
                                        .setProviderId("nordic"))));
    }

    private static PreviewIntentResponse preview(String tenant, PreviewIntentRequest.Builder asked) {
        return paths(tenant).previewIntent(asked.build());
    }

    private static PreviewIntentResponse preview(String tenant, DemandedConnection.Builder connection) {
        return preview(
                tenant,
                PreviewIntentRequest.newBuilder()
                        .setIntentId("web")
                        .setGeneration(1)
                        .addConnections(connection));
    }

    private static PreviewIntentRequest.Builder ask(String intentId, long generation, Demand demand) {
        return PreviewIntentRequest.newBuilder()
                .setIntentId(intentId)
                .setGeneration(generation)
                .addConnections(DemandedConnection.newBuilder()
                        .setConnectionId("acme." + intentId + ".1")
                        .setDemand(DemandProto.message(demand)));
    }

    private static List<String> links(PreviewIntentResponse answer) {
        return answer.getConnections(0).getThen().getHopsList().stream()
                .map(Hop::getLinkId)
                .toList();
    }
}
