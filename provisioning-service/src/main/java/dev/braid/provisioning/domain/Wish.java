package dev.braid.provisioning.domain;

import java.util.Optional;

/**
 * What path computation wants of a connection, newest at the highest sequence.
 *
 * @param lastRevision the highest plan that the connection ever had, also of those that were never heard of here
 * @param plan absent when nothing is wanted any more
 * @param releaseAwaited whether somebody waits to hear that nothing is held
 */
public record Wish(long sequence, long generation, long lastRevision, Optional<Plan> plan, boolean releaseAwaited) {}
