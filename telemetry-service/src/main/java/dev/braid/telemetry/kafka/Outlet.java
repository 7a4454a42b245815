package dev.braid.telemetry.kafka;

import dev.braid.platform.events.EventHeaders;
import dev.braid.platform.events.OutgoingEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** The one way out of this service to Kafka: idempotent, in order, and never waiting long. */
@ApplicationScoped
public class Outlet {
    private final KafkaProducer<String, byte[]> producer;
    private final String service;

    Outlet(KafkaClients clients) {
        this.producer = clients.producer();
        this.service = clients.service();
    }

    /** Sends an event with its CloudEvents headers; the answer comes when the broker has it, or has failed to. */
    public CompletionStage<Void> send(OutgoingEvent event) {
        return send(EventHeaders.record(service, event));
    }

    CompletionStage<Void> send(ProducerRecord<String, byte[]> event) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            var _ = producer.send(event, (_, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
