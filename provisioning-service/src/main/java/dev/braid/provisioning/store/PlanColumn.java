package dev.braid.provisioning.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.braid.provisioning.domain.Plan;
import java.util.Optional;

/** A plan as JSON, in the names of the domain's records. */
final class PlanColumn {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanColumn() {}

    static String write(Optional<Plan> plan) {
        try {
            return plan.isEmpty() ? null : JSON.writeValueAsString(plan.get());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The plan cannot be written: " + plan, e);
        }
    }

    static Optional<Plan> read(String column) {
        try {
            return column == null ? Optional.empty() : Optional.of(JSON.readValue(column, Plan.class));
        } catch (JsonProcessingException e) {
            // Without its cause, which would count as something that is away for a while.
            throw new IllegalStateException(
                    "The stored plan cannot be read: %s: %s".formatted(column, e.getOriginalMessage()));
        }
    }
}
