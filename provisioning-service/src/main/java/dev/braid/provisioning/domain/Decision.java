package dev.braid.provisioning.domain;

import java.time.Instant;
import java.util.List;

/**
 * What to do next. The rollout is stored and the reports are told before any command is sent.
 *
 * @param dueTime when to decide again if nothing happens before; {@link Instant#MAX} for never
 */
public record Decision(Rollout rollout, List<Command> commands, List<Report> reports, Instant dueTime) {}
