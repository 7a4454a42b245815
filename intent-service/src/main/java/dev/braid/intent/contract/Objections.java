package dev.braid.intent.contract;

import com.google.rpc.BadRequest;
import dev.braid.intent.domain.Objection;
import dev.braid.platform.errors.Refusal;
import java.util.List;

/** What the domain has against a wish, as its author reads it. */
public final class Objections {
    private Objections() {}

    /** Refuses the wish with every objection, if there is any. */
    public static void refuse(List<Objection> objections) {
        if (objections.isEmpty()) {
            return;
        }
        BadRequest.Builder violations = BadRequest.newBuilder();
        for (Objection objection : objections) {
            violations.addFieldViolations(BadRequest.FieldViolation.newBuilder()
                    .setField(objection.field())
                    .setDescription(objection.description()));
        }
        throw Refusal.invalid(violations.build());
    }
}
