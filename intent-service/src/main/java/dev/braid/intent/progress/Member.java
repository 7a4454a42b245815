package dev.braid.intent.progress;

import dev.braid.intent.domain.IntentId;
import dev.braid.platform.errors.Refusal;

/** Which connection of which intent a report is about. */
record Member(IntentId intent, int ordinal) {
    private static final int MOST_DIGITS = 9;

    /** The member that the ids of a report name, if they fit each other. */
    static Member of(String tenantId, String intentKey, String connectionId) {
        String prefix = tenantId + ".";
        if (tenantId.isBlank() || !intentKey.startsWith(prefix) || intentKey.length() == prefix.length()) {
            throw Refusal.invalid("intent_key", "is not of the tenant '%s': '%s'".formatted(tenantId, intentKey));
        }
        String number = connectionId.startsWith(intentKey + ".") ? connectionId.substring(intentKey.length() + 1) : "";
        if (!number.matches("[1-9][0-9]*") || number.length() > MOST_DIGITS) {
            throw Refusal.invalid(
                    "connection_id", "is not of the intent '%s': '%s'".formatted(intentKey, connectionId));
        }
        return new Member(new IntentId(tenantId, intentKey.substring(prefix.length())), Integer.parseInt(number));
    }

    String connectionId() {
        return intent.connectionId(ordinal);
    }
}
