package dev.braid.gateway.rest;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Writes down each call, and takes the tenant from the token as the real services do, but for the signature. */
final class CallRecorder implements ServerInterceptor {
    static final Context.Key<String> TENANT = Context.key("tenant");

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Map<String, String> record = new ConcurrentHashMap<>();
        record.put("method", call.getMethodDescriptor().getBareMethodName());
        for (String name : headers.keys()) {
            record.put(name, headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
        }
        if (Context.current().getDeadline() != null) {
            record.put(
                    "deadline-ms", Long.toString(Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS)));
        }
        Services.calls().add(record);
        String tenant =
                TokenText.tenant(headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)));
        Context.current()
                .addListener(
                        context -> record.put("cancelled", Boolean.toString(context.isCancelled())), Runnable::run);
        return Contexts.interceptCall(Context.current().withValue(TENANT, tenant), call, headers, next);
    }
}
