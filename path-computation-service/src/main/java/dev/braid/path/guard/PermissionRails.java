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

    static Verdict mode(Case it, Plan plan) {
        return switch (it.permission()) {
            case Permission.Stopped(var reason) -> stop(Rail.STOPPED, "%s", reason);
            case Permission.Within(var mode) ->
                mode == Mode.AUTOMATIC
                        ? pass(Rail.MODE, "The mode is %s.", mode)
                        : stop(
                                Rail.MODE,
                                "Connection %s would be moved; the mode is %s. %s",
                                it.id(),
                                mode,
                                plan.why().summary());
        };
    }
}
