package dev.braid.lab.braid;

import com.google.protobuf.FieldMask;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.Port;
import dev.braid.api.port.v1.PortKind;
import dev.braid.api.provisioning.v1.LegStep;
import dev.braid.api.provisioning.v1.ListLegStepsRequest;
import dev.braid.api.provisioning.v1.ListLegStepsResponse;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.GetConnectionHealthRequest;
import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.lab.build.LabFailed;
import dev.braid.lab.plan.CustomerPort;
import dev.braid.lab.plan.LabPlan;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.process.Health;
import dev.braid.local.process.Launcher;
import dev.braid.local.topology.TopologyApplier;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Braid as ./braid up runs it, on the network of a lab, buying from its agents; spoken to by its public API alone. */
public final class LabBraid implements AutoCloseable {
    private final Installation installation;
    private final Launcher launcher;
    private final BraidClient client;
    private final Map<String, String> connectionIds = new ConcurrentHashMap<>();

    private LabBraid(Installation installation, Launcher launcher) {
        this.installation = installation;
        this.launcher = launcher;
        this.client = new BraidClient(installation);
    }

    /** Returns when every service is ready and knows the network; the settings are lines of settings.properties. */
    public static LabBraid start(LabPlan plan, Path repository, List<String> settings) {
        try {
            Installation installation =
                    LabInstallation.create(plan, repository, repository.resolve("deploy/lab/target/braid"), settings);
            LabBraid braid = new LabBraid(installation, Launcher.up(installation, Terminal.quiet()));
            boolean known = false;
            try {
                TopologyApplier.Outcome _ = new TopologyApplier(braid.client).apply(LabTopology.of(plan));
                known = true;
                return braid;
            } finally {
                if (!known) {
                    braid.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public BraidClient client() {
        return client;
    }

    public Launcher launcher() {
        return launcher;
    }

    /** Whether one of its processes says that it is ready. */
    public boolean ready(Service service) {
        try (Health health = new Health()) {
            return health.ready(installation.settings().httpPort(service));
        }
    }

    /** Where its processes log. */
    public Path logs() {
        return installation.logs();
    }

    /** Lets a tenant attach at a port of the lab, under the name that the carrier's agent knows. */
    public void attach(String tenantId, CustomerPort port) {
        var _ = client.ports(tenantId)
                .createPort(CreatePortRequest.newBuilder()
                        .setPort(Port.newBuilder()
                                .setPortId(port.portId())
                                .setDisplayName(port.name())
                                .setKind(PortKind.PORT_KIND_SITE)
                                .setLocationId(port.node())
                                .setBandwidthBps(port.capacityBps()))
                        .build());
    }

    public void createTenant(String tenantId) {
        var _ = client.tenants()
                .createTenant(CreateTenantRequest.newBuilder()
                        .setTenant(Tenant.newBuilder().setTenantId(tenantId).setDisplayName(tenantId))
                        .build());
    }

    /** States that the tenant wants its two ports joined, under the name of the tenant. */
    public void want(Wish wish) {
        var _ = client.intents(wish.tenantId())
                .submitIntent(SubmitIntentRequest.newBuilder()
                        .setIntentId(wish.intentId())
                        .setSpec(spec(wish))
                        .build());
    }

    /** Wants the tenant's ports joined over another way from now on; which generation that is. */
    public long wantOver(Wish wish) {
        return client.intents(wish.tenantId())
                .updateIntent(UpdateIntentRequest.newBuilder()
                        .setIntentId(wish.intentId())
                        .setSpec(spec(wish))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("constraints"))
                        .build())
                .getIntent()
                .getGeneration();
    }

    private static IntentSpec spec(Wish wish) {
        return IntentSpec.newBuilder()
                .setDisplayName(wish.tenantId())
                .setShape(Shape.SHAPE_POINT_TO_POINT)
                .addPortIds(wish.a().portId())
                .addPortIds(wish.z().portId())
                .setBandwidthBps(wish.bandwidthBps())
                .setObjectives(
                        Objectives.newBuilder().setMetric(Metric.METRIC_LATENCY).setMaxLatencyUs(wish.maxLatencyUs()))
                .setConstraints(wish.constraints())
                .build();
    }

    /** Follows the intent, as the tenant, until it is closed. */
    public IntentFollower follow(Wish wish) {
        return new IntentFollower(client.intents(wish.tenantId()), wish.intentId());
    }

    /** What was commanded of its legs and what came of it, in the order in which it happened. */
    public List<LegStep> legSteps(Wish wish) {
        List<LegStep> steps = new ArrayList<>();
        String page = "";
        do {
            ListLegStepsResponse response = client.allProvisioning()
                    .listLegSteps(ListLegStepsRequest.newBuilder()
                            .setConnectionId(connectionId(wish))
                            .setPageSize(1000)
                            .setPageToken(page)
                            .build());
            steps.addAll(response.getStepsList());
            page = response.getNextPageToken();
        } while (!page.isEmpty());
        return steps;
    }

    /** Whether its newest plan carries traffic; throws LabFailed when it was rejected. */
    public boolean active(Wish wish) {
        Intent intent = intent(wish);
        if (intent.getState() == IntentState.INTENT_STATE_REJECTED) {
            throw new LabFailed("%s was rejected: %s"
                    .formatted(wish.intentId(), intent.getRejection().getMessage()));
        }
        if (intent.getState() != IntentState.INTENT_STATE_ACTIVE) {
            return false;
        }
        PathRecord path = path(wish);
        return path.getActiveRevision() == path.getPlan().getRevision();
    }

    /** What is planned for it, and which plan carries traffic. */
    public PathRecord path(Wish wish) {
        return client.allPaths()
                .getPath(GetPathRequest.newBuilder()
                        .setConnectionId(connectionId(wish))
                        .build())
                .getPath();
    }

    /** The newest judgement, if there is one. */
    public Optional<ConnectionHealth> health(Wish wish) {
        try {
            return Optional.of(client.telemetry()
                    .getConnectionHealth(GetConnectionHealthRequest.newBuilder()
                            .setConnectionId(connectionId(wish))
                            .build())
                    .getHealth());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Intent intent(Wish wish) {
        return client.intents(wish.tenantId())
                .getIntent(GetIntentRequest.newBuilder()
                        .setIntentId(wish.intentId())
                        .build())
                .getIntent();
    }

    private String connectionId(Wish wish) {
        return connectionIds.computeIfAbsent(
                wish.intentId(), _ -> intent(wish).getConnections(0).getConnectionId());
    }

    @Override
    public void close() {
        client.close();
        launcher.close();
    }
}
