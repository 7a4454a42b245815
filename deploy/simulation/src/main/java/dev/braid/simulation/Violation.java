package dev.braid.simulation;

/**
 * Something that must always hold and does not.
 *
 * @param invariant its name
 * @param step how many events had happened
 */
record Violation(String invariant, long step, long timeUs, String what) {}
