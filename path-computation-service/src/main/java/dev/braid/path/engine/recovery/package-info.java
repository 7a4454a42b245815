/**
 * What happens to the connections in place when parts of the network fail, are to be emptied, or might change: which are
 * concerned, where they go, and who goes first. {@link dev.braid.path.engine.recovery.PlacedConnections} is where they
 * are; numbers only.
 */
package dev.braid.path.engine.recovery;
