package dev.braid.provisioning.provider;

import java.time.Duration;

/** Short ones, so that silence is over within a test; the circuit never opens. */
record TestBounds(Duration timeout) implements ProviderSettings.Bounds {
    @Override
    public int concurrency() {
        return 8;
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
