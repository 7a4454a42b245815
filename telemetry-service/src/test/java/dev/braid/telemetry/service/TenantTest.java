package dev.braid.telemetry.service;

import static dev.braid.telemetry.support.Broker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.ListConnectionHealthResponse;
import dev.braid.telemetry.support.Calls.Watch;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantTest extends ServiceTest {
    @Test
    void anotherTenantsConnectionIsNotFoundLikeOneThatIsNot() {
        judged("t-acme.one.1", 1);

        assertThat(calls.health(Tokens.viewer("t-acme"), "t-acme.one.1").getConnectionId())
                .isEqualTo("t-acme.one.1");
        assertThat(calls.health(Tokens.operator(), "t-acme.one.1").getTenantId())
                .isEqualTo("t-acme");
        String theirs = refusal("t-zeta", "t-acme.one.1");
        String nobodys = refusal("t-zeta", "t-acme.nil.1");
        assertThat(theirs.replace("one", "nil")).isEqualTo(nobodys).startsWith("NOT_FOUND");
    }

    @Test
    void aListingHoldsTheTenantsOwnInPagesAndAnOperatorsAll() {
        for (int i = 1; i <= 5; i++) {
            judged("l-acme.one." + i, i);
            judged("l-zeta.one." + i, i);
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            ListConnectionHealthResponse page = calls.list(Tokens.viewer("l-acme"), 2, next);
            assertThat(page.getHealthCount()).isLessThanOrEqualTo(2);
            page.getHealthList().forEach(health -> seen.add(health.getConnectionId()));
            next = page.getNextPageToken();
        } while (!next.isEmpty());

        assertThat(seen)
                .containsExactly("l-acme.one.1", "l-acme.one.2", "l-acme.one.3", "l-acme.one.4", "l-acme.one.5");
        assertThat(calls.list(Tokens.operator(), 1_000, "").getHealthList())
                .extracting(ConnectionHealth::getConnectionId)
                .contains("l-acme.one.1", "l-zeta.one.5");
    }

    @Test
    void aPageTokenIsGoodForItsOwnListingOnly() {
        judged("p-acme.one.1", 1);
        judged("p-acme.one.2", 1);
        judged("p-zeta.one.1", 1);
        String token = calls.list(Tokens.viewer("p-acme"), 1, "").getNextPageToken();

        assertThat(token).isNotEmpty();
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.list(Tokens.viewer("p-zeta"), 1, token));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.list(Tokens.viewer("p-acme"), 1, "nonsense"));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.links(Tokens.operator(), 1, token));
    }

    @Test
    void aWatchSendsTheTenantsOwnAndAnOperatorsAll() {
        Watch acme = calls.watch(Tokens.viewer("w-acme"), true);
        Watch operator = calls.watch(Tokens.operator(), true);
        eventually(() -> meters.get("braid.telemetry.watchers").gauge().value() >= 2);
        judged("w-zeta.one.1", 1);
        judged("w-acme.one.1", 1);

        eventually(() -> acme.heard.stream().anyMatch(h -> h.getConnectionId().equals("w-acme.one.1")));
        eventually(
                () -> operator.heard.stream().anyMatch(h -> h.getConnectionId().equals("w-acme.one.1")));
        assertThat(acme.heard).extracting(ConnectionHealth::getTenantId).containsOnly("w-acme");
        assertThat(operator.heard).extracting(ConnectionHealth::getTenantId).contains("w-zeta");
        acme.leave();
        operator.leave();
        eventually(() -> meters.get("braid.telemetry.watchers").gauge().value() == 0);
    }

    @Test
    void aReaderWhoDoesNotReadMissesJudgementsInBetweenButNeverTheLast() {
        judged("slow.one.1", 1);
        judged("slow.two.1", 1);
        Watch slow = calls.watch(Tokens.viewer("slow"), false);
        eventually(() -> meters.get("braid.telemetry.watchers").gauge().value() == 1);
        int many = 20_000;
        for (int i = 2; i <= many; i++) {
            health("slow.one.1", i);
        }
        health("slow.two.1", 2);
        broker.flush();
        eventually(() -> calls.health(Tokens.viewer("slow"), "slow.one.1").getMeasuredLatencyUs() == many);
        assertThat(counted("braid.telemetry.watch.skipped")).isPositive();
        slow.readOn();

        eventually(() -> slow.heard.stream().anyMatch(h -> h.getMeasuredLatencyUs() == many)
                && slow.heard.stream().anyMatch(h -> h.getConnectionId().equals("slow.two.1")));
        assertThat(slow.heard).hasSizeLessThan(many);
        assertThat(slow.heard.stream()
                        .filter(h -> h.getConnectionId().equals("slow.one.1"))
                        .map(ConnectionHealth::getMeasuredLatencyUs)
                        .toList())
                .isSorted();
        slow.leave();
        eventually(() -> meters.get("braid.telemetry.watchers").gauge().value() == 0);
    }

    @Test
    void everyMethodAdmitsOnlyTheRolesOfItsContract() throws Exception {
        for (String token : List.of(Tokens.viewer("acme"), Tokens.provider("atlas"))) {
            assertRefused(Status.Code.PERMISSION_DENIED, () -> calls.links(token, 0, ""));
        }
        assertRefused(Status.Code.PERMISSION_DENIED, () -> calls.health(Tokens.provider("atlas"), "acme.one.1"));
        assertRefused(Status.Code.PERMISSION_DENIED, () -> calls.list(Tokens.provider("atlas"), 0, ""));
        assertRefused(Status.Code.UNAUTHENTICATED, () -> calls.list("", 0, ""));
        assertRefused(Status.Code.UNAUTHENTICATED, () -> calls.list("not.a.token", 0, ""));
        assertThat(calls.watch(Tokens.provider("atlas"), true).failed.get().getMessage())
                .contains("PERMISSION_DENIED");
    }

    @Test
    void requestsOutOfBoundsAreRefused() {
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.list(Tokens.operator(), -1, ""));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.list(Tokens.operator(), 1_001, ""));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.links(Tokens.operator(), 5_001, ""));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.health(Tokens.operator(), ""));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> calls.health(Tokens.operator(), "x".repeat(129)));
    }

    private String refusal(String tenantId, String connectionId) {
        try {
            return "answered: " + calls.health(Tokens.viewer(tenantId), connectionId);
        } catch (StatusRuntimeException e) {
            return e.getMessage();
        }
    }

    /** A connection that another replica has judged, and that this one knows of. */
    private void judged(String connectionId, long latencyUs) {
        broker.path(connectionId, PathPhase.PATH_PHASE_RELEASING, 10_000, null, plan(1, "none"));
        health(connectionId, latencyUs);
        eventually(() -> calls.health(Tokens.operator(), connectionId).getMeasuredLatencyUs() == latencyUs);
    }

    private void health(String connectionId, long latencyUs) {
        String[] parts = connectionId.split("\\.", -1);
        broker.write(
                Topic.HEALTH,
                connectionId,
                ConnectionHealth.newBuilder()
                        .setConnectionId(connectionId)
                        .setTenantId(parts[0])
                        .setIntentKey(parts[0] + "." + parts[1])
                        .setRevision(1)
                        .setJudgeTime(Timestamps.fromMicros(System.currentTimeMillis() * 1_000 + latencyUs))
                        .setState(HealthState.HEALTH_STATE_MET)
                        .setMeasuredLatencyUs(latencyUs)
                        .build());
    }
}
