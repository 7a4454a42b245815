package dev.braid.adapter.conformance;

import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_HELD;
import static dev.braid.api.adapter.v1.OrderStanding.ORDER_STANDING_IN_SERVICE;

import dev.braid.adapter.Reason;
import java.time.Duration;
import java.util.List;

/** That a command which was delayed anywhere cannot undo a newer one. */
final class TermsChecks {
    private static final Duration TOO_LATE = Duration.ofSeconds(-30);

    private TermsChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("older-revision", "a command of an older plan is STALE_REVISION", TermsChecks::olderRevision),
                new Check(
                        "older-epoch",
                        "a command of an earlier claim is STALE_EPOCH, however new its plan",
                        TermsChecks::olderEpoch),
                new Check(
                        "refused-epoch",
                        "a command of an earlier claim is STALE_EPOCH also where that of the later one was refused",
                        TermsChecks::refusedEpoch),
                new Check(
                        "epoch-over-revision",
                        "a command of a later claim is taken, however old its plan",
                        TermsChecks::epochOverRevision),
                new Check("expired", "a command that comes too late is EXPIRED", TermsChecks::expired));
    }

    private static void olderRevision(Trial trial) {
        Asking order = trial.order();
        order.held();
        order.inService();
        order.revision(order.revision() - 1).release().refused(Reason.STALE_REVISION);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
        // A newer one counts even where it changes nothing else.
        order.revision(order.revision() + 2).activate().done();
        order.release().refused(Reason.STALE_REVISION);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
    }

    private static void olderEpoch(Trial trial) {
        Asking order = trial.order().epoch(3);
        order.held();
        order.inService();
        order.epoch(2).release().refused(Reason.STALE_EPOCH);
        order.epoch(2).revision(order.revision() + 1).release().refused(Reason.STALE_EPOCH);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
    }

    private static void refusedEpoch(Trial trial) {
        Asking order = trial.order().epoch(3);
        order.held();
        order.epoch(4).bandwidth(order.bandwidthBps() * 2).reserve().refused(Reason.CONFLICT);
        order.revision(order.revision() + 1).release().refused(Reason.STALE_EPOCH);
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
        order.epoch(4).ceased();
    }

    private static void epochOverRevision(Trial trial) {
        Asking order = trial.order().epoch(3);
        order.held();
        Asking later = order.epoch(4).revision(order.revision() - 2);
        trial.awaited(later, later.activate().done(), ORDER_STANDING_IN_SERVICE);
        order.stands(ORDER_STANDING_IN_SERVICE, order.bandwidthBps());
    }

    private static void expired(Trial trial) {
        Asking never = trial.order().life(TOO_LATE);
        never.reserve().refused(Reason.EXPIRED);
        never.get().notFound();
        Asking order = trial.order();
        order.held();
        order.life(TOO_LATE).activate().refused(Reason.EXPIRED);
        order.life(TOO_LATE).release().refused(Reason.EXPIRED);
        order.stands(ORDER_STANDING_HELD, order.bandwidthBps());
    }
}
