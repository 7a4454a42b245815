package dev.braid.gateway.rest;

import com.google.protobuf.DynamicMessage;
import dev.braid.gateway.json.ProtoJson;
import dev.braid.gateway.problem.Problem;
import dev.braid.gateway.problem.ProblemWriter;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A call with one answer. It is given up when the caller leaves. */
final class UnaryExchange extends ClientCall.Listener<DynamicMessage> {
    private final Exchange exchange;
    private final ProblemWriter problems;
    private DynamicMessage answer;

    private UnaryExchange(Exchange exchange, ProblemWriter problems) {
        this.exchange = exchange;
        this.problems = problems;
    }

    static void start(Exchange exchange, Duration timeout, ProblemWriter problems) {
        ClientCall<DynamicMessage, DynamicMessage> call = exchange.method()
                .upstream()
                .channel()
                .newCall(
                        exchange.method().grpc(),
                        CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS));
        exchange.response().closeHandler(_ -> call.cancel("The caller left.", null));
        call.start(new UnaryExchange(exchange, problems), exchange.headers());
        call.request(2);
        call.sendMessage(exchange.request());
        call.halfClose();
    }

    @Override
    public void onMessage(DynamicMessage message) {
        answer = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (!status.isOk() || answer == null) {
            Status failure = status.isOk() ? Status.INTERNAL : status;
            Problem problem = Problem.of(StatusProto.fromStatusAndTrailers(failure, trailers));
            exchange.eventLoop().runOnContext(_ -> problems.write(exchange.response(), problem, exchange.requestId()));
            return;
        }
        String json = ProtoJson.print(answer);
        exchange.eventLoop().runOnContext(_ -> {
            if (!exchange.response().ended() && !exchange.response().closed()) {
                exchange.response().putHeader("Content-Type", "application/json");
                exchange.response().putHeader("Cache-Control", "no-store");
                exchange.response().end(json);
            }
        });
    }
}
