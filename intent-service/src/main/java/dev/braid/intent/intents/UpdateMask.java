package dev.braid.intent.intents;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.platform.errors.FieldRules;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the named fields of a wish to another one, and only those (AIP-134). */
@ApplicationScoped
class UpdateMask {
    private static final String FIELD = "update_mask";

    /** These say between which locations the connections lead, and so what the intent is. */
    private static final List<String> FIXED = List.of("shape", "port_ids", "hub_port_id");

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
        List<FieldDescriptor> fields = fields(path);
        Message.Builder into = merged;
        Message from = wanted;
        for (FieldDescriptor parent : fields.subList(0, fields.size() - 1)) {
            if (!into.hasField(parent) && !from.hasField(parent)) {
                return;
            }
            into = into.getFieldBuilder(parent);
            from = (Message) from.getField(parent);
        }
        FieldDescriptor field = fields.getLast();
        if (!field.hasPresence() || from.hasField(field)) {
            into.setField(field, from.getField(field));
        } else {
            into.clearField(field);
        }
    }

    /** The fields from the spec down to the one that the path names. */
    private static List<FieldDescriptor> fields(String path) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Optional<Descriptor> message = Optional.of(IntentSpec.getDescriptor());
        for (String name : path.split("\\.", -1)) {
            FieldDescriptor field = message.map(type -> type.findFieldByName(name))
                    .orElseThrow(() -> Refusal.invalid(FIELD, "names '%s', which no spec has".formatted(path)));
            fields.add(field);
            message = field.getJavaType() == JavaType.MESSAGE && !field.isRepeated()
                    ? Optional.of(field.getMessageType())
                    : Optional.empty();
        }
        if (FIXED.contains(fields.getFirst().getName())) {
            throw Refusal.invalid(FIELD, "names '%s'; %s never change".formatted(path, String.join(", ", FIXED)));
        }
        return fields;
    }
}
