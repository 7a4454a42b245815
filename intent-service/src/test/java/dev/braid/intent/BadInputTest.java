package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.WatchIntentRequest;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.DeletePortRequest;
import dev.braid.api.port.v1.GetPortRequest;
import dev.braid.api.port.v1.ListPortsRequest;
import dev.braid.api.port.v1.Port;
import dev.braid.api.quote.v1.QualifyIntentRequest;
import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Calls;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.PathServer;
import dev.braid.intent.support.Wishes;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input on every method that the contracts list: the field is named, nothing changes, the refusal is counted. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class BadInputTest {
    private record Bad(Message request, String field) {}

    @Inject
    MeterRegistry meters;

    static Stream<String> methods() {
        return Calls.methods();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void badInputNamesItsFieldChangesNothingAndIsCounted(String method) throws SQLException {
        Client tenant = Client.ofNewTenant();
        Wishes.submitPair(tenant, "good");
        Client caller = method.startsWith("TenantService") ? Client.operator() : tenant;
        List<Bad> bads = bads().get(method);
        assertThat(bads).as("bad input for %s", method).isNotEmpty();
        List<String> before = rows(tenant.tenantId());
        double counted = counted(method);
        for (Bad bad : bads) {
            StatusRuntimeException refusal = catchThrowableOfType(
                    StatusRuntimeException.class, () -> Calls.call(caller.channel(), method, bad.request()));
            assertThat(refusal).as("%s took %s", method, bad.request()).isNotNull();
            assertThat(refusal.getStatus().getCode()).as(refusal.toString()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(Client.fields(refusal)).as(refusal.toString()).contains(bad.field());
        }
        assertThat(rows(tenant.tenantId())).isEqualTo(before);
        assertThat(counted(method) - counted).isEqualTo(bads.size());
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedUnread() {
        String name = "x".repeat(5_000_000);
        StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> Client.ofNewTenant()
                        .intents()
                        .submitIntent(Wishes.submit(
                                "large",
                                Wishes.pair("left", "right").toBuilder()
                                        .setDisplayName(name)
                                        .build())));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void anOperatorHasToSayWhoseIntentItMeans() {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> Wishes.get(Client.operator(), "good"));
        assertThat(Client.fields(refusal)).containsExactly("tenant_id");
    }

    private static Map<String, List<Bad>> bads() {
        IntentSpec good = Wishes.pair("left", "right");
        Port port = Wishes.port("new", "lon-1");
        List<Bad> submissions = new ArrayList<>(specs().stream()
                .map(bad -> new Bad(Wishes.submit("bad", (IntentSpec) bad.request()), bad.field()))
                .toList());
        for (String id : List.of("", "a", "UPPER", "dot.ted", "-x", "x-", "ü", "x".repeat(64), "a\u0000b")) {
            submissions.add(new Bad(Wishes.submit(id, good), "intent_id"));
        }
        submissions.add(
                new Bad(SubmitIntentRequest.newBuilder().setIntentId("bad").build(), "spec"));
        return Map.ofEntries(
                Map.entry("IntentService/SubmitIntent", submissions),
                Map.entry(
                        "QuoteService/QualifyIntent",
                        specs().stream()
                                .map(bad -> new Bad(
                                        QualifyIntentRequest.newBuilder()
                                                .setSpec((IntentSpec) bad.request())
                                                .build(),
                                        bad.field()))
                                .toList()),
                Map.entry("IntentService/UpdateIntent", updates()),
                Map.entry(
                        "IntentService/TerminateIntent",
                        List.of(new Bad(TerminateIntentRequest.getDefaultInstance(), "intent_id"))),
                Map.entry(
                        "IntentService/GetIntent",
                        List.of(
                                new Bad(GetIntentRequest.getDefaultInstance(), "intent_id"),
                                new Bad(
                                        GetIntentRequest.newBuilder()
                                                .setIntentId("x".repeat(65))
                                                .build(),
                                        "intent_id"))),
                Map.entry(
                        "IntentService/WatchIntent",
                        List.of(new Bad(WatchIntentRequest.getDefaultInstance(), "intent_id"))),
                Map.entry(
                        "IntentService/ListIntents",
                        List.of(
                                new Bad(
                                        ListIntentsRequest.newBuilder()
                                                .setPageSize(-1)
                                                .build(),
                                        "page_size"),
                                new Bad(
                                        ListIntentsRequest.newBuilder()
                                                .setPageSize(1_001)
                                                .build(),
                                        "page_size"),
                                new Bad(
                                        ListIntentsRequest.newBuilder()
                                                .setPageToken("!")
                                                .build(),
                                        "page_token"),
                                new Bad(
                                        ListIntentsRequest.newBuilder()
                                                .setPageToken("aaaa")
                                                .build(),
                                        "page_token"),
                                new Bad(
                                        ListIntentsRequest.newBuilder()
                                                .addStatesValue(0)
                                                .build(),
                                        "states[0]"),
                                new Bad(
                                        ListIntentsRequest.newBuilder()
                                                .addStatesValue(99)
                                                .build(),
                                        "states[0]"))),
                Map.entry(
                        "PortService/CreatePort",
                        List.of(
                                new Bad(CreatePortRequest.getDefaultInstance(), "port"),
                                new Bad(create(port.toBuilder().clearPortId()), "port.port_id"),
                                new Bad(create(port.toBuilder().setPortId("Port 1")), "port.port_id"),
                                new Bad(create(port.toBuilder().setKindValue(0)), "port.kind"),
                                new Bad(create(port.toBuilder().setKindValue(77)), "port.kind"),
                                new Bad(create(port.toBuilder().clearLocationId()), "port.location_id"),
                                new Bad(create(port.toBuilder().setLocationId(PathServer.NOWHERE)), "port.location_id"),
                                new Bad(create(port.toBuilder().setBandwidthBps(0)), "port.bandwidth_bps"),
                                new Bad(create(port.toBuilder().setBandwidthBps(-1)), "port.bandwidth_bps"),
                                new Bad(create(port.toBuilder().setBandwidthBps(Long.MAX_VALUE)), "port.bandwidth_bps"),
                                new Bad(
                                        create(port.toBuilder().setDisplayName("x".repeat(129))),
                                        "port.display_name"))),
                Map.entry("PortService/GetPort", List.of(new Bad(GetPortRequest.getDefaultInstance(), "port_id"))),
                Map.entry(
                        "PortService/ListPorts",
                        List.of(
                                new Bad(
                                        ListPortsRequest.newBuilder()
                                                .setPageSize(-1)
                                                .build(),
                                        "page_size"),
                                new Bad(
                                        ListPortsRequest.newBuilder()
                                                .setPageToken("?")
                                                .build(),
                                        "page_token"))),
                Map.entry(
                        "PortService/DeletePort", List.of(new Bad(DeletePortRequest.getDefaultInstance(), "port_id"))),
                Map.entry(
                        "TenantService/CreateTenant",
                        List.of(
                                new Bad(CreateTenantRequest.getDefaultInstance(), "tenant"),
                                new Bad(tenant("*", "x"), "tenant.tenant_id"),
                                new Bad(tenant("a.b", "x"), "tenant.tenant_id"),
                                new Bad(tenant("acme", ""), "tenant.display_name"))),
                Map.entry(
                        "TenantService/GetTenant",
                        List.of(new Bad(GetTenantRequest.getDefaultInstance(), "tenant_id"))),
                Map.entry(
                        "TenantService/ListTenants",
                        List.of(
                                new Bad(
                                        ListTenantsRequest.newBuilder()
                                                .setPageSize(-5)
                                                .build(),
                                        "page_size"),
                                new Bad(
                                        ListTenantsRequest.newBuilder()
                                                .setPageToken("x")
                                                .build(),
                                        "page_token"))));
    }

    /** Specs that no tenant with the ports {@code left} and {@code right} can mean. */
    private static List<Bad> specs() {
        IntentSpec good = Wishes.pair("left", "right");
        return List.of(
                new Bad(good.toBuilder().setShapeValue(0).build(), "spec.shape"),
                new Bad(good.toBuilder().setShapeValue(9).build(), "spec.shape"),
                new Bad(good.toBuilder().clearPortIds().build(), "spec.port_ids"),
                new Bad(good.toBuilder().setPortIds(1, "left").build(), "spec.port_ids"),
                new Bad(good.toBuilder().addPortIds("third").build(), "spec"),
                new Bad(good.toBuilder().setHubPortId("left").build(), "spec"),
                new Bad(good.toBuilder().setShape(Shape.SHAPE_HUB_AND_SPOKE).build(), "spec"),
                new Bad(good.toBuilder().setPortIds(1, "unknown").build(), "spec.port_ids[1]"),
                new Bad(
                        good.toBuilder()
                                .setPortIds(0, "'; drop table ports; --")
                                .build(),
                        "spec.port_ids[0]"),
                new Bad(good.toBuilder().setBandwidthBps(0).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(-1).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(999_999).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(10_000_000_001L).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setBandwidthBps(Long.MAX_VALUE).build(), "spec.bandwidth_bps"),
                new Bad(good.toBuilder().setDisplayName("x".repeat(129)).build(), "spec.display_name"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setMaxLatencyUs(0))
                                .build(),
                        "spec.objectives.max_latency_us"),
                new Bad(
                        good.toBuilder()
                                .setObjectives(Objectives.newBuilder().setMetricValue(5))
                                .build(),
                        "spec.objectives.metric"),
                new Bad(
                        good.toBuilder()
                                .setConstraints(Constraints.newBuilder().addAllowedCountryCodes("gb"))
                                .build(),
                        "spec.constraints.allowed_country_codes[0]"));
    }

    private static List<Bad> updates() {
        IntentSpec wide =
                IntentSpec.newBuilder().setBandwidthBps(10_000_000_001L).build();
        IntentSpec none = IntentSpec.getDefaultInstance();
        return List.of(
                new Bad(UpdateIntentRequest.newBuilder().setIntentId("good").build(), "update_mask"),
                new Bad(update(none), "update_mask"),
                new Bad(update(none, "shape"), "update_mask"),
                new Bad(update(none, "port_ids"), "update_mask"),
                new Bad(update(none, "objectives.nothing"), "update_mask"),
                new Bad(update(none, "*"), "update_mask"),
                new Bad(update(none, "bandwidth_bps"), "spec.bandwidth_bps"),
                new Bad(update(wide, "bandwidth_bps"), "spec.bandwidth_bps"),
                new Bad(
                        update(
                                IntentSpec.newBuilder()
                                        .setDisplayName("x".repeat(129))
                                        .build(),
                                "display_name"),
                        "spec.display_name"),
                new Bad(
                        update(
                                IntentSpec.newBuilder()
                                        .setObjectives(Objectives.newBuilder().setMaxLatencyUs(-1))
                                        .build(),
                                "objectives.max_latency_us"),
                        "spec.objectives.max_latency_us"),
                new Bad(
                        update(
                                IntentSpec.newBuilder()
                                        .setObjectives(Objectives.newBuilder().setMetricValue(42))
                                        .build(),
                                "objectives.metric"),
                        "spec.objectives.metric"),
                new Bad(
                        update(wide, "display_name").toBuilder()
                                .setExpectedGeneration(-1)
                                .build(),
                        "expected_generation"),
                new Bad(
                        update(wide, "display_name").toBuilder()
                                .setRequestId("x".repeat(65))
                                .build(),
                        "request_id"));
    }

    private static UpdateIntentRequest update(IntentSpec spec, String... paths) {
        return UpdateIntentRequest.newBuilder()
                .setIntentId("good")
                .setSpec(spec)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths)))
                .build();
    }

    private static CreatePortRequest create(Port.Builder port) {
        return CreatePortRequest.newBuilder().setPort(port).build();
    }

    private static CreateTenantRequest tenant(String tenantId, String displayName) {
        return CreateTenantRequest.newBuilder()
                .setTenant(Tenant.newBuilder().setTenantId(tenantId).setDisplayName(displayName))
                .build();
    }

    private double counted(String method) {
        return meters.find("braid.refused.calls").tag("code", Code.INVALID_ARGUMENT.name()).counters().stream()
                .filter(counter -> counter.getId().getTag("method").endsWith("." + method))
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Everything that the database holds of the tenant. */
    private static List<String> rows(String tenantId) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("ports", "intents", "connections", "handled_requests", "tenants")) {
                String owner = table.equals("tenants") ? "" : " where tenant_id = '" + tenantId + "'";
                try (ResultSet found =
                        statement.executeQuery("select t::text from " + table + " t" + owner + " order by 1")) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        return rows;
    }
}
