package dev.braid.lab.agent;

/**
 * That somebody has commanded an order in this epoch, whatever came of the command: who has an earlier one has lost the
 * order. Kept apart from the order, because a command that is refused changes nothing, and there may be no order.
 *
 * @param millis when, since 1970
 */
record Claim(String reference, long epoch, long millis) {}
