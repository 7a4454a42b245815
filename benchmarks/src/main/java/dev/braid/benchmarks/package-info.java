/** Measures the path engine beside its peers: the same networks, the same questions, checked to be answered alike. */
package dev.braid.benchmarks;
