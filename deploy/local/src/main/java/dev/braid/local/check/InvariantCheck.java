package dev.braid.local.check;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.braid.api.Topic;
import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.provisioning.v1.Leg;
import dev.braid.api.provisioning.v1.LegState;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.api.topology.v1.ElementKind;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Carriers;
import dev.braid.local.client.EventReader;
import dev.braid.local.client.Pages;
import dev.braid.local.installation.Installation;
import io.grpc.StatusRuntimeException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What must hold in a system at rest, checked from outside: through its APIs, its topics and its carriers. */
public final class InvariantCheck {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Pages pages;
    private final Carriers carriers;
    private final String bootstrapServers;

    public InvariantCheck(Installation installation, BraidClient client, Carriers carriers) {
        this.pages = new Pages(client);
        this.carriers = carriers;
        this.bootstrapServers = installation.bootstrapServers();
    }

    /** Everything that does not hold now; a system on its way may still get there. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(intentsAtRest());
        violations.addAll(ReservationBook.check(pages.paths(), pages.linkStates()));
        violations.addAll(Ledger.check(
                read(Topic.BILLING, BillingRecord.parser()), read(Topic.PROVISIONING, ProvisioningEvent.parser())));
        violations.addAll(ordersEqualLegs());
        violations.addAll(Handoffs.check(pages.provisioned()));
        return violations;
    }

    /** Waits until everything holds; what does not hold at the end of the patience is the answer. */
    public List<Violation> await(Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            List<Violation> now;
            try {
                now = violations();
            } catch (StatusRuntimeException | UncheckedIOException e) {
                now = List.of(new Violation("every service answers", e.getMessage()));
            }
            if (now.isEmpty() || Instant.now().isAfter(deadline)) {
                return now;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return now;
            }
        }
    }

    private List<Violation> intentsAtRest() {
        return pages.intents().stream()
                .filter(intent -> !resting(intent))
                .map(intent -> new Violation(
                        "every intent reaches a resting state",
                        "%s.%s is %s".formatted(intent.getTenantId(), intent.getIntentId(), intent.getState())))
                .toList();
    }

    private static boolean resting(Intent intent) {
        return switch (intent.getState()) {
            case INTENT_STATE_ACTIVE -> intent.hasRejection() || intent.getActiveGeneration() == intent.getGeneration();
            case INTENT_STATE_REJECTED, INTENT_STATE_TERMINATED, INTENT_STATE_SCHEDULED, INTENT_STATE_EXPIRED -> true;
            case INTENT_STATE_PLANNING,
                    INTENT_STATE_PROVISIONING,
                    INTENT_STATE_TERMINATING,
                    INTENT_STATE_UNSPECIFIED,
                    UNRECOGNIZED -> false;
        };
    }

    private List<Violation> ordersEqualLegs() {
        Map<String, String> wanted = new TreeMap<>();
        pages.provisioned()
                .forEach(connection -> connection.getLegsList().stream()
                        .filter(InvariantCheck::held)
                        .forEach(leg -> wanted.put(leg.getLegId(), order(leg))));
        Map<String, String> present = new TreeMap<>();
        pages.elements(ElementKind.ELEMENT_KIND_PROVIDER).stream()
                .map(element -> element.getProvider().getProviderId())
                .flatMap(providerId -> carriers.orders(providerId).stream())
                .forEach(order -> present.put(
                        order.clientReference(),
                        "%s %s %d".formatted(order.providerId(), order.state(), order.bandwidthBps())));
        List<Violation> violations = new ArrayList<>();
        wanted.forEach((legId, order) -> {
            if (!order.equals(present.get(legId))) {
                violations.add(new Violation(
                        "providers hold what provisioning wants",
                        "%s should be %s, is %s".formatted(legId, order, present.get(legId))));
            }
        });
        present.forEach((reference, order) -> {
            if (!wanted.containsKey(reference)) {
                violations.add(new Violation(
                        "providers hold what provisioning wants", "nobody wants %s: %s".formatted(reference, order)));
            }
        });
        return violations;
    }

    private static boolean held(Leg leg) {
        return leg.getState() == LegState.LEG_STATE_RESERVED
                || leg.getState() == LegState.LEG_STATE_ACTIVE
                || leg.getState() == LegState.LEG_STATE_RELEASING;
    }

    private static String order(Leg leg) {
        String state = leg.getState() == LegState.LEG_STATE_RESERVED ? "HELD" : "IN_SERVICE";
        return "%s %s %d".formatted(leg.getProviderId(), state, leg.getBandwidthBps());
    }

    private <M extends Message> List<M> read(Topic topic, Parser<M> parser) {
        List<M> messages = new ArrayList<>();
        try (EventReader reader = EventReader.fromStart(bootstrapServers, topic)) {
            for (ConsumerRecord<String, byte[]> record : reader.readToEnd()) {
                messages.add(parser.parseFrom(record.value()));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A record of %s is unreadable.".formatted(topic.topicName()), e);
        }
        return messages;
    }
}
