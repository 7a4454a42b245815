package dev.braid.simulator.sonata;

/**
 * Somebody who wants to hear of state changes.
 *
 * @param callback the base URL to which notifications are sent
 * @param query which types of events are wanted; empty for all
 * @param ended whether it was taken back
 */
public record Subscription(String id, String callback, String query, boolean ended) {
    boolean wants(String eventType) {
        return !ended && (query.isBlank() || query.contains(eventType));
    }
}
