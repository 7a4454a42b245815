/** Measures the closed loop of all its services as processes: from a link that turns slow to traffic on another path. */
package dev.braid.benchmarks.loop;
