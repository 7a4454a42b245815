package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.DeletePortRequest;
import dev.braid.api.port.v1.GetPortRequest;
import dev.braid.api.port.v1.Port;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.PathServer;
import dev.braid.intent.support.Wishes;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class PortTest {
    private final Client client = Client.ofNewTenant();

    @Test
    void theSamePortAgainIsTheSameAnswerAndAnotherOneIsRefused() {
        Port created = create(Wishes.port("edge", "lon-1"));
        assertThat(created.getTenantId()).isEqualTo(client.tenantId());
        assertThat(create(Wishes.port("edge", "lon-1"))).isEqualTo(created);
        assertThat(get("edge")).isEqualTo(created);
        assertThatThrownBy(() -> create(Wishes.port("edge", "par-1"))).hasMessageContaining("ALREADY_EXISTS");
    }

    @Test
    void aLocationThatTheTopologyDoesNotHoldIsTheFaultOfTheField() {
        assertThatThrownBy(() -> create(Wishes.port("edge", PathServer.NOWHERE)))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
                    assertThat(refusal).hasMessageContaining("INVALID_ARGUMENT");
                    assertThat(Client.fields(refusal)).containsExactly("port.location_id");
                });
        assertThatThrownBy(() -> get("edge")).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aTopologyThatDoesNotAnswerIsUnavailableAndNothingIsStored() {
        assertThatThrownBy(() -> create(Wishes.port("edge", PathServer.SILENT))).hasMessageContaining("UNAVAILABLE");
        assertThatThrownBy(() -> get("edge")).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aCheckedPortIsNotStored() {
        client.ports()
                .createPort(CreatePortRequest.newBuilder()
                        .setPort(Wishes.port("edge", "lon-1"))
                        .setValidateOnly(true)
                        .build());
        assertThatThrownBy(() -> get("edge")).hasMessageContaining("NOT_FOUND");
    }

    @Test
    void aPortIsRemovedOnceNoLivingIntentUsesItAndItsIdIsNeverUsedAgain() {
        var intent = Wishes.submitPair(client, "user");
        assertThatThrownBy(() -> delete("left"))
                .hasMessageContaining("FAILED_PRECONDITION")
                .hasMessageContaining("user");
        try (Bus bus = new Bus()) {
            Network network = Network.of(bus, intent, 1);
            network.say(network.rejected(1, 1, Binding.BINDING_NO_ROUTE));
        }
        Wishes.await(client, "user", i -> i.getState() == IntentState.INTENT_STATE_REJECTED);
        assertThatThrownBy(() -> delete("left")).hasMessageContaining("FAILED_PRECONDITION");
        client.intents()
                .terminateIntent(
                        TerminateIntentRequest.newBuilder().setIntentId("user").build());
        delete("left");
        assertThatThrownBy(() -> get("left")).hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> delete("left")).hasMessageContaining("NOT_FOUND");
        assertThatThrownBy(() -> create(Wishes.port("left", "loc-left"))).hasMessageContaining("ALREADY_EXISTS");
        assertThatThrownBy(() -> client.intents().submitIntent(Wishes.submit("late", Wishes.pair("left", "right"))))
                .hasMessageContaining("spec.port_ids[0]");
    }

    private Port create(Port port) {
        return client.ports()
                .createPort(CreatePortRequest.newBuilder().setPort(port).build())
                .getPort();
    }

    private Port get(String portId) {
        return client.ports()
                .getPort(GetPortRequest.newBuilder().setPortId(portId).build())
                .getPort();
    }

    private void delete(String portId) {
        client.ports()
                .deletePort(DeletePortRequest.newBuilder().setPortId(portId).build());
    }
}
