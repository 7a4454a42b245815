package dev.braid.gateway.problem;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.braid.gateway.contract.Contracts;
import dev.braid.gateway.domain.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Answers requests with problems, and counts them: {@code braid_gateway_problems_total}. */
@ApplicationScoped
public class ProblemWriter {
    private final MeterRegistry meters;
    private final JsonFormat.Printer printer;

    ProblemWriter(MeterRegistry meters, Contracts contracts) {
        this.meters = meters;
        JsonFormat.TypeRegistry.Builder types = JsonFormat.TypeRegistry.newBuilder();
        for (Descriptor type : ErrorDetailsProto.getDescriptor().getMessageTypes()) {
            types.add(type);
        }
        types.add(contracts.messages());
        this.printer = JsonFormat.printer().usingTypeRegistry(types.build()).omittingInsignificantWhitespace();
    }

    /** Ends the response with the problem; where it was ended already, only counts. */
    public void write(HttpServerResponse response, Problem problem, RequestId requestId) {
        count(problem);
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.httpStatus());
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("Cache-Control", "no-store");
        problem.retryAfter()
                .ifPresent(delay -> response.putHeader(
                        "Retry-After", Long.toString(Math.max(1, Math.ceilDiv(Durations.toMillis(delay), 1000L)))));
        if (!problem.allowed().isEmpty()) {
            response.putHeader("Allow", String.join(", ", problem.allowed()));
        }
        if (problem.httpStatus() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"braid\"");
        }
        response.end(json(problem, requestId).encode());
    }

    /** Counts a problem that is told in another way than as a response of its own. */
    public void count(Problem problem) {
        meters.counter(
                        "braid.gateway.problems",
                        "status",
                        Integer.toString(problem.httpStatus()),
                        "reason",
                        problem.reason())
                .increment();
    }

    /** The problem as a document. */
    public JsonObject json(Problem problem, RequestId requestId) {
        JsonObject json = new JsonObject()
                .put(
                        "type",
                        "urn:braid:problem:"
                                + problem.reason().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", title(problem))
                .put("status", problem.httpStatus())
                .put("detail", problem.detail())
                .put("instance", "urn:braid:request:" + requestId.value())
                .put("code", problem.code().name())
                .put("reason", problem.reason())
                .put("requestId", requestId.value());
        problem.retryAfter().ifPresent(delay -> json.put("retryAfterSeconds", Durations.toSecondsAsDouble(delay)));
        JsonArray others = new JsonArray();
        for (Any detail : problem.details()) {
            addDetail(json, others, detail);
        }
        if (!others.isEmpty()) {
            json.put("details", others);
        }
        return json;
    }

    private void addDetail(JsonObject json, JsonArray others, Any detail) {
        try {
            if (detail.is(BadRequest.class)) {
                JsonArray violations = new JsonArray();
                for (BadRequest.FieldViolation violation :
                        detail.unpack(BadRequest.class).getFieldViolationsList()) {
                    JsonObject entry = new JsonObject()
                            .put("field", violation.getField())
                            .put("description", violation.getDescription());
                    violations.add(
                            violation.getReason().isEmpty() ? entry : entry.put("reason", violation.getReason()));
                }
                json.put("violations", violations);
            } else if (detail.is(ErrorInfo.class)) {
                ErrorInfo info = detail.unpack(ErrorInfo.class);
                json.put("domain", info.getDomain());
                if (info.getMetadataCount() > 0) {
                    JsonObject metadata = new JsonObject();
                    info.getMetadataMap().forEach(metadata::put);
                    json.put("metadata", metadata);
                }
            } else if (!detail.is(RetryInfo.class) && !detail.is(DebugInfo.class)) {
                // Stack traces are for logs; everything else that a service tells, it tells to the caller.
                others.add(new JsonObject(printer.print(detail)));
            }
        } catch (InvalidProtocolBufferException e) {
            others.add(new JsonObject().put("@type", detail.getTypeUrl()));
        }
    }

    private static String title(Problem problem) {
        String words = problem.code().name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return switch (problem.httpStatus()) {
            case 405 -> "Method not allowed";
            case 413 -> "Content too large";
            case 415 -> "Unsupported media type";
            default -> Character.toUpperCase(words.charAt(0)) + words.substring(1);
        };
    }
}
