package dev.braid.telemetry.support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A carrier's telemetry: five samples a second of every link, with the latency and loss of the moment. */
public final class Probe implements AutoCloseable {
    private final Broker broker;
    private final String providerId;
    private final Map<String, Long> latenciesUs = new ConcurrentHashMap<>();
    private final Map<String, Double> losses = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    public Probe(Broker broker, String providerId) {
        this.broker = broker;
        this.providerId = providerId;
        var _ = clock.scheduleAtFixedRate(this::measure, 0, 200, TimeUnit.MILLISECONDS);
    }

    public void latency(String linkId, long latencyUs) {
        losses.remove(linkId);
        latenciesUs.put(linkId, latencyUs);
    }

    public void cut(String linkId) {
        losses.put(linkId, 1.0);
    }

    public void fallSilent(String linkId) {
        latenciesUs.remove(linkId);
    }

    private void measure() {
        latenciesUs.forEach((linkId, latencyUs) -> {
            double loss = losses.getOrDefault(linkId, 0.0);
            broker.samples(Broker.sample(linkId, providerId, loss == 1 ? 0 : latencyUs, loss));
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
