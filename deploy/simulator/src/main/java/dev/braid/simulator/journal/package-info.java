/** Keeps a carrier's orders in a file, so that they outlive the process. */
package dev.braid.simulator.journal;
