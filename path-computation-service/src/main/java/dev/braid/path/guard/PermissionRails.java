package dev.braid.path.guard;

import static dev.braid.path.guard.Verdict.pass;
import static dev.braid.path.guard.Verdict.stop;

import dev.braid.path.domain.route.Plan;

/** Whether people let the connection be moved. */
final class PermissionRails {
    private PermissionRails() {}

    static Verdict notStopped(Case it) {
        return switch (it.permission()) {
            case Permission.Stopped(var reason) -> stop(Rail.STOPPED, "%s", reason);
            case Permission.Within _ -> pass(Rail.STOPPED, "Automatic moves are not stopped.");
        };
    }

    static Verdict notDeclined(Case it, Plan plan) {
        return it.word()
                .flatMap(Word::refusal)
                .filter(word -> isOf(word, it, plan))
                .map(word -> stop(
                        Rail.DECLINED,
                        "Connection %s stays: %s declined this move at %s, until %s: %s",
                        it.id(),
                        word.by(),
                        word.time(),
                        word.expireTime(),
                        word.reason()))
                .orElseGet(() -> pass(Rail.DECLINED, "Nobody declined this move."));
    }

    static Verdict mode(Case it, Plan plan) {
        return switch (it.permission()) {
            case Permission.Stopped(var reason) -> stop(Rail.STOPPED, "%s", reason);
            case Permission.Within(var mode) ->
                switch (mode) {
                    case AUTOMATIC -> pass(Rail.MODE, "The mode is %s.", mode);
                    case OBSERVE -> wouldBeMoved(it, mode, plan);
                    case RECOMMEND ->
                        it.word()
                                .flatMap(Word::approval)
                                .map(approval -> approved(it, approval, plan))
                                .orElseGet(() -> wouldBeMoved(it, mode, plan));
                };
        };
    }

    private static Verdict approved(Case it, Word.Approved approval, Plan plan) {
        return isOf(approval, it, plan)
                ? pass(Rail.MODE, "The mode is RECOMMEND, and this move was approved at %s.", approval.time())
                : stop(
                        Rail.MODE,
                        "Connection %s stays: another move than the one that was approved at %s would be made now. %s",
                        it.id(),
                        approval.time(),
                        plan.why().summary());
    }

    private static Verdict wouldBeMoved(Case it, Mode mode, Plan plan) {
        return stop(
                Rail.MODE,
                "Connection %s would be moved; the mode is %s. %s",
                it.id(),
                mode,
                plan.why().summary());
    }

    private static boolean isOf(Word word, Case it, Plan plan) {
        return word.move().equals(MoveId.of(it.record(), plan));
    }
}
