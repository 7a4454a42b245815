package dev.braid.gateway.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.braid.gateway.domain.PercentText;
import dev.braid.platform.errors.Refusal;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads fields that come in the request line: path variables and query parameters. */
public final class QueryReader {
    private QueryReader() {}

    /** The parameters of a raw query, in their order; each name with all its values. */
    public static Map<String, List<String>> parse(String rawQuery) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            try {
                String name = PercentText.decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : PercentText.decodeQuery(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("query", e.getMessage());
            }
        }
        return parameters;
    }

    /** Puts a query parameter into the message; its name may lead into messages inside, joined by dots. */
    public static void setParameter(DynamicMessage.Builder message, String name, List<String> values) {
        set(message, name, name, values);
    }

    /** Puts a path variable into the message; where the body names the field too, it must say the same. */
    public static void setVariable(DynamicMessage.Builder message, String fieldPath, String value) {
        String inBody = textAt(message, fieldPath);
        if (!inBody.isEmpty() && !inBody.equals(value)) {
            throw Refusal.invalid(
                    fieldPath, "is %s in the body and '%s' in the path".formatted(ScalarReader.quote(inBody), value));
        }
        set(message, fieldPath, fieldPath, List.of(value));
    }

    private static void set(DynamicMessage.Builder message, String path, String place, List<String> values) {
        Descriptor type = message.getDescriptorForType();
        int dot = path.indexOf('.');
        FieldDescriptor field = Fields.find(type, dot < 0 ? path : path.substring(0, dot), place);
        if (dot >= 0) {
            if (field.getJavaType() != JavaType.MESSAGE
                    || field.isRepeated()
                    || Fields.isWellKnown(field.getMessageType())) {
                throw Refusal.invalid(place, "is unknown; %s has no parts".formatted(field.getJsonName()));
            }
            DynamicMessage.Builder inner =
                    DynamicMessage.newBuilder(field.getMessageType()).mergeFrom((Message) message.getField(field));
            set(inner, path.substring(dot + 1), place, values);
            message.setField(field, inner.build());
            return;
        }
        if (field.isRepeated() && !field.isMapField()) {
            values.forEach(value -> message.addRepeatedField(field, value(field, value, place)));
        } else if (values.size() > 1) {
            throw Refusal.invalid(place, "comes %d times and takes one value".formatted(values.size()));
        } else {
            message.setField(field, value(field, values.getFirst(), place));
        }
    }

    private static Object value(FieldDescriptor field, String text, String place) {
        if (field.getJavaType() != JavaType.MESSAGE) {
            return ScalarReader.read(field, text, place);
        }
        if (field.isMapField() || !Fields.isWellKnown(field.getMessageType())) {
            throw Refusal.invalid(place, "is an object and has no form in a query; name a field inside it");
        }
        return Fields.wellKnown(field.getMessageType(), Json.encode(text), place);
    }

    private static String textAt(DynamicMessage.Builder message, String fieldPath) {
        Message at = message.build();
        String[] names = fieldPath.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            at = (Message) at.getField(at.getDescriptorForType().findFieldByName(names[i]));
        }
        return at.getField(at.getDescriptorForType().findFieldByName(names[names.length - 1]))
                .toString();
    }
}
