/** Measures telemetry as a process: samples in, windows out, beside a consumer that only counts bytes. */
package dev.braid.benchmarks.telemetry;
