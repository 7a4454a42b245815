package dev.braid.platform.errors;

import build.buf.validate.DoubleRules;
import build.buf.validate.EnumRules;
import build.buf.validate.FieldRules;
import build.buf.validate.Int32Rules;
import build.buf.validate.Int64Rules;
import build.buf.validate.RepeatedRules;
import build.buf.validate.StringRules;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The simple rules of single values. What they do not know, they fail. */
final class QuickValues {
    private static final Set<String> FRAME =
            Set.of("required", "string", "int32", "int64", "double", "enum", "repeated");
    private static final Set<String> BOUNDS = Set.of("gt", "gte", "lt", "lte");

    private QuickValues() {}

    /** Whether the field may have any value that it can have. */
    static boolean isFree(FieldRules rules) {
        return hasOnly(rules, Set.of("required"));
    }

    /** Whether there is nothing about the field but what is looked at here. */
    private static boolean knows(FieldRules rules) {
        return hasOnly(rules, FRAME);
    }

    private static boolean hasOnly(Message rules, Set<String> names) {
        return rules.getUnknownFields().asMap().isEmpty()
                && rules.getAllFields().keySet().stream()
                        .map(FieldDescriptor::getName)
                        .allMatch(names::contains);
    }

    static Predicate<Object> text(FieldRules rules) {
        StringRules text = rules.getString();
        if (isFree(rules)) {
            return value -> ((String) value).indexOf('\0') < 0;
        }
        if (!knows(rules) || !hasOnly(text, Set.of("min_len", "max_len", "pattern"))) {
            return _ -> false;
        }
        long least = text.getMinLen();
        long most = text.hasMaxLen() ? text.getMaxLen() : Long.MAX_VALUE;
        Pattern pattern = text.hasPattern() ? Pattern.compile(text.getPattern()) : null;
        return value -> {
            String word = (String) value;
            // In plain characters lengths and patterns mean the same to everybody.
            return isPlain(word)
                    && word.length() >= least
                    && word.length() <= most
                    && (pattern == null || pattern.matcher(word).find());
        };
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < ' ' || word.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    static Predicate<Object> whole(FieldRules rules, Int64Rules bounds) {
        if (!knows(rules) || !hasOnly(bounds, BOUNDS)) {
            return _ -> false;
        }
        return whole(
                bounds.hasGte() ? bounds.getGte() : bounds.hasGt() ? Math.addExact(bounds.getGt(), 1) : Long.MIN_VALUE,
                bounds.hasLte()
                        ? bounds.getLte()
                        : bounds.hasLt() ? Math.subtractExact(bounds.getLt(), 1) : Long.MAX_VALUE);
    }

    static Predicate<Object> whole(FieldRules rules, Int32Rules bounds) {
        if (!knows(rules) || !hasOnly(bounds, BOUNDS)) {
            return _ -> false;
        }
        return whole(
                bounds.hasGte() ? bounds.getGte() : bounds.hasGt() ? bounds.getGt() + 1L : Integer.MIN_VALUE,
                bounds.hasLte() ? bounds.getLte() : bounds.hasLt() ? bounds.getLt() - 1L : Integer.MAX_VALUE);
    }

    private static Predicate<Object> whole(long least, long most) {
        return value -> {
            long number = ((Number) value).longValue();
            return number >= least && number <= most;
        };
    }

    static Predicate<Object> fraction(FieldRules rules) {
        DoubleRules bounds = rules.getDouble();
        if (!knows(rules) || !hasOnly(bounds, Set.of("gte", "lte"))) {
            return _ -> false;
        }
        double least = bounds.hasGte() ? bounds.getGte() : Double.NEGATIVE_INFINITY;
        double most = bounds.hasLte() ? bounds.getLte() : Double.POSITIVE_INFINITY;
        return value -> (double) value >= least && (double) value <= most;
    }

    static Predicate<EnumValueDescriptor> named(FieldRules rules) {
        EnumRules names = rules.getEnum();
        if (!knows(rules) || !hasOnly(names, Set.of("defined_only", "not_in"))) {
            return _ -> false;
        }
        Set<Integer> barred = Set.copyOf(names.getNotInList());
        // A number without a name has no place in its kind.
        return value -> value.getIndex() >= 0 && !barred.contains(value.getNumber());
    }

    static Predicate<Object> list(FieldRules rules, Predicate<Object> item) {
        RepeatedRules list = rules.getRepeated();
        if (!knows(rules) || !hasOnly(list, Set.of("min_items", "max_items", "unique", "items"))) {
            return _ -> false;
        }
        long least = list.getMinItems();
        long most = list.hasMaxItems() ? list.getMaxItems() : Long.MAX_VALUE;
        boolean unique = list.getUnique();
        return value -> {
            List<?> items = (List<?>) value;
            return items.size() >= least
                    && items.size() <= most
                    && items.stream().allMatch(item)
                    && (!unique || items.size() < 2 || new HashSet<Object>(items).size() == items.size());
        };
    }
}
