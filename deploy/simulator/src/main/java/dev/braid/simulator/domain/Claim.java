package dev.braid.simulator.domain;

/**
 * That a command of this epoch was refused: whose epoch is earlier has lost the order all the same. Kept apart from the
 * order, because a refused command changes nothing, and there may be no order.
 */
public record Claim(String reference, long epoch) {}
