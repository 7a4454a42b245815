package dev.braid.gateway.domain;

import java.util.Arrays;
import java.util.Optional;

/** Something that happened, ready to be sent: whose it is stands beside the text, so that nobody has to look inside. */
public record LiveEvent(EventId id, Kind kind, Optional<String> tenantId, String data) {
    /** What happened, by the name that readers see. */
    public enum Kind {
        PATH("path"),
        PROVISIONING("provisioning"),
        HEALTH("health"),
        /** Replaced by the next one of the same link within a second: the first to go when a reader is slow. */
        LINK_METRICS("link-metrics");

        private final String eventName;

        Kind(String eventName) {
            this.eventName = eventName;
        }

        /** As it stands in the stream. */
        public String eventName() {
            return eventName;
        }

        /** The kind of that name. */
        public static Optional<Kind> find(String eventName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.eventName.equals(eventName))
                    .findFirst();
        }

        /** Whether only the newest counts. */
        public boolean isFleeting() {
            return this == LINK_METRICS;
        }
    }
}
