package dev.braid.telemetry.process;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.telemetry.support.Tail;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What is written to the topic of health from now on. */
final class Judgements implements AutoCloseable {
    private final Tail tail = new Tail(Topic.HEALTH);

    List<ConnectionHealth> of(String connectionId) {
        return tail.seen(event -> connectionId.equals(event.key())).stream()
                .map(event -> {
                    try {
                        return ConnectionHealth.parseFrom(event.value());
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    void await(String connectionId, HealthState state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> of(connectionId).stream().anyMatch(health -> health.getState() == state));
    }

    @Override
    public void close() {
        tail.close();
    }
}
