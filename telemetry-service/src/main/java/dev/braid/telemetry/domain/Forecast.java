package dev.braid.telemetry.domain;

/**
 * A promise that is still kept and will not be, if what rises goes on to rise.
 *
 * @param boundUs the bound of the promise
 * @param latencyUs where the latency is by its trend
 * @param riseUsPerSecond how fast that rises
 * @param inSeconds after so many seconds the bound is reached
 * @param windowCount the windows that tell it
 */
public record Forecast(
        Promise promise, long boundUs, long latencyUs, double riseUsPerSecond, int inSeconds, int windowCount) {}
