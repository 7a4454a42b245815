package dev.braid.provisioning.domain;

import java.time.Instant;
import java.util.List;

/**
 * What to do next. The rollout is stored and the reports are told before any command is sent.
 *
 * @param dueTime when to decide again if nothing happens before; {@link Instant#MAX} for never
 * @param heldBack the legs that are not asked to let go yet, for caution and nothing else
 */
public record Decision(
        Rollout rollout, List<Command> commands, List<Report> reports, Instant dueTime, List<String> heldBack) {

    /** One that held nothing back. */
    public Decision(Rollout rollout, List<Command> commands, List<Report> reports, Instant dueTime) {
        this(rollout, commands, reports, dueTime, List.of());
    }
}
