package dev.braid.intent.intents;

import com.google.protobuf.FieldMask;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.platform.errors.FieldRules;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Applies the named fields of a wish to another one, and only those (AIP-134). */
@ApplicationScoped
class UpdateMask {
    private static final String FIELD = "update_mask";

    private final FieldRules rules;

    UpdateMask(FieldRules rules) {
        this.rules = rules;
    }

    /** The current wish with the named fields of the new one. It has to keep the rules of a new wish. */
    IntentSpec apply(String intentId, IntentSpec current, IntentSpec wanted, FieldMask mask) {
        if (mask.getPathsCount() == 0) {
            throw Refusal.invalid(FIELD, "names no field");
        }
        IntentSpec.Builder merged = current.toBuilder();
        for (String path : mask.getPathsList()) {
            apply(merged, wanted, path);
        }
        IntentSpec spec = merged.build();
        rules.check(SubmitIntentRequest.newBuilder()
                        .setIntentId(intentId)
                        .setSpec(spec)
                        .build())
                .ifPresent(refusal -> {
                    throw refusal;
                });
        return spec;
    }

    private static void apply(IntentSpec.Builder merged, IntentSpec wanted, String path) {
        switch (path) {
            case "display_name" -> merged.setDisplayName(wanted.getDisplayName());
            case "bandwidth_bps" -> merged.setBandwidthBps(wanted.getBandwidthBps());
            case "objectives" -> {
                merged.clearObjectives();
                if (wanted.hasObjectives()) {
                    merged.setObjectives(wanted.getObjectives());
                }
            }
            case "objectives.metric" ->
                merged.getObjectivesBuilder()
                        .setMetricValue(wanted.getObjectives().getMetricValue());
            case "objectives.max_latency_us" -> {
                merged.getObjectivesBuilder().clearMaxLatencyUs();
                if (wanted.getObjectives().hasMaxLatencyUs()) {
                    merged.getObjectivesBuilder()
                            .setMaxLatencyUs(wanted.getObjectives().getMaxLatencyUs());
                }
            }
            default ->
                throw Refusal.invalid(
                        FIELD,
                        "names '%s'; only display_name, bandwidth_bps, objectives, objectives.metric and objectives.max_latency_us can change"
                                .formatted(path));
        }
    }
}
