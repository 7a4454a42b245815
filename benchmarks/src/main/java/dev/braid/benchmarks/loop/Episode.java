package dev.braid.benchmarks.loop;

/**
 * One connection that was moved, by the time stamps of the services, in microseconds of the epoch.
 *
 * @param breachUs the end of the window that completes as many bad ones as health asks for
 * @param judgedUs telemetry judged it AT_RISK or BROKEN
 * @param decidedUs path computation decided on another path
 * @param switchedUs provisioning found traffic on it
 * @param knownUs path computation has written that it is the path in force
 */
record Episode(long breachUs, long judgedUs, long decidedUs, long switchedUs, long knownUs) {}
