package dev.braid.intent.watching;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** Lets a stream ask whether its reader keeps up: the framework itself would buffer without bound. */
@ApplicationScoped
@GlobalInterceptor
public class StreamReadiness implements ServerInterceptor {
    private static final Context.Key<BooleanSupplier> READY = Context.key("braid-stream-ready");

    /** Whether the reader of the stream under way takes more now. Ask for it before the first asynchronous step. */
    static BooleanSupplier current() {
        BooleanSupplier ready = READY.get();
        return ready == null ? () -> true : ready;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (call.getMethodDescriptor().getType() != MethodDescriptor.MethodType.SERVER_STREAMING) {
            return next.startCall(call, headers);
        }
        return Contexts.interceptCall(Context.current().withValue(READY, call::isReady), call, headers, next);
    }
}
