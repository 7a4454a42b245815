package dev.braid.path.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.Automation;
import dev.braid.api.path.v1.AutomationMode;
import dev.braid.api.path.v1.AutomationRequest.WishCase;
import dev.braid.api.path.v1.AutomationServiceGrpc.AutomationServiceBlockingStub;
import dev.braid.api.path.v1.GetAutomationRequest;
import dev.braid.api.path.v1.RequestReleaseRequest;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.path.v1.StopAutomationRequest;
import dev.braid.embedded.EmbeddedStack;
import io.grpc.Status.Code;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(GrpcPort.class)
class AutomationServiceTest extends EuropeServed {
    @BeforeEach
    void theReplicaHasReadTheControls() {
        await().atMost(30, TimeUnit.SECONDS).until(() -> !state().getStopped());
    }

    @AfterEach
    void nothingIsStopped() {
        if (state().getStopped()) {
            approve("bob", askForRelease("ann").getPending().getRequestId());
        }
    }

    @Test
    void oneStopsAndTwoRelease() {
        Automation stopped = automation("ann")
                .stopAutomation(StopAutomationRequest.newBuilder()
                        .setReason("storm over the north sea")
                        .build())
                .getAutomation();
        assertThat(stopped.getStopped()).isTrue();
        assertThat(stopped.getStop().getStoppedBy()).isEqualTo("ann@local");
        assertThat(stopped.getStopSummary()).endsWith("by ann@local: storm over the north sea");

        Automation pending = askForRelease("ann");
        assertThat(pending.getStopped()).isTrue();
        assertThat(pending.getPending().getWishCase()).isEqualTo(WishCase.RELEASE);
        String id = pending.getPending().getRequestId();
        assertThat(assertFails(Code.PERMISSION_DENIED, () -> approve("ann", id)))
                .hasMessageContaining("somebody else has to approve it");
        assertFails(Code.FAILED_PRECONDITION, () -> approve("bob", "another"));

        Automation released = approve("bob", id);
        assertThat(released.getStopped()).isFalse();
        assertThat(released.hasStop()).isFalse();
        assertThat(released.hasPending()).isFalse();
        assertFails(Code.FAILED_PRECONDITION, () -> approve("bob", id));
        assertFails(Code.FAILED_PRECONDITION, () -> askForRelease("ann"));
    }

    @Test
    void aStricterModeCountsAtOnceAndALessStrictOneWaitsForSomebodyElse() {
        assertThat(setMode("ann", "initech", AutomationMode.AUTOMATION_MODE_OBSERVE)
                        .getTenantModesList())
                .anyMatch(each -> each.getTenantId().equals("initech")
                        && each.getMode() == AutomationMode.AUTOMATION_MODE_OBSERVE);

        Automation asked = setMode("ann", "initech", AutomationMode.AUTOMATION_MODE_AUTOMATIC);
        assertThat(asked.getTenantModesCount()).isEqualTo(1);
        assertThat(asked.getPending().getSetMode().getTenantId()).isEqualTo("initech");
        assertFails(
                Code.PERMISSION_DENIED, () -> approve("ann", asked.getPending().getRequestId()));

        assertThat(approve("bob", asked.getPending().getRequestId()).getTenantModesList())
                .isEmpty();
        assertThat(state().getMode()).isEqualTo(AutomationMode.AUTOMATION_MODE_AUTOMATIC);
    }

    @Test
    void badInputIsRefusedAndChangesNothing() {
        Automation before = state();
        for (String reason : List.of("", " ", "x".repeat(501), "two\nlines")) {
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .stopAutomation(StopAutomationRequest.newBuilder()
                                    .setReason(reason)
                                    .build()));
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .requestRelease(RequestReleaseRequest.newBuilder()
                                    .setReason(reason)
                                    .build()));
            assertFails(
                    Code.INVALID_ARGUMENT,
                    () -> automation("ann")
                            .setMode(mode("acme", AutomationMode.AUTOMATION_MODE_OBSERVE)
                                    .setReason(reason)
                                    .build()));
        }
        for (String tenantId : List.of("Acme", "a", "acme/../globex", "*", "ac me", "x".repeat(41))) {
            assertFails(Code.INVALID_ARGUMENT, () -> setMode("ann", tenantId, AutomationMode.AUTOMATION_MODE_OBSERVE));
        }
        assertFails(Code.INVALID_ARGUMENT, () -> setMode("ann", "acme", AutomationMode.AUTOMATION_MODE_UNSPECIFIED));
        assertFails(
                Code.INVALID_ARGUMENT,
                () -> automation("ann")
                        .setMode(mode("acme", AutomationMode.AUTOMATION_MODE_OBSERVE)
                                .setModeValue(77)
                                .build()));
        assertFails(Code.INVALID_ARGUMENT, () -> approve("ann", ""));
        assertFails(Code.INVALID_ARGUMENT, () -> approve("ann", "x".repeat(65)));
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void nobodyButOperatorsMayLookOrChange() {
        for (AutomationServiceBlockingStub other : List.of(
                automationAs("acme", "tenant-viewer"),
                automationAs("acme", "tenant-admin"),
                automationAs(null, "telemetry-source"),
                automationAs(null, "service"))) {
            everyMethod(other).forEach(call -> assertFails(Code.PERMISSION_DENIED, call));
        }
        everyMethod(anonymousAutomation()).forEach(call -> assertFails(Code.UNAUTHENTICATED, call));
        assertThat(state().getStopped()).isFalse();
    }

    private static List<ThrowingCallable> everyMethod(AutomationServiceBlockingStub stub) {
        return List.of(
                () -> stub.getAutomation(GetAutomationRequest.getDefaultInstance()),
                () -> stub.stopAutomation(
                        StopAutomationRequest.newBuilder().setReason("storm").build()),
                () -> stub.requestRelease(
                        RequestReleaseRequest.newBuilder().setReason("over").build()),
                () -> stub.approveRelease(
                        ApproveReleaseRequest.newBuilder().setRequestId("r").build()),
                () -> stub.setMode(
                        mode("acme", AutomationMode.AUTOMATION_MODE_OBSERVE).build()));
    }

    private static Automation state() {
        return automation("ann")
                .getAutomation(GetAutomationRequest.getDefaultInstance())
                .getAutomation();
    }

    private static Automation askForRelease(String name) {
        return automation(name)
                .requestRelease(
                        RequestReleaseRequest.newBuilder().setReason("over").build())
                .getAutomation();
    }

    private static Automation approve(String name, String id) {
        return automation(name)
                .approveRelease(
                        ApproveReleaseRequest.newBuilder().setRequestId(id).build())
                .getAutomation();
    }

    private static Automation setMode(String name, String tenantId, AutomationMode mode) {
        return automation(name).setMode(mode(tenantId, mode).build()).getAutomation();
    }

    private static SetModeRequest.Builder mode(String tenantId, AutomationMode mode) {
        return SetModeRequest.newBuilder().setTenantId(tenantId).setMode(mode).setReason("trial");
    }
}
