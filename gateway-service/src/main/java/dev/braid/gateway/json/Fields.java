package dev.braid.gateway.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.platform.errors.Refusal;
import java.util.stream.Collectors;

/** Finds fields by the names that callers use. */
final class Fields {
    private static final JsonFormat.Parser WELL_KNOWN = JsonFormat.parser();

    private Fields() {}

    /** The field of that name, in the contract's form or in JSON's. */
    static FieldDescriptor find(Descriptor type, String name, String place) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getName().equals(name) || field.getJsonName().equals(name)) {
                return field;
            }
        }
        String known =
                type.getFields().stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
        throw Refusal.invalid(
                place, "is unknown; %s has %s".formatted(type.getName(), known.isEmpty() ? "no fields" : known));
    }

    /** Whether JSON has a form of its own for the message, for example a text for a time. */
    static boolean isWellKnown(Descriptor type) {
        return type.getFile().getPackage().equals("google.protobuf");
    }

    /** Such a message from its JSON form. */
    static DynamicMessage wellKnown(Descriptor type, String json, String place) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        try {
            WELL_KNOWN.merge(json, builder);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw Refusal.invalid(
                    place, "takes a %s, not %s".formatted(type.getName(), ScalarReader.quote(json.replace("\"", ""))));
        }
        return builder.build();
    }
}
