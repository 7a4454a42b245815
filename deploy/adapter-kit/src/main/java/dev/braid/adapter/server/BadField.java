package dev.braid.adapter.server;

import com.google.rpc.BadRequest;

/** A field of the request has a value that means nothing. */
public final class BadField extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient BadRequest violations;

    /** Say the value and the bound in the description. */
    public BadField(String field, String description) {
        this(BadRequest.newBuilder()
                .addFieldViolations(
                        BadRequest.FieldViolation.newBuilder().setField(field).setDescription(description))
                .build());
    }

    BadField(BadRequest violations) {
        super("%s: %s"
                .formatted(
                        violations.getFieldViolations(0).getField(),
                        violations.getFieldViolations(0).getDescription()));
        this.violations = violations;
    }

    BadRequest violations() {
        return violations;
    }
}
