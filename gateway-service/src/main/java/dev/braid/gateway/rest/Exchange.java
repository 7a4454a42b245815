package dev.braid.gateway.rest;

import com.google.protobuf.DynamicMessage;
import dev.braid.gateway.domain.RequestId;
import dev.braid.platform.identity.Caller;
import io.grpc.Metadata;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/** One request on its way: who asks what of which method, and where the answer goes. */
record Exchange(
        RestMethod method,
        DynamicMessage request,
        Caller caller,
        RequestId requestId,
        Context eventLoop,
        HttpServerResponse response) {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> REQUEST_ID =
            Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

    /** What goes with the call: the token as it came and our own request id, and nothing else from outside. */
    Metadata headers() {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + caller.bearerToken());
        headers.put(REQUEST_ID, requestId.value());
        return headers;
    }
}
