package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Step;
import java.time.Instant;

/** A step of a leg's history, as it was written down; the ids rise in the order of the steps of a connection. */
public record StepRow(long id, Instant occurTime, Step step) {}
