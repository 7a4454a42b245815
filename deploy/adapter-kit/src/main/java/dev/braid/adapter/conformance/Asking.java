package dev.braid.adapter.conformance;

import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The commands of one order, all under the same terms until others are chosen. */
record Asking(
        Trial trial,
        String providerId,
        String reference,
        long revision,
        long epoch,
        Duration life,
        List<String> linkIds,
        long bandwidthBps,
        Ends ends) {

    Asking revision(long other) {
        return new Asking(trial, providerId, reference, other, epoch, life, linkIds, bandwidthBps, ends);
    }

    Asking epoch(long other) {
        return new Asking(trial, providerId, reference, revision, other, life, linkIds, bandwidthBps, ends);
    }

    /** Commands that are meant so long; negative for those that come too late. */
    Asking life(Duration other) {
        return new Asking(trial, providerId, reference, revision, epoch, other, linkIds, bandwidthBps, ends);
    }

    Asking provider(String other) {
        return new Asking(trial, other, reference, revision, epoch, life, linkIds, bandwidthBps, ends);
    }

    Asking links(List<String> other) {
        return new Asking(trial, providerId, reference, revision, epoch, life, other, bandwidthBps, ends);
    }

    Asking bandwidth(long otherBps) {
        return new Asking(trial, providerId, reference, revision, epoch, life, linkIds, otherBps, ends);
    }

    Asking ends(Ends other) {
        return new Asking(trial, providerId, reference, revision, epoch, life, linkIds, bandwidthBps, other);
    }

    Outcome reserve() {
        ReserveLegRequest.Builder request = ReserveLegRequest.newBuilder()
                .setTerms(terms())
                .addAllLinkIds(linkIds)
                .setBandwidthBps(bandwidthBps);
        if (!ends.a().equals(Ends.OPEN.a())) {
            request.setAEnd(ends.a());
        }
        if (!ends.z().equals(Ends.OPEN.z())) {
            request.setZEnd(ends.z());
        }
        return reserve(request.build());
    }

    Outcome reserve(ReserveLegRequest request) {
        return Outcome.of(
                "ReserveLeg", () -> trial.adapter().reserveLeg(request).getOrder());
    }

    Outcome activate() {
        ActivateLegRequest request =
                ActivateLegRequest.newBuilder().setTerms(terms()).build();
        return Outcome.of(
                "ActivateLeg", () -> trial.adapter().activateLeg(request).getOrder());
    }

    Outcome modify(long toBps) {
        ModifyLegRequest request = ModifyLegRequest.newBuilder()
                .setTerms(terms())
                .setBandwidthBps(toBps)
                .build();
        return Outcome.of("ModifyLeg", () -> trial.adapter().modifyLeg(request).getOrder());
    }

    Outcome release() {
        ReleaseLegRequest request =
                ReleaseLegRequest.newBuilder().setTerms(terms()).build();
        return Outcome.of(
                "ReleaseLeg", () -> trial.adapter().releaseLeg(request).getOrder());
    }

    Outcome get() {
        GetOrderRequest request = GetOrderRequest.newBuilder()
                .setProviderId(providerId)
                .setReference(reference)
                .build();
        return Outcome.of("GetOrder", () -> trial.adapter().getOrder(request).getOrder());
    }

    CommandTerms terms() {
        Instant end = Instant.now().plus(life);
        return CommandTerms.newBuilder()
                .setProviderId(providerId)
                .setReference(reference)
                .setRevision(revision)
                .setEpoch(epoch)
                .setNotAfterTime(
                        Timestamp.newBuilder().setSeconds(end.getEpochSecond()).setNanos(end.getNano()))
                .build();
    }

    /** Reserves, and waits until it is held. */
    Order held() {
        return trial.awaited(this, reserve().done(), OrderStanding.ORDER_STANDING_HELD);
    }

    /** Lets traffic flow, and waits until it does. */
    Order inService() {
        return trial.awaited(this, activate().done(), OrderStanding.ORDER_STANDING_IN_SERVICE);
    }

    /** Lets go, and waits until it is over. */
    Order ceased() {
        return trial.awaited(this, release().done(), OrderStanding.ORDER_STANDING_CEASED);
    }

    /** The order still stands so. */
    void stands(OrderStanding standing, long bps) {
        Order order = get().done();
        trial.same("GetOrder: the order stands as it did", ordered(standing, bps), Trial.core(order));
    }

    /** There is no order that holds anything. */
    void holdsNothing() {
        Outcome outcome = get();
        if (!outcome.over()) {
            outcome.notFound();
        }
        trial.behind()
                .ifPresent(held -> trial.same(
                        "InspectProvider: what the provider holds for it", 0L, held.getOrDefault(reference, 0L)));
    }

    /** The provider itself holds so much for it, where somebody can look. */
    void heldBehind(long bps) {
        trial.behind()
                .ifPresent(held -> trial.same(
                        "InspectProvider: what the provider holds for it", bps, held.getOrDefault(reference, 0L)));
    }

    /** What every answer about the order must agree on when it stands so. */
    String ordered(OrderStanding standing, long bps) {
        return Trial.core(Order.newBuilder()
                .setReference(reference)
                .setStanding(standing)
                .setBandwidthBps(bps)
                .addAllLinkIds(linkIds)
                .build());
    }
}
