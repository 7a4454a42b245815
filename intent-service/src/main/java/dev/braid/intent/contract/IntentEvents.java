package dev.braid.intent.contract;

import dev.braid.api.Topic;
import dev.braid.api.intent.v1.IntentEvent;
import dev.braid.api.intent.v1.IntentRequested;
import dev.braid.api.intent.v1.IntentTerminated;
import dev.braid.api.intent.v1.RequestedConnection;
import dev.braid.intent.domain.Intent;
import dev.braid.platform.events.OutgoingEvent;
import dev.braid.platform.proto.Times;

/** What path computation reads about an intent. */
public final class IntentEvents {
    private IntentEvents() {}

    /** The newest generation of the intent: what it wants, or that it wants nothing any more. */
    public static OutgoingEvent generation(Intent intent) {
        String key = intent.id().key();
        IntentEvent.Builder event = IntentEvent.newBuilder()
                .setIntentKey(key)
                .setTenantId(intent.id().tenantId())
                .setIntentId(intent.id().intentId())
                .setGeneration(intent.generation())
                .setOccurTime(Times.timestamp(intent.updateTime()));
        if (intent.terminateAsked()) {
            event.setTerminated(IntentTerminated.getDefaultInstance());
        } else {
            event.setRequested(requested(intent));
        }
        return new OutgoingEvent(
                Topic.INTENTS, key, event.build(), key + "/" + intent.generation(), intent.updateTime());
    }

    private static IntentRequested requested(Intent intent) {
        return IntentRequested.newBuilder()
                .addAllConnections(intent.connections().stream()
                        .map(connection -> RequestedConnection.newBuilder()
                                .setConnectionId(connection.connectionId())
                                .setDemand(SpecProto.demand(intent.spec(), connection))
                                .build())
                        .toList())
                .build();
    }
}
