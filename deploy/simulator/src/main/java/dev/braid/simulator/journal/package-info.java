/** Keeps what a carrier holds in files, so that it outlives the process. */
package dev.braid.simulator.journal;
