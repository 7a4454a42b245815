package dev.braid.telemetry.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.Topic;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.telemetry.support.Broker;
import dev.braid.telemetry.support.Calls;
import dev.braid.telemetry.support.Tail;
import dev.braid.telemetry.support.TestSettings;
import dev.braid.telemetry.support.Tokens;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The running service on a real broker, and the others around it. Every test has links and tenants of its own. */
@WithTestResource(EmbeddedStack.class)
@WithTestResource(TestSettings.class)
abstract class ServiceTest {
    @Inject
    MeterRegistry meters;

    Broker broker;
    Calls calls;
    Tail healthTail;

    @BeforeEach
    void connect() {
        broker = new Broker();
        calls = new Calls(ConfigProvider.getConfig().getValue("quarkus.grpc.server.port", Integer.class));
        healthTail = new Tail(Topic.HEALTH);
        eventually(() -> {
            calls.links(Tokens.operator(), 1, "");
            return true;
        });
    }

    @AfterEach
    void disconnect() {
        healthTail.close();
        calls.close();
        broker.close();
    }

    static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(condition);
    }

    List<ConnectionHealth> healthOf(String connectionId) {
        List<ConnectionHealth> judgements = new ArrayList<>();
        for (var event : healthTail.seen(event -> connectionId.equals(event.key()))) {
            try {
                judgements.add(ConnectionHealth.parseFrom(event.value()));
            } catch (InvalidProtocolBufferException e) {
                // Some tests write such records on purpose.
                assertThat(e).hasMessageMatching("(?s).*(UTF-8|unexpectedly|invalid|merge).*");
            }
        }
        return judgements;
    }

    ConnectionHealth awaitState(String connectionId, HealthState state) {
        eventually(() -> healthOf(connectionId).stream().anyMatch(health -> health.getState() == state));
        return healthOf(connectionId).stream()
                .filter(health -> health.getState() == state)
                .findFirst()
                .orElseThrow();
    }

    double counted(String name, String... tags) {
        var counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    static void assertRefused(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }
}
