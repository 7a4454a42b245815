package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.PendingOn;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.provisioning.v1.GetProvisionedConnectionRequest;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.WaitingLeg;
import dev.braid.local.client.Carriers;
import dev.braid.local.demo.HandSeller.ProductOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a tenant is told of an intent that waits for people, from when it is told first, and what its carriers hold. */
final class WaitingPage {
    private final TestSystem system;
    private final ThreeCarriers intent;
    private final HandSeller seller;
    private final Intent first;
    private final WaitingLeg leg;
    private final List<Carriers.Order> held;

    WaitingPage(TestSystem system, ThreeCarriers intent, HandSeller seller) {
        this.system = system;
        this.intent = intent;
        this.seller = seller;
        first = intent.awaitWaiting();
        assertThat(waitingLegs(first)).hasSize(1);
        leg = waitingLegs(first).getFirst();
        held = intent.held();
    }

    /** Whom it waits for, for what, since when and until when; all is held, and nothing carries traffic. */
    void says(Duration leadTime) {
        String byHand = intent.route().byHand();
        assertThat(first.getState()).isEqualTo(IntentState.INTENT_STATE_PROVISIONING);
        assertThat(first.getConnections(0).getActiveRevision()).isZero();
        assertThat(leg.getProviderId()).isEqualTo(byHand);
        assertThat(leg.getState()).isEqualTo(LegState.LEG_STATE_PENDING);
        assertThat(leg.getLinkIdsList()).isNotEmpty().allMatch(link -> link.startsWith(byHand));
        PendingOn pending = first.getPendingOn();
        assertThat(pending.getParty()).isEqualTo(byHand);
        assertThat(pending.getReason()).contains(leg.getLegId(), order().id(), "acknowledged");
        assertThat(instant(pending.getSinceTime())).isBetween(Instant.now().minus(TestSystem.PATIENCE), Instant.now());
        assertThat(Duration.between(instant(pending.getSinceTime()), until())).isEqualTo(leadTime);
        assertThat(held)
                .extracting(Carriers.Order::providerId)
                .containsExactlyElementsOf(intent.route().carriers());
        assertThat(held).extracting(Carriers.Order::state).containsOnly("HELD");
    }

    /** As soon as every service answers again they know what they knew, and nobody has ordered anything twice. */
    void isRemembered() {
        Patience.until(this::toldByProvisioning, List.of(leg.getLegId())::equals);
        Patience.until(this::phase, PathPhase.PATH_PHASE_PLANNED::equals);
        saysTheSame();
        assertThat(intent.held()).isEqualTo(held);
        order();
    }

    /** Until the days are over the tenant is told the same; then traffic flows. */
    void holdsUntilTheDaysAreOver() {
        Patience.until(
                () -> {
                    Intent read = intent.read();
                    if (Instant.now().isBefore(until())) {
                        assertThat(read.getPendingOn()).isEqualTo(first.getPendingOn());
                    }
                    return read.getState();
                },
                IntentState.INTENT_STATE_ACTIVE::equals);
        assertThat(Instant.now()).isAfterOrEqualTo(until());
        isOver();
    }

    /** Somebody says yes before the days are over, and traffic flows. */
    void endsWhenSomebodySaysYes() {
        saysTheSame();
        accept();
        intent.awaitState(IntentState.INTENT_STATE_ACTIVE);
        isOver();
    }

    /** Somebody of the seller says yes. */
    void accept() {
        seller.accept(order());
    }

    /** Or no. */
    void reject(String reason) {
        seller.reject(order(), reason);
    }

    /** Whether after a no people are asked for another leg; if not, the intent has been rejected. */
    boolean isAskedForAnotherWay() {
        Intent next = Patience.until(
                intent::read,
                it -> it.getState() == IntentState.INTENT_STATE_REJECTED
                        || waitingLegs(it).stream()
                                .anyMatch(waiting -> !waiting.getLegId().equals(leg.getLegId())));
        return next.getState() != IntentState.INTENT_STATE_REJECTED;
    }

    /** The only product order that the seller ever had for the leg. */
    private ProductOrder order() {
        List<ProductOrder> orders = seller.productOrders(leg.getLegId());
        assertThat(orders).hasSize(1);
        return orders.getFirst();
    }

    /** Whatever the seller had for the leg is done or called off. */
    void isClosed() {
        assertThat(seller.productOrders(leg.getLegId())).isNotEmpty().noneMatch(ProductOrder::open);
    }

    private void saysTheSame() {
        Intent now = Patience.until(intent::read, _ -> true);
        assertThat(now.getPendingOn()).isEqualTo(first.getPendingOn());
        assertThat(waitingLegs(now)).containsExactly(leg);
    }

    private void isOver() {
        Intent active = intent.read();
        assertThat(active.hasPendingOn()).isFalse();
        assertThat(waitingLegs(active)).isEmpty();
        assertThat(intent.held())
                .extracting(Carriers.Order::clientReference)
                .isEqualTo(held.stream().map(Carriers.Order::clientReference).toList());
        assertThat(intent.held()).extracting(Carriers.Order::state).containsOnly("IN_SERVICE");
        order();
    }

    private List<String> toldByProvisioning() {
        return system
                .client
                .allProvisioning()
                .getProvisionedConnection(GetProvisionedConnectionRequest.newBuilder()
                        .setConnectionId(intent.connectionId())
                        .build())
                .getConnection()
                .getLegsList()
                .stream()
                .filter(Leg::hasPendingOn)
                .map(Leg::getLegId)
                .toList();
    }

    private PathPhase phase() {
        return system.client
                .allPaths()
                .getPath(GetPathRequest.newBuilder()
                        .setConnectionId(intent.connectionId())
                        .build())
                .getPath()
                .getPhase();
    }

    private Instant until() {
        return instant(first.getPendingOn().getExpireTime());
    }

    private static List<WaitingLeg> waitingLegs(Intent intent) {
        return intent.getConnectionsList().stream()
                .flatMap(it -> it.getWaitingLegsList().stream())
                .toList();
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
