package dev.braid.intent;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.WatchIntentRequest;
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
import dev.braid.intent.support.PathServer;
import dev.braid.intent.support.Wishes;
import dev.braid.platform.paging.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that no method can take, by method. */
final class BadRequests {
    /** A request, and the field that is at fault. */
    record Bad(Message request, String field) {}

    private BadRequests() {}

    /** At least one for each method. */
    static Map<String, List<Bad>> byMethod() {
        IntentSpec good = Wishes.pair("left", "right");
        Port port = Wishes.port("new", "lon-1");
        List<Bad> submissions = new ArrayList<>(BadSpecs.all().stream()
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
                        BadSpecs.all().stream()
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
                        "IntentService/ListDecisions",
                        List.of(
                                new Bad(ListDecisionsRequest.getDefaultInstance(), "connection_id"),
                                new Bad(decisions("x".repeat(129)).build(), "connection_id"),
                                new Bad(decisions("t.good.1").setPageSize(-1).build(), "page_size"),
                                new Bad(decisions("t.good.1").setPageSize(201).build(), "page_size"),
                                new Bad(decisions("t.good.1").setPageToken("!").build(), "page_token"),
                                new Bad(
                                        decisions("t.good.1")
                                                .setPageToken("aaaa")
                                                .build(),
                                        "page_token"),
                                new Bad(
                                        decisions("t.good.1")
                                                .setPageToken(PageToken.encode("soon", "decision", "t.good.1"))
                                                .build(),
                                        "page_token"))),
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
                Map.entry("SlaService/GetSlaReport", BadMonths.ofAnIntent()),
                Map.entry("SlaService/ListSlaReports", BadMonths.ofAList()),
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

    private static List<Bad> updates() {
        IntentSpec wide =
                IntentSpec.newBuilder().setBandwidthBps(10_000_000_001L).build();
        IntentSpec none = IntentSpec.getDefaultInstance();
        return List.of(
                new Bad(UpdateIntentRequest.newBuilder().setIntentId("good").build(), "update_mask"),
                new Bad(update(none), "update_mask"),
                new Bad(update(none, "shape"), "update_mask"),
                new Bad(update(none, "port_ids"), "update_mask"),
                new Bad(update(none, "hub_port_id"), "update_mask"),
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

    private static ListDecisionsRequest.Builder decisions(String connectionId) {
        return ListDecisionsRequest.newBuilder().setConnectionId(connectionId);
    }

    private static CreatePortRequest create(Port.Builder port) {
        return CreatePortRequest.newBuilder().setPort(port).build();
    }

    private static CreateTenantRequest tenant(String tenantId, String displayName) {
        return CreateTenantRequest.newBuilder()
                .setTenant(Tenant.newBuilder().setTenantId(tenantId).setDisplayName(displayName))
                .build();
    }
}
