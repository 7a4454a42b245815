package dev.braid.platform.errors;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for every text of every contract: no NUL, which no database stores and no person reads. */
final class TextRules {
    private TextRules() {}

    /** The path of the first text that holds a NUL. */
    static Optional<String> fieldWithNul(Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            String name = field.getKey().getName();
            Optional<String> found = Optional.empty();
            if (field.getValue() instanceof List<?> values) {
                for (int i = 0; i < values.size() && found.isEmpty(); i++) {
                    found = inValue(name + "[" + i + "]", values.get(i));
                }
            } else {
                found = inValue(name, field.getValue());
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inValue(String path, Object value) {
        return switch (value) {
            case String text when text.indexOf('\0') >= 0 -> Optional.of(path);
            case Message nested -> fieldWithNul(nested).map(inner -> path + "." + inner);
            default -> Optional.empty();
        };
    }
}
