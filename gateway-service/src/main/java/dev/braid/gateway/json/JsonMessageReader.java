package dev.braid.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.braid.platform.errors.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads one JSON object into a message (ProtoJSON), strictly: a field that the contract does not know, a name that
 * comes twice, a second member of a oneof, a value that does not fit or anything behind the object is refused, with
 * the place where it stands.
 */
public final class JsonMessageReader {
    /** Deeper than any contract; what is deeper was made to hurt. */
    static final int MAX_DEPTH = 32;

    private static final String WHOLE = "body";
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .maxNameLength(256)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonMessageReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The message of that type that the text states. */
    public static DynamicMessage read(String json, Descriptor type) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.invalid(WHOLE, "must be one JSON object");
            }
            DynamicMessage message = new JsonMessageReader(parser).message(type, "");
            if (parser.nextToken() != null) {
                throw Refusal.invalid(
                        WHOLE,
                        "has something behind its object, at line %d, column %d"
                                .formatted(
                                        parser.currentTokenLocation().getLineNr(),
                                        parser.currentTokenLocation().getColumnNr()));
            }
            return message;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal malformed(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        String what = e.getOriginalMessage() == null
                ? "cannot be read"
                : e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
        return Refusal.invalid(WHOLE, "is not well-formed JSON%s: %s".formatted(where, what));
    }

    private DynamicMessage message(Descriptor type, String place) throws IOException {
        if (Fields.isWellKnown(type)) {
            return Fields.wellKnown(type, rest(), place);
        }
        requireToken(JsonToken.START_OBJECT, place, "an object");
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        Set<FieldDescriptor> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String fieldPlace = place.isEmpty() ? name : place + "." + name;
            FieldDescriptor field = Fields.find(type, name, fieldPlace);
            if (!seen.add(field)) {
                throw Refusal.invalid(fieldPlace, "comes twice");
            }
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            OneofDescriptor oneof = field.getRealContainingOneof();
            if (oneof != null && builder.hasOneof(oneof)) {
                throw Refusal.invalid(
                        fieldPlace,
                        "excludes %s; only one of them may be there"
                                .formatted(
                                        builder.getOneofFieldDescriptor(oneof).getJsonName()));
            }
            if (field.isMapField()) {
                map(builder, field, fieldPlace);
            } else if (field.isRepeated()) {
                list(builder, field, fieldPlace);
            } else {
                builder.setField(field, value(field, fieldPlace));
            }
        }
        return builder.build();
    }

    private void list(DynamicMessage.Builder builder, FieldDescriptor field, String place) throws IOException {
        requireToken(JsonToken.START_ARRAY, place, "a list");
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            builder.addRepeatedField(field, value(field, "%s[%d]".formatted(place, i)));
        }
    }

    private void map(DynamicMessage.Builder builder, FieldDescriptor field, String place) throws IOException {
        requireToken(JsonToken.START_OBJECT, place, "an object");
        FieldDescriptor keyField = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor valueField = field.getMessageType().findFieldByNumber(2);
        Set<Object> keys = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String entryPlace = "%s[%s]".formatted(place, parser.currentName());
            Object key = ScalarReader.read(keyField, parser.currentName(), entryPlace);
            if (!keys.add(key)) {
                throw Refusal.invalid(entryPlace, "comes twice");
            }
            parser.nextToken();
            builder.addRepeatedField(
                    field,
                    DynamicMessage.newBuilder(field.getMessageType())
                            .setField(keyField, key)
                            .setField(valueField, value(valueField, entryPlace))
                            .build());
        }
    }

    private Object value(FieldDescriptor field, String place) throws IOException {
        if (field.getJavaType() == JavaType.MESSAGE) {
            return message(field.getMessageType(), place);
        }
        JsonToken token = parser.currentToken();
        boolean fits =
                switch (field.getJavaType()) {
                    case INT, LONG, FLOAT, DOUBLE -> token.isNumeric() || token == JsonToken.VALUE_STRING;
                    case BOOLEAN -> token.isBoolean();
                    case STRING, BYTE_STRING -> token == JsonToken.VALUE_STRING;
                    case ENUM -> token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
                    case MESSAGE -> false;
                };
        if (!fits) {
            throw Refusal.invalid(place, "takes %s, not %s".formatted(wanted(field), named(token)));
        }
        return ScalarReader.read(field, parser.getText(), place);
    }

    /** What stands here, whole, as text. */
    private String rest() throws IOException {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private void requireToken(JsonToken token, String place, String wanted) {
        if (parser.currentToken() != token) {
            throw Refusal.invalid(place, "takes %s, not %s".formatted(wanted, named(parser.currentToken())));
        }
    }

    private static String wanted(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG, FLOAT, DOUBLE -> "a number";
            case BOOLEAN -> "true or false";
            case STRING, BYTE_STRING -> "a text";
            case ENUM -> "the name of a " + field.getEnumType().getName();
            case MESSAGE -> "an object";
        };
    }

    private static String named(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }
}
