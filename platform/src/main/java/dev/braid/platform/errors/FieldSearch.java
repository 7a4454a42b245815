package dev.braid.platform.errors;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for a value wherever it stands in a message. */
final class FieldSearch {
    private FieldSearch() {}

    /** A value, and the path of its field. */
    record Found(String path, Object value) {}

    /** The first value that is sought, in the order of fields; a message is looked at before what is in it. */
    static Optional<Found> first(Message message, Predicate<Object> sought) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            String name = field.getKey().getName();
            Optional<Found> found = Optional.empty();
            if (field.getValue() instanceof List<?> values) {
                for (int i = 0; i < values.size() && found.isEmpty(); i++) {
                    found = at(name + "[" + i + "]", values.get(i), sought);
                }
            } else {
                found = at(name, field.getValue(), sought);
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> at(String path, Object value, Predicate<Object> sought) {
        if (sought.test(value)) {
            return Optional.of(new Found(path, value));
        }
        return value instanceof Message nested
                ? first(nested, sought).map(inner -> new Found(path + "." + inner.path(), inner.value()))
                : Optional.empty();
    }
}
