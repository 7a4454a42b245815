package dev.braid.platform.errors;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.BadRequest;
import dev.braid.platform.proto.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rules that stand beside the fields of the contracts. */
@ApplicationScoped
public class FieldRules {
    private final Validator validator = ValidatorFactory.newBuilder().build();
    private final Map<Descriptor, QuickRules> quick = new ConcurrentHashMap<>();

    /** The refusal that names each broken rule with the field and the value, or empty when the message keeps all. */
    public Optional<Refusal> check(Message message) {
        return quick.computeIfAbsent(message.getDescriptorForType(), QuickRules::of)
                        .passes(message)
                ? Optional.empty()
                : evaluate(message);
    }

    /** The same without a short cut for messages that keep all rules. */
    Optional<Refusal> evaluate(Message message) {
        // No database stores it, and no person reads it.
        var nul = FieldSearch.first(message, value -> value instanceof String text && text.indexOf('\0') >= 0);
        if (nul.isPresent()) {
            return Optional.of(Refusal.invalid(nul.get().path(), "must not hold the character U+0000"));
        }
        ValidationResult result;
        try {
            result = validator.validate(message);
        } catch (ValidationException | DateTimeException e) {
            // No rule can be evaluated on a time that is none.
            return Optional.of(noMoment(message)
                    .orElseThrow(() -> new IllegalStateException(
                            "The rules of " + message.getDescriptorForType().getFullName() + " cannot be evaluated",
                            e)));
        }
        if (result.isSuccess()) {
            return Optional.empty();
        }
        BadRequest.Builder broken = BadRequest.newBuilder();
        for (Violation violation : result.getViolations()) {
            var rule = violation.toProto();
            broken.addFieldViolations(BadRequest.FieldViolation.newBuilder()
                    .setField(path(rule.getField()))
                    .setReason(rule.getRuleId())
                    .setDescription(describe(violation, rule.getMessage())));
        }
        return Optional.of(Refusal.invalid(broken.build()));
    }

    private static Optional<Refusal> noMoment(Message message) {
        return FieldSearch.first(message, value -> value instanceof Timestamp time && !Times.isMoment(time))
                .map(found -> Refusal.invalid(found.path(), Times.fault((Timestamp) found.value())));
    }

    private static String describe(Violation violation, String rule) {
        var value = violation.getFieldValue();
        if (value == null || value.getValue() instanceof Message) {
            return rule;
        }
        String text = String.valueOf(value.getValue());
        return rule + ", but is '" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
    }

    private static String path(FieldPath path) {
        StringBuilder text = new StringBuilder();
        for (FieldPathElement element : path.getElementsList()) {
            if (!text.isEmpty()) {
                text.append('.');
            }
            text.append(element.getFieldName());
            if (element.hasIndex()) {
                text.append('[').append(element.getIndex()).append(']');
            }
        }
        return text.toString();
    }
}
