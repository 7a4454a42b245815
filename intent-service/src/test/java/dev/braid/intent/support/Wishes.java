package dev.braid.intent.support;

import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.Shape;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.path.v1.Metric;
import dev.braid.api.path.v1.Objectives;
import dev.braid.api.port.v1.CreatePortRequest;
import dev.braid.api.port.v1.Port;
import dev.braid.api.port.v1.PortKind;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** What tenants of tests usually ask. */
public final class Wishes {
    private Wishes() {}

    public static Port port(String portId, String locationId) {
        return Port.newBuilder()
                .setPortId(portId)
                .setDisplayName("Port " + portId)
                .setKind(PortKind.PORT_KIND_DATA_CENTER)
                .setLocationId(locationId)
                .setBandwidthBps(10_000_000_000L)
                .build();
    }

    /** Ports of these ids, each at a location of its own. */
    public static void createPorts(Client client, String... portIds) {
        for (String portId : portIds) {
            client.ports()
                    .createPort(CreatePortRequest.newBuilder()
                            .setPort(port(portId, "loc-" + portId))
                            .build());
        }
    }

    public static IntentSpec pair(String a, String z) {
        return IntentSpec.newBuilder()
                .setDisplayName("a pair")
                .setShape(Shape.SHAPE_POINT_TO_POINT)
                .addPortIds(a)
                .addPortIds(z)
                .setBandwidthBps(1_000_000_000)
                .setObjectives(
                        Objectives.newBuilder().setMetric(Metric.METRIC_LATENCY).setMaxLatencyUs(20_000))
                .build();
    }

    public static IntentSpec mesh(List<String> portIds) {
        return pair("x", "y").toBuilder()
                .setShape(Shape.SHAPE_FULL_MESH)
                .clearPortIds()
                .addAllPortIds(portIds)
                .build();
    }

    public static SubmitIntentRequest submit(String intentId, IntentSpec spec) {
        return SubmitIntentRequest.newBuilder()
                .setIntentId(intentId)
                .setSpec(spec)
                .build();
    }

    /** The pair {@code left} to {@code right} of a tenant that has neither port yet. */
    public static Intent submitPair(Client client, String intentId) {
        createPorts(client, "left", "right");
        return client.intents()
                .submitIntent(submit(intentId, pair("left", "right")))
                .getIntent();
    }

    public static Intent get(Client client, String intentId) {
        return client.intents()
                .getIntent(GetIntentRequest.newBuilder().setIntentId(intentId).build())
                .getIntent();
    }

    /** The intent as soon as it is as it should be. */
    public static Intent await(Client client, String intentId, Predicate<Intent> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Intent intent = get(client, intentId);
        while (!wanted.test(intent)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain; the intent is now: " + intent);
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            intent = get(client, intentId);
        }
        return intent;
    }
}
