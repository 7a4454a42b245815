package dev.braid.path.domain.inquiry;

/** A question about what is not there or cannot be. */
public final class BadQuestion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** The field is in the contract's words; the description says its value, and the bound where there is one. */
    public BadQuestion(String field, String description) {
        super(description, null, false, false);
        this.field = field;
    }

    /** Which part of the question it is. */
    public String field() {
        return field;
    }
}
