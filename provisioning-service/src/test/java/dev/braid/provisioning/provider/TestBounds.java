package dev.braid.provisioning.provider;

import java.time.Duration;

/** Short ones, so that silence is over within a test; the circuit never opens. */
record TestBounds(Duration timeout, int concurrency) implements ProviderSettings.Bounds {
    TestBounds(Duration timeout) {
        this(timeout, 8);
    }

    @Override
    public int queue() {
        return 128;
    }

    @Override
    public int answerBytes() {
        return 65_536;
    }

    @Override
    public int listBytes() {
        return 1 << 20;
    }

    @Override
    public int circuitVolume() {
        return 10_000;
    }

    @Override
    public Duration circuitDelay() {
        return Duration.ofMillis(100);
    }
}
