package dev.braid.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.braid.adapter.server.AdapterServer;
import dev.braid.api.Topic;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.provisioning.v1.LegAction;
import dev.braid.api.provisioning.v1.LegChange;
import dev.braid.api.provisioning.v1.PlannedConnection;
import dev.braid.api.provisioning.v1.PreviewPlansRequest;
import dev.braid.api.provisioning.v1.PreviewedRollout;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Carriers;
import dev.braid.provisioning.support.Client;
import dev.braid.provisioning.support.ProvisioningStack;
import dev.braid.provisioning.support.Wanted;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What plans would mean for orders is asked first, and then done. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class PlanPreviewTest {
    private static final long MBPS = 1_000_000;

    private final Bus bus = new Bus(Topic.PROVISIONING);
    private Carriers carriers;

    @BeforeEach
    void openCarriers() {
        carriers = Carriers.shared();
    }

    @Test
    void whatIsForeseenIsWhatCarriersAreThenTold() {
        Wanted wanted = active(Wanted.connection("acme"), "atlas", "borea");
        var before = Client.ofTenant("acme").connection(wanted.connectionId);
        List<String> toldBefore = carriers.log(wanted.connectionId);

        PathRecord next = wanted.plan(50 * MBPS, "borea", "cirrus");
        PreviewedRollout foreseen = preview("acme", next);

        assertThat(foreseen.getLegsList())
                .extracting(leg -> "%s %s %d>%d %s"
                        .formatted(
                                leg.getAction(),
                                leg.getProviderId(),
                                leg.getBandwidthNowBps() / MBPS,
                                leg.getBandwidthThenBps() / MBPS,
                                leg.getOutage()))
                .containsExactly(
                        "LEG_ACTION_MODIFY borea 100>50 OUTAGE_CLASS_HITLESS",
                        "LEG_ACTION_ORDER cirrus 0>50 OUTAGE_CLASS_NONE",
                        "LEG_ACTION_RELEASE atlas 100>0 OUTAGE_CLASS_NONE");
        assertThat(foreseen.getLegsList())
                .extracting(LegChange::getLegId)
                .containsExactly(
                        before.getLegs(1).getLegId(), "", before.getLegs(0).getLegId());
        assertThat(carriers.log(wanted.connectionId)).isEqualTo(toldBefore);
        assertThat(Client.ofTenant("acme").connection(wanted.connectionId)).isEqualTo(before);

        wanted.send(next);
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2");
        List<String> told = carriers.log(wanted.connectionId);
        assertThat(told.subList(toldBefore.size(), told.size()))
                .containsExactlyInAnyOrder("PUT cirrus", "activate cirrus", "modify borea", "release atlas");
    }

    @Test
    void ofANewConnectionEverythingIsOrdered() {
        Wanted wanted = Wanted.connection("acme");
        PathRecord first = wanted.plan(MBPS, "atlas");
        assertThat(preview("acme", first.toBuilder().setSequence(0).build()).getLegsList())
                .extracting(LegChange::getAction)
                .containsExactly(LegAction.LEG_ACTION_ORDER);
        assertThat(carriers.log(wanted.connectionId)).isEmpty();
    }

    @Test
    void anAdapterDeclaresWhatItsModificationsDo() throws IOException {
        Wanted wanted = Wanted.connection("acme");
        PathRecord changed = null;
        for (OutageClass declared : List.of(OutageClass.OUTAGE_CLASS_BRIEF, OutageClass.OUTAGE_CLASS_UNSPECIFIED)) {
            BookAdapter book = new BookAdapter(declared, "remote");
            try (AdapterServer _ = AdapterServer.serving(book)
                    .withToken(ProvisioningStack.ADAPTER_TOKEN)
                    .listen("127.0.0.1", ProvisioningStack.adapterPort())) {
                if (changed == null) {
                    active(wanted, "remote", "atlas");
                    changed = wanted.plan(50 * MBPS, "remote", "atlas");
                }
                PathRecord asked = changed;
                // Until it is noticed that another adapter answers.
                await().ignoreExceptions().untilAsserted(() -> assertDeclared(declared, preview("acme", asked)));
            }
        }
        PathRecord asked = changed;
        await().untilAsserted(() -> assertThat(
                        fails(Code.UNAVAILABLE, () -> preview("acme", asked)).getMessage())
                .contains("adapter of provider 'remote'"));
    }

    private static void assertDeclared(OutageClass declared, PreviewedRollout foreseen) {
        if (declared == OutageClass.OUTAGE_CLASS_UNSPECIFIED) {
            assertThat(foreseen.getLegsList()).isEmpty();
            assertThat(foreseen.getRefusal().getProviderId()).isEqualTo("remote");
            assertThat(foreseen.getRefusal().getLinkIdsList()).containsExactly("remote-lon-par-1");
            assertThat(foreseen.getRefusal().getReason()).startsWith("UNSUPPORTED");
        } else {
            assertThat(foreseen.getLegsList())
                    .extracting(LegChange::getOutage)
                    .containsExactly(declared, OutageClass.OUTAGE_CLASS_HITLESS);
        }
    }

    @Test
    void aRecordThatHasNotArrivedIsNotGuessedAt() {
        Wanted wanted = active(Wanted.connection("acme"), "atlas");
        wanted.plan(MBPS, "borea");
        PathRecord later = wanted.plan(MBPS, "cirrus");
        assertThat(fails(
                                Code.UNAVAILABLE,
                                () -> preview(
                                        "acme", later.toBuilder().setSequence(9).build()))
                        .getMessage())
                .contains("Record 8", "provisioning");
    }

    @Test
    void anotherTenantsConnectionIsNotThere() {
        Wanted wanted = active(Wanted.connection("acme"), "atlas");
        PathRecord next = wanted.plan(MBPS, "borea");
        StatusRuntimeException foreign = fails(Code.NOT_FOUND, () -> preview("globex", next));
        Wanted none = Wanted.connection("acme");
        StatusRuntimeException unknown = fails(Code.NOT_FOUND, () -> preview("globex", none.plan(MBPS, "borea")));
        assertThat(foreign.getMessage().replace(wanted.connectionId, "?"))
                .isEqualTo(unknown.getMessage().replace(none.connectionId, "?"));
        assertThat(Client.operator()
                        .provisioning()
                        .previewPlans(request(next))
                        .getConnections(0)
                        .getLegsList())
                .extracting(leg -> leg.getAction().name().toLowerCase(Locale.ROOT))
                .containsExactly("leg_action_order", "leg_action_release");
    }

    @Test
    void aQuestionThatMeansNothingIsRefused() {
        Wanted wanted = Wanted.connection("acme");
        PlannedConnection once = request(wanted.plan(MBPS, "atlas")).getConnections(0);
        for (PreviewPlansRequest bad : List.of(
                PreviewPlansRequest.getDefaultInstance(),
                PreviewPlansRequest.newBuilder()
                        .addConnections(once)
                        .addConnections(once)
                        .build(),
                PreviewPlansRequest.newBuilder()
                        .addConnections(once.toBuilder()
                                .setSequence(0)
                                .setPlan(once.getPlan().toBuilder().clearLegs()))
                        .build())) {
            fails(
                    Code.INVALID_ARGUMENT,
                    () -> Client.ofTenant("acme").provisioning().previewPlans(bad));
        }
    }

    private Wanted active(Wanted wanted, String... providerIds) {
        wanted.send(wanted.plan(100 * MBPS, providerIds));
        bus.awaitTold(wanted, "ACTIVATED 1", "OLD_LEGS_RELEASED 1");
        return wanted;
    }

    private static PreviewedRollout preview(String tenantId, PathRecord next) {
        return Client.ofTenant(tenantId)
                .provisioning()
                .previewPlans(request(next))
                .getConnections(0);
    }

    /** Asked before the record is written: the one before it must be known. */
    private static PreviewPlansRequest request(PathRecord next) {
        return PreviewPlansRequest.newBuilder()
                .addConnections(PlannedConnection.newBuilder()
                        .setConnectionId(next.getConnectionId())
                        .setPlan(next.getPlan())
                        .setSequence(Math.max(0, next.getSequence() - 1)))
                .build();
    }

    private static StatusRuntimeException fails(Code code, Runnable call) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(failure).isNotNull();
        assertThat(failure.getStatus().getCode()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }
}
