package dev.braid.path.planning.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.control.Order;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that no replica wrote, or none that is up to date. */
class StrangeControlsTest extends ControlBrokerTest {
    @Test
    void aRecordThatCannotBeReadStopsEverythingUntilTwoPeopleHaveLookedAtIt() {
        for (byte[] bad : new byte[][] {
            "torn".getBytes(StandardCharsets.US_ASCII),
            {},
            null,
            running(9).toBuilder().setModeValue(77).build().toByteArray()
        }) {
            nothingIsStopped();
            try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
                send("automation", bad);

                one.awaitStopped("cannot be read");
                try (TestControls again = TestControls.start(kafka.bootstrapServers())) {
                    again.awaitStopped("cannot be read");
                    again.release();
                }
                await(one, new Permission.Within(Mode.OBSERVE));
            }
        }
    }

    @Test
    void aRecordUnderAnotherKeyStopsEverything() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
            send("automaton", running(revision + 1).toByteArray());

            one.awaitStopped("cannot be read");
        }
    }

    @Test
    void olderRevisionsAreLeftOut() {
        try (TestControls one = TestControls.start(kafka.bootstrapServers()).awaitMoving()) {
            one.order(new Order.Engage("ann", "storm"));
            send("automation", running(revision).toByteArray());
            send("automation", running(revision + 1).toByteArray());

            one.order(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "to have read all before"));

            one.awaitStopped("by ann: storm");
            assertThat(one.controls.automation().orElseThrow().revision()).isEqualTo(revision + 2);
        }
    }
}
