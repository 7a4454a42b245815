package dev.braid.gateway.openapi;

import build.buf.validate.FieldRules;
import build.buf.validate.RepeatedRules;
import build.buf.validate.StringRules;
import io.vertx.core.json.JsonObject;

/** Puts the bounds of the contract's field rules into schemas. */
final class FieldBounds {
    private FieldBounds() {}

    /** Of a field that holds one value. */
    static void addSingle(JsonObject schema, FieldRules rules) {
        switch (rules.getTypeCase()) {
            case STRING -> addText(schema, rules.getString());
            case INT32 -> {
                if (rules.getInt32().hasGte()) {
                    schema.put("minimum", rules.getInt32().getGte());
                }
                if (rules.getInt32().hasLte()) {
                    schema.put("maximum", rules.getInt32().getLte());
                }
            }
            case DOUBLE -> {
                if (rules.getDouble().hasGte()) {
                    schema.put("minimum", rules.getDouble().getGte());
                }
                if (rules.getDouble().hasLte()) {
                    schema.put("maximum", rules.getDouble().getLte());
                }
            }
            case INT64 -> {
                // The JSON form is a text, which has no minimum: say it in words.
                if (rules.getInt64().hasGte() && rules.getInt64().hasLte()) {
                    schema.put(
                            "description",
                            "From %d to %d"
                                    .formatted(
                                            rules.getInt64().getGte(),
                                            rules.getInt64().getLte()));
                } else if (rules.getInt64().hasGte()) {
                    schema.put(
                            "description",
                            "At least %d".formatted(rules.getInt64().getGte()));
                }
            }
            default -> {
                // Other rules have no counterpart in a schema; the services check them all.
            }
        }
    }

    /** Of a list. */
    static void addList(JsonObject schema, FieldRules rules) {
        RepeatedRules list = rules.getRepeated();
        if (list.hasMinItems()) {
            schema.put("minItems", list.getMinItems());
        }
        if (list.hasMaxItems()) {
            schema.put("maxItems", list.getMaxItems());
        }
        if (list.getUnique()) {
            schema.put("uniqueItems", true);
        }
    }

    /** Of what is in a list. */
    static void addItems(JsonObject items, FieldRules rules) {
        addSingle(items, rules.getRepeated().getItems());
    }

    private static void addText(JsonObject schema, StringRules text) {
        if (text.hasPattern()) {
            schema.put("pattern", text.getPattern());
        }
        if (text.hasMinLen()) {
            schema.put("minLength", text.getMinLen());
        }
        if (text.hasMaxLen()) {
            schema.put("maxLength", text.getMaxLen());
        }
    }
}
