package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.LegStep;
import dev.braid.api.provisioning.v1.LegStepOutcome;
import dev.braid.api.provisioning.v1.ListLegStepsRequest;
import dev.braid.api.provisioning.v1.ListLegStepsResponse;
import dev.braid.provisioning.rollout.StepRetention;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Carriers.Carrier;
import dev.braid.provisioning.support.Carriers.Instead;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was commanded and what the providers said can be read back, also of legs that are gone. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class LegHistoryTest {
    private static final long BPS = 100_000_000;

    @Inject
    StepRetention retention;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private Carrier carrier;

    @BeforeEach
    void openCarriers() {
        carrier = Carriers.shared().carrier("chronicle");
    }

    @AfterEach
    void behaveAgain() {
        carrier.behave();
    }

    @Test
    void aLegIsToldFromItsFirstCommandToItsEnd() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "chronicle"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        wanted.send(wanted.release());
        await().until(() -> bus.told(wanted.connectionId).contains("RELEASED 1"));
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId).getLegsList())
                .isEmpty();
        // On a busy machine a carrier may be asked twice.
        assertThat(steps("acme", wanted, "", 1000).stream()
                        .filter(step -> step.getOutcome() != LegStepOutcome.LEG_STEP_OUTCOME_UNKNOWN)
                        .map(LegHistoryTest::line))
                .containsExactly(
                        "RESERVE sent, PENDING",
                        "RESERVE DONE, RESERVED: HELD (HELD at 100000000 bit/s)",
                        "ACTIVATE sent, RESERVED",
                        "ACTIVATE DONE, ACTIVE: IN_SERVICE (IN_SERVICE at 100000000 bit/s)",
                        "READ_BACK DONE, ACTIVE: IN_SERVICE (IN_SERVICE at 100000000 bit/s)",
                        "RELEASE sent, RELEASING",
                        "RELEASE DONE, RELEASED: CEASED (CEASED)",
                        "READ_BACK DONE, RELEASED: CEASED (CEASED)");
    }

    @Test
    void aRefusalStandsThereInTheProvidersWords() {
        carrier.instead = Instead.of(422, "{\"code\":\"NO_CAPACITY\",\"message\":\"Kein Platz in Köln\"}");
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "chronicle"));
        bus.awaitTold(wanted, "FAILED 1");
        assertThat(steps("acme", wanted, wanted.connectionId + ".1", 0))
                .last()
                .matches(step -> step.getOutcome() == LegStepOutcome.LEG_STEP_OUTCOME_REFUSED)
                .matches(step -> step.getWords().equals("NO_CAPACITY: Kein Platz in Köln"));
        assertThat(steps("acme", wanted, wanted.connectionId + ".2", 0)).isEmpty();
    }

    @Test
    void aFailureThatRepeatsIsToldOnce() {
        carrier.instead = Instead.of(500, "");
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "chronicle"));
        await().ignoreExceptions()
                .until(() -> Client.ofTenant("acme").connection(wanted.connectionId).getLegsList().stream()
                        .anyMatch(leg -> leg.getAttemptCount() >= 4));
        List<String> told =
                steps("acme", wanted, "", 0).stream().map(LegHistoryTest::line).toList();
        assertThat(told).startsWith("RESERVE sent, PENDING").anyMatch(it -> it.contains("500"));
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i)).isNotEqualTo(told.get(i - 1));
        }
        carrier.behave();
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
    }

    @Test
    void aHistoryIsReadPageByPageAndByItsTenantAlone() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "chronicle", "atlas"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        List<LegStep> whole = steps("acme", wanted, "", 1000);
        assertThat(whole).hasSizeGreaterThanOrEqualTo(10);
        assertThat(steps("acme", wanted, "", 3)).isEqualTo(whole);
        assertThat(Client.operator()
                        .provisioning()
                        .listLegSteps(request(wanted, "", 1000).build())
                        .getStepsList())
                .isEqualTo(whole);
        refused(Status.Code.NOT_FOUND, "globex", request(wanted, "", 0));
        String token = Client.ofTenant("acme")
                .provisioning()
                .listLegSteps(request(wanted, "", 1).build())
                .getNextPageToken();
        refused(
                Status.Code.INVALID_ARGUMENT,
                "acme",
                request(wanted, wanted.connectionId + ".1", 1).setPageToken(token));
        refused(Status.Code.INVALID_ARGUMENT, "acme", request(wanted, "", 1001));
        refused(Status.Code.INVALID_ARGUMENT, "acme", request(wanted, "x".repeat(161), 0));
    }

    @Test
    void onlyWhatIsOldIsForgotten() {
        Wanted wanted = Wanted.connection("acme");
        wanted.send(wanted.plan(BPS, "chronicle"));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        retention.forget(Duration.ofDays(1)).await().atMost(Duration.ofSeconds(5));
        assertThat(steps("acme", wanted, "", 0)).hasSizeGreaterThanOrEqualTo(5);
        // So many at a time, the oldest first: other tests have left some too.
        int forgotten;
        do {
            forgotten = retention.forget(Duration.ZERO).await().atMost(Duration.ofSeconds(5));
        } while (forgotten > 0 && !steps("acme", wanted, "", 0).isEmpty());
        assertThat(forgotten).isPositive();
        assertThat(steps("acme", wanted, "", 0)).isEmpty();
    }

    private static String line(LegStep step) {
        String outcome = step.getOutcome() == LegStepOutcome.LEG_STEP_OUTCOME_UNSPECIFIED
                ? "sent"
                : step.getOutcome().name().substring("LEG_STEP_OUTCOME_".length());
        String words = step.getWords().isEmpty() ? "" : ": " + step.getWords();
        return "%s %s, %s%s"
                .formatted(
                        step.getVerb().name().substring("LEG_VERB_".length()),
                        outcome,
                        step.getState().name().substring("LEG_STATE_".length()),
                        words);
    }

    private static ListLegStepsRequest.Builder request(Wanted wanted, String legId, int pageSize) {
        return ListLegStepsRequest.newBuilder()
                .setConnectionId(wanted.connectionId)
                .setLegId(legId)
                .setPageSize(pageSize);
    }

    private static List<LegStep> steps(String tenantId, Wanted wanted, String legId, int pageSize) {
        List<LegStep> steps = new ArrayList<>();
        ListLegStepsResponse page = ListLegStepsResponse.getDefaultInstance();
        do {
            page = Client.ofTenant(tenantId)
                    .provisioning()
                    .listLegSteps(request(wanted, legId, pageSize)
                            .setPageToken(page.getNextPageToken())
                            .build());
            steps.addAll(page.getStepsList());
        } while (!page.getNextPageToken().isEmpty());
        return steps;
    }

    private static void refused(Status.Code code, String tenantId, ListLegStepsRequest.Builder request) {
        assertThatThrownBy(() -> Client.ofTenant(tenantId).provisioning().listLegSteps(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }
}
