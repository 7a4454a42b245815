/** Services that are measured as they are shipped, as processes. */
package dev.braid.benchmarks.process;
