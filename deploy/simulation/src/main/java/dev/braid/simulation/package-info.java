/**
 * A world in one thread: network, clocks, messages and carriers are played from a seed, and the domain code of
 * telemetry-service and path-computation-service decides as it does in earnest.
 */
package dev.braid.simulation;
