package dev.braid.simulator.http;

/** A request that nobody can mean. The message shows the value and the bound. */
final class InvalidRequest extends RuntimeException {

    private final String field;

    InvalidRequest(String field, String message) {
        super(message);
        this.field = field;
    }

    String field() {
        return field;
    }
}
