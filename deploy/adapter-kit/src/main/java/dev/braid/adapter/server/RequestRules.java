package dev.braid.adapter.server;

import build.buf.protovalidate.ValidationResult;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.BadRequest;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.QualifyLegRequest;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.api.adapter.v1.WatchOrdersRequest;
import java.util.List;
import java.util.stream.Collectors;

/** The rules that stand beside the fields of the contract. */
final class RequestRules {
    private static final Validator VALIDATOR = ValidatorFactory.newBuilder().build();
    private static final int LONGEST_SHOWN = 80;

    private RequestRules() {}

    /** Compiles them all, which takes seconds, so that no call waits for it. */
    static void warmUp() {
        for (Message request : List.<Message>of(
                QualifyLegRequest.getDefaultInstance(),
                ReserveLegRequest.getDefaultInstance(),
                ActivateLegRequest.getDefaultInstance(),
                ModifyLegRequest.getDefaultInstance(),
                ReleaseLegRequest.getDefaultInstance(),
                GetOrderRequest.getDefaultInstance(),
                ListOrdersRequest.getDefaultInstance(),
                WatchOrdersRequest.getDefaultInstance())) {
            validate(request);
        }
    }

    /** Names each broken rule with the field and the value. */
    static void check(Message request) throws BadField {
        ValidationResult result = validate(request);
        if (result.isSuccess()) {
            return;
        }
        BadRequest.Builder broken = BadRequest.newBuilder();
        for (Violation violation : result.getViolations()) {
            String field = violation.toProto().getField().getElementsList().stream()
                    .map(FieldPathElement::getFieldName)
                    .collect(Collectors.joining("."));
            broken.addFieldViolations(
                    BadRequest.FieldViolation.newBuilder().setField(field).setDescription(describe(violation)));
        }
        throw new BadField(broken.build());
    }

    /** No rule of the validator says that a time must be one. */
    static void check(CommandTerms terms) throws BadField {
        if (!Timestamps.isValid(terms.getNotAfterTime())) {
            throw new BadField(
                    "terms.not_after_time",
                    "is no time: %d s and %d ns"
                            .formatted(
                                    terms.getNotAfterTime().getSeconds(),
                                    terms.getNotAfterTime().getNanos()));
        }
    }

    private static ValidationResult validate(Message request) {
        try {
            return VALIDATOR.validate(request);
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    "The rules of %s cannot be evaluated."
                            .formatted(request.getDescriptorForType().getFullName()),
                    e);
        }
    }

    private static String describe(Violation violation) {
        String rule = violation.toProto().getMessage();
        Violation.FieldValue value = violation.getFieldValue();
        if (value == null || value.getValue() instanceof Message || value.getValue() instanceof List) {
            return rule;
        }
        String text = String.valueOf(value.getValue());
        return "%s, but is '%s'"
                .formatted(rule, text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text);
    }
}
