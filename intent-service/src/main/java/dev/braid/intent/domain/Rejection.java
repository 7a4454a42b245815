package dev.braid.intent.domain;

/**
 * Why a generation has no plan, and what would be possible instead, in the words of path computation.
 *
 * @param isSibling whether another connection of the intent is the true cause
 */
public record Rejection(long generation, boolean isSibling, Verbatim words) {}
