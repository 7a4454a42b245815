package dev.braid.platform.errors;

import build.buf.validate.Ignore;
import build.buf.validate.MessageRules;
import build.buf.validate.Rule;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The common rules of one kind of message in plain Java, an order of magnitude faster than their evaluation as CEL. A
 * message that passes keeps all its rules; one that does not may keep them too: where a rule, or a value, is anything
 * but simple, it says no and leaves the answer to the evaluation.
 */
final class QuickRules {
    private static final QuickRules UNSURE = new QuickRules(List.of(_ -> false));
    /** Of the years 1 and 9999. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    /** Others cannot be evaluated. */
    private static final QuickRules TIMES = new QuickRules(List.of(QuickRules::isTime));

    /** Only a ternary binds less than an or, so without one the rule is kept where the field is absent. */
    private static final Pattern GUARDED = Pattern.compile("!has\\(this\\.(\\w+)\\) \\|\\| [^?]*");

    private List<Predicate<Message>> checks;

    private QuickRules(List<Predicate<Message>> checks) {
        this.checks = checks;
    }

    /** The rules of the kind, and of all that it contains. */
    static QuickRules of(Descriptor kind) {
        return of(kind, new HashMap<>());
    }

    /** Whether the message keeps all rules for certain. */
    boolean passes(Message message) {
        for (Predicate<Message> check : checks) {
            if (!check.test(message)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTime(Message time) {
        Descriptor kind = time.getDescriptorForType();
        long seconds = (long) time.getField(kind.findFieldByNumber(Timestamp.SECONDS_FIELD_NUMBER));
        int nanos = (int) time.getField(kind.findFieldByNumber(Timestamp.NANOS_FIELD_NUMBER));
        return seconds >= FIRST_SECOND && seconds <= LAST_SECOND && nanos >= 0 && nanos < NANOS_PER_SECOND;
    }

    private static QuickRules of(Descriptor kind, Map<Descriptor, QuickRules> known) {
        QuickRules begun = known.get(kind);
        if (begun != null) {
            return begun;
        }
        if (kind.getFullName().equals(Timestamp.getDescriptor().getFullName())) {
            return TIMES;
        }
        List<Predicate<Message>> checks = new ArrayList<>();
        if (kind.getFullName().startsWith("google.protobuf.") || !addIdle(checks, kind)) {
            return UNSURE;
        }
        QuickRules rules = new QuickRules(List.of());
        // Before its fields: a kind may contain itself.
        known.put(kind, rules);
        for (OneofDescriptor oneof : kind.getRealOneofs()) {
            if (oneof.getOptions().getExtension(ValidateProto.oneof).getRequired()) {
                checks.add(message -> message.hasOneof(oneof));
            }
        }
        for (FieldDescriptor field : kind.getFields()) {
            add(checks, field, known);
        }
        rules.checks = checks;
        return rules;
    }

    /** Whether all rules of the whole message are kept by one that lacks certain fields: those checks are added. */
    private static boolean addIdle(List<Predicate<Message>> checks, Descriptor kind) {
        MessageRules whole = kind.getOptions().getExtension(ValidateProto.message);
        if (!whole.equals(
                MessageRules.newBuilder().addAllCel(whole.getCelList()).build())) {
            return false;
        }
        for (Rule rule : whole.getCelList()) {
            Matcher guard = GUARDED.matcher(rule.getExpression());
            FieldDescriptor field = guard.matches() ? kind.findFieldByName(guard.group(1)) : null;
            if (field == null || !field.hasPresence()) {
                return false;
            }
            checks.add(message -> !message.hasField(field));
        }
        return true;
    }

    private static void add(List<Predicate<Message>> checks, FieldDescriptor field, Map<Descriptor, QuickRules> known) {
        var rules = field.getOptions().getExtension(ValidateProto.field);
        Predicate<Object> value = field.isMapField() || rules.getIgnore() != Ignore.IGNORE_UNSPECIFIED
                ? _ -> false
                : value(field, rules, known);
        boolean required = rules.getRequired();
        if (field.isRepeated()) {
            checks.add(required ? _ -> false : message -> value.test(message.getField(field)));
        } else if (field.hasPresence()) {
            checks.add(message -> message.hasField(field) ? value.test(message.getField(field)) : !required);
        } else {
            checks.add(required ? _ -> false : message -> value.test(message.getField(field)));
        }
    }

    private static Predicate<Object> value(
            FieldDescriptor field, build.buf.validate.FieldRules rules, Map<Descriptor, QuickRules> known) {
        if (field.isRepeated()) {
            return QuickValues.list(rules, one(field, rules.getRepeated().getItems(), known));
        }
        return one(field, rules, known);
    }

    private static Predicate<Object> one(
            FieldDescriptor field, build.buf.validate.FieldRules rules, Map<Descriptor, QuickRules> known) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                QuickRules nested = of(field.getMessageType(), known);
                yield QuickValues.isFree(rules) ? value -> nested.passes((Message) value) : _ -> false;
            }
            case STRING -> QuickValues.text(rules);
            case LONG -> QuickValues.whole(rules, rules.getInt64());
            case INT -> QuickValues.whole(rules, rules.getInt32());
            case DOUBLE -> QuickValues.fraction(rules);
            case ENUM -> {
                Predicate<EnumValueDescriptor> named = QuickValues.named(rules);
                yield value -> named.test((EnumValueDescriptor) value);
            }
            case BOOLEAN, FLOAT, BYTE_STRING -> QuickValues.isFree(rules) ? _ -> true : _ -> false;
        };
    }
}
