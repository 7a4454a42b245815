package dev.braid.local.demo;

import static dev.braid.api.intent.v1.Shape.SHAPE_POINT_TO_POINT;
import static dev.braid.api.path.v1.Metric.METRIC_LATENCY;

import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.path.v1.Constraints;
import dev.braid.local.client.Carriers;
import java.util.List;

/** An intent that no path carries out but one over three carriers, of which the one in the middle works by hand. */
final class ThreeCarriers {
    static final String FIRST = "norrvane";

    private static final String TENANT = "acme";
    private static final long BPS = 10_000_000;

    private final TestSystem system;
    private final Route route;
    private final DemoOrder order;
    private final Run run;

    ThreeCarriers(TestSystem system, Route route) {
        this.system = system;
        this.route = route;
        this.order = new DemoOrder(
                TENANT,
                "by-hand",
                "Rome to " + route.end,
                SHAPE_POINT_TO_POINT,
                BPS,
                METRIC_LATENCY,
                0,
                List.of("rom-dc1", route.end));
        this.run = new Run(system, List.of(order));
    }

    /** From Rome, where only Norrvane is, to where only another carrier is, which meets Norrvane nowhere. */
    enum Route {
        SEOUL("sel-dc1", "duneway", "pacifane"),
        MEXICO("mex-dc1", "swiftglass", "cordillon");

        private final String end;
        private final String byHand;
        private final String last;

        Route(String end, String byHand, String last) {
            this.end = end;
            this.byHand = byHand;
            this.last = last;
        }

        String byHand() {
            return byHand;
        }

        String last() {
            return last;
        }

        List<String> carriers() {
            return List.of(FIRST, byHand, last);
        }
    }

    Route route() {
        return route;
    }

    void submit() {
        system.client
                .intents(TENANT)
                .submitIntent(SubmitIntentRequest.newBuilder()
                        .setIntentId(order.intentId(run.id))
                        .setSpec(order.spec().toBuilder()
                                .setConstraints(Constraints.newBuilder().addAllAllowedProviderIds(route.carriers())))
                        .build());
    }

    void changeBandwidth(int times) {
        run.changeBandwidth(times);
    }

    void terminate() {
        system.client
                .intents(TENANT)
                .terminateIntent(TerminateIntentRequest.newBuilder()
                        .setIntentId(order.intentId(run.id))
                        .build());
    }

    /** As its tenant sees it. */
    Intent read() {
        return system.client
                .intents(TENANT)
                .getIntent(GetIntentRequest.newBuilder()
                        .setIntentId(order.intentId(run.id))
                        .build())
                .getIntent();
    }

    /** The intent as soon as its tenant is told of a leg that waits for people, and the other carriers hold theirs. */
    Intent awaitWaiting() {
        Patience.until(this::held, held -> held.size() == route.carriers().size());
        return Patience.until(
                this::read,
                intent -> intent.getConnectionsList().stream()
                        .anyMatch(connection -> connection.getWaitingLegsCount() > 0));
    }

    void awaitState(IntentState state) {
        Patience.until(this::read, intent -> intent.getState() == state);
    }

    void awaitInService(String carrier) {
        Patience.until(() -> heldBy(carrier), held -> held.getFirst().state().equals("IN_SERVICE"));
    }

    /** What its carriers hold for it. */
    List<Carriers.Order> held() {
        return route.carriers().stream()
                .flatMap(carrier -> heldBy(carrier).stream())
                .toList();
    }

    private List<Carriers.Order> heldBy(String carrier) {
        return system.carriers.orders(carrier).stream()
                .filter(it -> it.clientReference().contains(run.id))
                .toList();
    }

    void awaitNothingHeld() {
        awaitState(IntentState.INTENT_STATE_TERMINATED);
        awaitNoneHeld();
    }

    void awaitNoneHeld() {
        run.awaitNothingHeld();
    }

    String connectionId() {
        return "%s.%s.1".formatted(TENANT, order.intentId(run.id));
    }
}
