package dev.braid.adapter.conformance;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What an adapter answered to one call, and what a check may expect of that. */
record Outcome(String call, Code code, String reason, String message, List<String> fields, Optional<Order> order) {
    /** What leaves the caller without knowledge. */
    private static final Set<Code> TELLING =
            Set.of(Code.OK, Code.NOT_FOUND, Code.FAILED_PRECONDITION, Code.INVALID_ARGUMENT);

    static Outcome of(String call, Supplier<Order> work) {
        try {
            return new Outcome(call, Code.OK, "", "", List.of(), Optional.of(work.get()));
        } catch (StatusRuntimeException e) {
            String message =
                    e.getStatus().getDescription() == null ? "" : e.getStatus().getDescription();
            String reason = "";
            List<String> fields = new ArrayList<>();
            try {
                for (Any detail : StatusProto.fromThrowable(e).getDetailsList()) {
                    if (detail.is(ErrorInfo.class)) {
                        ErrorInfo info = detail.unpack(ErrorInfo.class);
                        reason = info.getDomain().equals(Reason.DOMAIN)
                                ? info.getReason()
                                : "%s of domain '%s'".formatted(info.getReason(), info.getDomain());
                    } else if (detail.is(BadRequest.class)) {
                        detail.unpack(BadRequest.class)
                                .getFieldViolationsList()
                                .forEach(it -> fields.add(it.getField()));
                    }
                }
            } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
                reason = "(unreadable details)";
            }
            return new Outcome(call, e.getStatus().getCode(), reason, message, fields, Optional.empty());
        }
    }

    /** The order, where it was done. */
    Order done() {
        return order.orElseThrow(() -> new CheckFailed(call + ": OK", toString()));
    }

    /** Refused for one of these reasons. */
    void refused(Reason... reasons) {
        boolean as = code == Code.FAILED_PRECONDITION
                && Arrays.stream(reasons).anyMatch(it -> it.name().equals(reason));
        if (!as) {
            String any = Arrays.stream(reasons).map(Enum::name).collect(Collectors.joining(" or "));
            throw new CheckFailed("%s: FAILED_PRECONDITION %s".formatted(call, any), toString());
        }
    }

    /** There is no such order. */
    void notFound() {
        if (code != Code.NOT_FOUND) {
            throw new CheckFailed(call + ": NOT_FOUND", toString());
        }
    }

    /** Refused because of that field, by name. */
    void invalid(String field) {
        boolean named = fields.contains(field) || message.contains(field);
        if (code != Code.INVALID_ARGUMENT || !named) {
            throw new CheckFailed("%s: INVALID_ARGUMENT that names %s".formatted(call, field), toString());
        }
    }

    boolean ok() {
        return code == Code.OK;
    }

    /** There is no such order, or none that lives. */
    boolean over() {
        return code == Code.NOT_FOUND
                || order.filter(it -> it.getStanding() == OrderStanding.ORDER_STANDING_CEASED)
                        .isPresent();
    }

    /** Whether the caller knows no more than before. */
    boolean tellsNothing() {
        return !TELLING.contains(code);
    }

    /** Neither done nor refused. */
    void unknown() {
        if (tellsNothing()) {
            return;
        }
        throw new CheckFailed(call + ": a status that says that nobody knows, such as UNAVAILABLE", toString());
    }

    @Override
    public String toString() {
        return order.map(it -> "%s: OK, %s".formatted(call, shown(it)))
                .orElseGet(() -> "%s: %s %s %s"
                        .formatted(call, code, reason, message)
                        .replaceAll(" +", " ")
                        .strip());
    }

    static String shown(Order order) {
        return "order '%s' %s at %d bit/s over %s, revision %d, provider's number '%s'"
                .formatted(
                        order.getReference(),
                        order.getStanding().name().replace("ORDER_STANDING_", ""),
                        order.getBandwidthBps(),
                        order.getLinkIdsList(),
                        order.getRevision(),
                        order.getProviderOrderId());
    }
}
