package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_HELD;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_PENDING;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.api.adapter.v1.QualifyLegResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** That bandwidth is kept free once, for what was asked for, or not at all. */
final class ReserveChecks {
    private static final int CONCURRENT = 8;

    private ReserveChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("qualify", "says whether an order would be taken, or UNSUPPORTED", ReserveChecks::qualify),
                new Check(
                        "reserve",
                        "keeps free what was asked for, at once or while it says for whom it waits",
                        ReserveChecks::reserve),
                new Check("reserve-again", "the same again is the same order, once", ReserveChecks::reserveAgain),
                new Check(
                        "reserve-at-once",
                        CONCURRENT + " equal reservations at the same time are one order",
                        ReserveChecks::reserveAtOnce),
                new Check(
                        "conflict",
                        "a reference that is an order for something else is CONFLICT",
                        ReserveChecks::conflict),
                new Check("capacity", "what does not fit is NO_CAPACITY and leaves nothing", ReserveChecks::capacity));
    }

    private static void qualify(Trial trial) {
        QualifyLegRequest request = QualifyLegRequest.newBuilder()
                .setProviderId(trial.target().providerId())
                .addAllLinkIds(trial.target().linkIds())
                .setBandwidthBps(trial.target().bandwidthBps())
                .build();
        QualifyLegResponse[] answer = new QualifyLegResponse[1];
        Outcome outcome = Outcome.of("QualifyLeg", () -> {
            answer[0] = trial.adapter().qualifyLeg(request);
            return Order.getDefaultInstance();
        });
        if (!trial.capabilities().getQualifies()) {
            outcome.refused(Reason.UNSUPPORTED);
            return;
        }
        outcome.done();
        trial.same(
                "QualifyLeg: feasible, with the words of the provider if not",
                "true ",
                answer[0].getFeasible() + " " + answer[0].getReason());
        if (answer[0].hasPriceMicrosPerHour()) {
            trial.same(
                    "QualifyLeg: a price has a currency of three letters",
                    3,
                    answer[0].getCurrencyCode().length());
        }
    }

    private static void reserve(Trial trial) {
        Asking order = trial.order();
        Order answered = order.reserve().done();
        if (answered.getStanding() == ORDER_STANDING_PENDING) {
            boolean announced = trial.capabilities().getWaitsForPeople()
                    || trial.capabilities().hasUsualLeadTime();
            if (!announced || answered.getPendingOn().getParty().isEmpty()) {
                throw new CheckFailed(
                        "ReserveLeg: PENDING only with pending_on, and where capabilities tell of it",
                        Outcome.shown(answered));
            }
        }
        Order held = trial.awaited(order, answered, ORDER_STANDING_HELD);
        trial.same("ReserveLeg: the order", order.ordered(ORDER_STANDING_HELD, order.bandwidthBps()), Trial.core(held));
        trial.same("ReserveLeg: the revision", order.revision(), held.getRevision());
        order.heldBehind(trial.target().bandwidthBps());
    }

    private static void reserveAgain(Trial trial) {
        Asking order = trial.order();
        Order first = order.held();
        Order again = order.reserve().done();
        trial.same("ReserveLeg, again: the provider's number", first.getProviderOrderId(), again.getProviderOrderId());
        trial.same("ReserveLeg, again: the order", Trial.core(first), Trial.core(again));
        order.heldBehind(trial.target().bandwidthBps());
        once(trial, order);
        order.inService();
        trial.same(
                "ReserveLeg, once in service: the standing",
                ORDER_STANDING_IN_SERVICE,
                order.reserve().done().getStanding());
    }

    private static void once(Trial trial, Asking order) {
        List<Order> all = trial.pages(0).stream().flatMap(List::stream).toList();
        long times = all.stream()
                .filter(it -> it.getReference().equals(order.reference()))
                .count();
        if (times > 1) {
            throw new CheckFailed("ListOrders: the order once", times + " times");
        }
    }

    private static void reserveAtOnce(Trial trial) {
        Asking order = trial.order();
        List<Callable<Outcome>> callers = new ArrayList<>();
        for (int i = 0; i < CONCURRENT; i++) {
            callers.add(order::reserve);
        }
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Outcome> each : threads.invokeAll(callers)) {
                outcomes.add(each.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The suite was interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        for (Outcome outcome : outcomes) {
            if (!outcome.ok()) {
                // Who cannot wait for the others may say that nobody knows.
                outcome.unknown();
            }
        }
        Order held = order.held();
        for (Outcome outcome : outcomes) {
            outcome.order()
                    .ifPresent(it -> trial.same(
                            "ReserveLeg: the provider's number, for all callers",
                            held.getProviderOrderId(),
                            it.getProviderOrderId()));
        }
        once(trial, order);
        order.heldBehind(trial.target().bandwidthBps());
    }

    private static void conflict(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.bandwidth(order.bandwidthBps() * 2).reserve().refused(Reason.CONFLICT);
        if (order.linkIds().size() > 1) {
            order.links(order.linkIds().subList(0, 1)).reserve().refused(Reason.CONFLICT);
        }
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
    }

    private static void capacity(Trial trial) {
        Asking order = trial.order();
        Outcome outcome = order.bandwidth(trial.target().excessiveBps()).reserve();
        if (outcome.ok()) {
            throw new CheckSkipped("the provider takes %d bit/s: it counts no capacity, or the links are that large"
                    .formatted(trial.target().excessiveBps()));
        }
        outcome.refused(Reason.NO_CAPACITY);
        order.holdsNothing();
    }
}
