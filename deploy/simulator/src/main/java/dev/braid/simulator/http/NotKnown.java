package dev.braid.simulator.http;

/** Something in the path of the request does not exist. */
final class NotKnown extends RuntimeException {

    private final String code;

    private NotKnown(String code, String message) {
        super(message);
        this.code = code;
    }

    static NotKnown provider(String providerId) {
        return new NotKnown("UNKNOWN_PROVIDER", "There is no provider '%s'.".formatted(providerId));
    }

    static NotKnown order(String reference) {
        return new NotKnown("UNKNOWN_ORDER", "There is no order '%s'.".formatted(reference));
    }

    static NotKnown link(String linkId) {
        return new NotKnown("UNKNOWN_LINK", "There is no link '%s'.".formatted(linkId));
    }

    String code() {
        return code;
    }
}
