package dev.braid.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.provisioning.v1.Handoff;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.ProvisionedConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandoffsTest {
    @Test
    void bothSidesOfOneConnectionHaveItsNumberAndOthersTheirs() {
        ProvisionedConnection first = connection("acme.a.1", LegState.LEG_STATE_ACTIVE, 5, 5);
        ProvisionedConnection second = connection("acme.b.1", LegState.LEG_STATE_ACTIVE, 6, 6);

        assertThat(Handoffs.check(List.of(first, second))).isEmpty();
    }

    @Test
    void aNumberOfTwoLivingConnectionsIsAViolation() {
        ProvisionedConnection first = connection("acme.a.1", LegState.LEG_STATE_ACTIVE, 5, 5);

        assertThat(Handoffs.check(List.of(first, connection("acme.b.1", LegState.LEG_STATE_RELEASING, 5))))
                .extracting(Violation::toString)
                .singleElement()
                .asString()
                .contains("acme.a.1 and acme.b.1 have 5 at a2-c2");
        assertThat(Handoffs.check(List.of(first, connection("acme.b.1", LegState.LEG_STATE_REFUSED, 5))))
                .isEmpty();
    }

    /** Its ends at customers have no number, and are the same for all. */
    private static ProvisionedConnection connection(String id, LegState state, int... numbers) {
        ProvisionedConnection.Builder connection =
                ProvisionedConnection.newBuilder().setConnectionId(id);
        for (int number : numbers) {
            connection.addLegs(Leg.newBuilder()
                    .setState(state)
                    .setAEnd(Handoff.newBuilder().setInterconnectId("port-a"))
                    .setZEnd(Handoff.newBuilder().setInterconnectId("a2-c2").setNumber(number)));
        }
        return connection.build();
    }
}
