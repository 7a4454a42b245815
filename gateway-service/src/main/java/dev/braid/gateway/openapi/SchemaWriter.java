package dev.braid.gateway.openapi;

import build.buf.validate.FieldRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.braid.gateway.contract.Comments;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/** Describes messages as JSON Schema (draft 2020-12), as ProtoJSON writes them; each one once, under its full name. */
final class SchemaWriter {
    private static final Map<String, JsonObject> WELL_KNOWN = Map.of(
            "google.protobuf.Timestamp",
            text("date-time", "RFC 3339, in UTC"),
            "google.protobuf.Duration",
            text("duration", "Seconds with an s behind, for example 1.5s"),
            "google.protobuf.FieldMask",
            text("field-mask", "Names of fields, joined by commas"));

    private final Comments comments;
    private final Map<String, JsonObject> schemas = new TreeMap<>();

    SchemaWriter(Comments comments) {
        this.comments = comments;
    }

    /** All schemas that were referred to so far, by name. */
    JsonObject schemas() {
        JsonObject all = new JsonObject();
        schemas.forEach(all::put);
        return all;
    }

    /** A reference to the schema of a message. */
    JsonObject reference(Descriptor type) {
        if (!schemas.containsKey(type.getFullName())) {
            // Before its fields: a message may hold itself.
            schemas.put(type.getFullName(), new JsonObject());
            schemas.put(type.getFullName(), object(type));
        }
        return referenceTo(type.getFullName());
    }

    /** The schema of one field, with what its contract says about it. */
    JsonObject field(FieldDescriptor field) {
        JsonObject schema;
        if (field.isMapField()) {
            schema = new JsonObject()
                    .put("type", "object")
                    .put("additionalProperties", single(field.getMessageType().findFieldByNumber(2)));
        } else if (field.isRepeated()) {
            JsonObject items = single(field);
            FieldBounds.addItems(items, rules(field));
            schema = new JsonObject().put("type", "array").put("items", items);
            FieldBounds.addList(schema, rules(field));
        } else {
            schema = single(field);
            FieldBounds.addSingle(schema, rules(field));
        }
        return describe(schema, comments.on(field));
    }

    private JsonObject object(Descriptor type) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (FieldDescriptor field : type.getFields()) {
            properties.put(field.getJsonName(), field(field));
            if (rules(field).getRequired()) {
                required.add(field.getJsonName());
            }
        }
        JsonObject schema = new JsonObject().put("type", "object").put("additionalProperties", false);
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return describe(schema, comments.on(type));
    }

    private JsonObject single(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> new JsonObject().put("type", "integer").put("format", "int32");
            case LONG ->
                new JsonObject().put("type", "string").put("format", "int64").put("pattern", "^-?[0-9]{1,20}$");
            case FLOAT, DOUBLE -> new JsonObject().put("type", "number").put("format", "double");
            case BOOLEAN -> new JsonObject().put("type", "boolean");
            case STRING -> new JsonObject().put("type", "string");
            case BYTE_STRING -> new JsonObject().put("type", "string").put("contentEncoding", "base64");
            case ENUM -> reference(field.getEnumType());
            case MESSAGE -> message(field.getMessageType());
        };
    }

    private JsonObject message(Descriptor type) {
        JsonObject wellKnown = WELL_KNOWN.get(type.getFullName());
        return wellKnown == null ? reference(type) : wellKnown.copy();
    }

    private JsonObject reference(EnumDescriptor type) {
        schemas.computeIfAbsent(type.getFullName(), _ -> {
            JsonArray names = new JsonArray();
            StringBuilder meanings = new StringBuilder(comments.on(type));
            for (EnumValueDescriptor value : type.getValues()) {
                names.add(value.getName());
                meanings.append("\n- `").append(value.getName()).append("`: ").append(comments.on(value));
            }
            return new JsonObject()
                    .put("type", "string")
                    .put("enum", names)
                    .put("description", meanings.toString().strip());
        });
        return referenceTo(type.getFullName());
    }

    private static JsonObject describe(JsonObject schema, String comment) {
        if (!comment.isEmpty()) {
            String bounds = schema.getString("description");
            schema.put("description", bounds == null ? comment : comment + " " + bounds + ".");
        }
        return schema;
    }

    private static FieldRules rules(FieldDescriptor field) {
        return field.getOptions().getExtension(ValidateProto.field);
    }

    private static JsonObject referenceTo(String name) {
        return new JsonObject().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonObject text(String format, String description) {
        return new JsonObject().put("type", "string").put("format", format).put("description", description);
    }
}
