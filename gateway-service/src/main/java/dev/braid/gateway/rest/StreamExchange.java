package dev.braid.gateway.rest;

import com.google.protobuf.DynamicMessage;
import dev.braid.gateway.domain.StreamSlots.Answer;
import dev.braid.gateway.domain.StreamSlots.Slot;
import dev.braid.gateway.edge.Admission;
import dev.braid.gateway.json.ProtoJson;
import dev.braid.gateway.problem.Problem;
import dev.braid.gateway.problem.ProblemWriter;
import dev.braid.gateway.sse.EventStream;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * A call with many answers, sent on as events. The service is asked for the next answer when the reader has taken the
 * one before. A refusal that comes first is a problem like any other; one that comes later is the last event.
 */
final class StreamExchange extends ClientCall.Listener<DynamicMessage> {
    private static final long MILLISECONDS_BEFORE_OPENING = 500;

    private final Exchange exchange;
    private final ClientCall<DynamicMessage, DynamicMessage> call;
    private final EventStream stream;
    private final ProblemWriter problems;

    private StreamExchange(
            Exchange exchange,
            ClientCall<DynamicMessage, DynamicMessage> call,
            EventStream stream,
            ProblemWriter problems) {
        this.exchange = exchange;
        this.call = call;
        this.stream = stream;
        this.problems = problems;
    }

    static void start(Exchange exchange, Vertx vertx, RestSettings settings, ProblemWriter problems) {
        Upstreams.Upstream upstream = exchange.method().upstream();
        EventStream stream = new EventStream(vertx, exchange.response(), settings.heartbeat());
        if (stream.isClosed()) {
            return;
        }
        String payer = Admission.payer(exchange.caller());
        String streams = "streams of the %s service".formatted(upstream.name());
        switch (upstream.streams().take(payer)) {
            case Answer.Granted(Slot slot) -> open(exchange, stream, slot, vertx, settings, problems);
            case Answer.CallerFull(int most) ->
                problems.write(exchange.response(), Problem.tooManyStreams(payer, streams, most), exchange.requestId());
            case Answer.AllFull(int most) ->
                problems.write(exchange.response(), Problem.noStreamLeft(streams, most), exchange.requestId());
        }
    }

    private static void open(
            Exchange exchange,
            EventStream stream,
            Slot slot,
            Vertx vertx,
            RestSettings settings,
            ProblemWriter problems) {
        Upstreams.Upstream upstream = exchange.method().upstream();
        ClientCall<DynamicMessage, DynamicMessage> call = upstream.channel()
                .newCall(
                        exchange.method().grpc(),
                        CallOptions.DEFAULT.withDeadlineAfter(
                                settings.maxStreamAge().toMillis(), TimeUnit.MILLISECONDS));
        stream.onClose(() -> {
            slot.giveBack();
            call.cancel("The reader left.", null);
        });
        call.start(new StreamExchange(exchange, call, stream, problems), exchange.headers());
        call.request(1);
        call.sendMessage(exchange.request());
        call.halfClose();
        // A service with nothing to say yet says nothing at all; the reader should know that it is heard.
        vertx.setTimer(MILLISECONDS_BEFORE_OPENING, _ -> stream.open());
    }

    @Override
    public void onMessage(DynamicMessage message) {
        String json = ProtoJson.print(message);
        exchange.eventLoop().runOnContext(_ -> {
            stream.send("message", "", json);
            if (stream.isFull()) {
                stream.whenReady(() -> call.request(1));
            } else {
                call.request(1);
            }
        });
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        exchange.eventLoop().runOnContext(_ -> close(status, trailers));
    }

    private void close(Status status, Metadata trailers) {
        if (stream.isClosed()) {
            return;
        }
        boolean over = status.isOk() || (stream.isOpen() && status.getCode() == Status.Code.DEADLINE_EXCEEDED);
        if (over) {
            stream.end();
            return;
        }
        Problem problem = Problem.of(StatusProto.fromStatusAndTrailers(status, trailers));
        if (stream.isOpen()) {
            problems.count(problem);
            stream.send(
                    "problem", "", problems.json(problem, exchange.requestId()).encode());
            stream.end();
        } else {
            problems.write(exchange.response(), problem, exchange.requestId());
        }
    }
}
