package dev.braid.intent;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.GetSlaReportRequest;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.ListSlaReportsRequest;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.WatchIntentRequest;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.DeletePortRequest;
import dev.braid.api.port.v1.GetPortRequest;
import dev.braid.api.port.v1.ListPortsRequest;
import dev.braid.api.quote.v1.QualifyIntentRequest;
import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.GetTenantRequest;
import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.Wishes;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;

/** How one tenant tries to reach the objects of another, by method. */
final class CrossTenantAttempts {
    /** Stands in everything that the victim writes. */
    static final String MARKER = "zebra";

    private CrossTenantAttempts() {}

    /** What the attacker sends, and what it may get: a refusal, or OK for something of its own. */
    record Attempt(Message request, Code expected) {}

    /** At least one for each method. */
    static Map<String, List<Attempt>> byMethod(Client victim) {
        String other = victim.tenantId();
        String token = victim.ports()
                .listPorts(ListPortsRequest.newBuilder().setPageSize(1).build())
                .getNextPageToken();
        return Map.ofEntries(
                attempt(
                        "TenantService/CreateTenant",
                        CreateTenantRequest.newBuilder()
                                .setTenant(
                                        Tenant.newBuilder().setTenantId(other).setDisplayName("x"))
                                .build(),
                        Code.PERMISSION_DENIED),
                attempt(
                        "TenantService/GetTenant",
                        GetTenantRequest.newBuilder().setTenantId(other).build(),
                        Code.NOT_FOUND),
                attempt("TenantService/ListTenants", ListTenantsRequest.getDefaultInstance(), Code.PERMISSION_DENIED),
                Map.entry(
                        "PortService/CreatePort",
                        List.of(new Attempt(
                                CreatePortRequest.newBuilder()
                                        .setPort(Wishes.port("own-" + System.nanoTime(), "x").toBuilder()
                                                .setTenantId(other))
                                        .build(),
                                Code.OK))),
                Map.entry(
                        "PortService/GetPort",
                        List.of(
                                new Attempt(
                                        GetPortRequest.newBuilder()
                                                .setPortId(MARKER + "-left")
                                                .build(),
                                        Code.NOT_FOUND),
                                new Attempt(
                                        GetPortRequest.newBuilder()
                                                .setPortId(MARKER + "-left")
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED))),
                Map.entry(
                        "PortService/ListPorts",
                        List.of(
                                new Attempt(ListPortsRequest.getDefaultInstance(), Code.OK),
                                new Attempt(
                                        ListPortsRequest.newBuilder()
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED),
                                new Attempt(
                                        ListPortsRequest.newBuilder()
                                                .setPageToken(token)
                                                .build(),
                                        Code.INVALID_ARGUMENT))),
                attempt(
                        "PortService/DeletePort",
                        DeletePortRequest.newBuilder()
                                .setPortId(MARKER + "-left")
                                .build(),
                        Code.NOT_FOUND),
                attempt("IntentService/SubmitIntent", Wishes.submit(MARKER, spec()), Code.INVALID_ARGUMENT),
                attempt(
                        "IntentService/UpdateIntent",
                        UpdateIntentRequest.newBuilder()
                                .setIntentId(MARKER)
                                .setSpec(IntentSpec.newBuilder().setDisplayName("stolen"))
                                .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                                .build(),
                        Code.NOT_FOUND),
                attempt(
                        "IntentService/TerminateIntent",
                        TerminateIntentRequest.newBuilder().setIntentId(MARKER).build(),
                        Code.NOT_FOUND),
                Map.entry(
                        "IntentService/GetIntent",
                        List.of(
                                new Attempt(
                                        GetIntentRequest.newBuilder()
                                                .setIntentId(MARKER)
                                                .build(),
                                        Code.NOT_FOUND),
                                new Attempt(
                                        GetIntentRequest.newBuilder()
                                                .setIntentId(MARKER)
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED))),
                attempt(
                        "IntentService/ListDecisions",
                        ListDecisionsRequest.newBuilder()
                                .setConnectionId(other + "." + MARKER + ".1")
                                .build(),
                        Code.NOT_FOUND),
                Map.entry(
                        "IntentService/ListIntents",
                        List.of(
                                new Attempt(ListIntentsRequest.getDefaultInstance(), Code.OK),
                                new Attempt(
                                        ListIntentsRequest.newBuilder()
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED))),
                Map.entry(
                        "IntentService/WatchIntent",
                        List.of(
                                new Attempt(
                                        WatchIntentRequest.newBuilder()
                                                .setIntentId(MARKER)
                                                .build(),
                                        Code.NOT_FOUND),
                                new Attempt(
                                        WatchIntentRequest.newBuilder()
                                                .setIntentId(MARKER)
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED))),
                Map.entry(
                        "SlaService/GetSlaReport",
                        List.of(
                                new Attempt(
                                        GetSlaReportRequest.newBuilder()
                                                .setIntentId(MARKER)
                                                .build(),
                                        Code.NOT_FOUND),
                                new Attempt(
                                        GetSlaReportRequest.newBuilder()
                                                .setIntentId(MARKER)
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED))),
                Map.entry(
                        "SlaService/ListSlaReports",
                        List.of(
                                new Attempt(ListSlaReportsRequest.getDefaultInstance(), Code.OK),
                                new Attempt(
                                        ListSlaReportsRequest.newBuilder()
                                                .setTenantId(other)
                                                .build(),
                                        Code.PERMISSION_DENIED))),
                attempt(
                        "QuoteService/QualifyIntent",
                        QualifyIntentRequest.newBuilder().setSpec(spec()).build(),
                        Code.INVALID_ARGUMENT));
    }

    private static Map.Entry<String, List<Attempt>> attempt(String method, Message request, Code expected) {
        return Map.entry(method, List.of(new Attempt(request, expected)));
    }

    /** The victim's wish. */
    static IntentSpec spec() {
        return Wishes.pair(MARKER + "-left", MARKER + "-right");
    }
}
