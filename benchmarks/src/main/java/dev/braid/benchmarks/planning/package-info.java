/** Measures path computation as a process: intents in, answers out, beside a loop that only copies; and its restart. */
package dev.braid.benchmarks.planning;
