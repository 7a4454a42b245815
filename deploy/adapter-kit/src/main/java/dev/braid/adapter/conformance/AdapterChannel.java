package dev.braid.adapter.conformance;

import io.grpc.CallCredentials;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A way to an adapter: plain text to this machine, TLS to any other, or where a CA file is given. */
public final class AdapterChannel {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int LARGEST_ANSWER_BYTES = 32 << 20;

    private AdapterChannel() {}

    /** Connects when it is first needed; the token goes with every call. */
    public static ManagedChannel open(String host, int port, Optional<Path> caFile, Optional<String> token)
            throws IOException {
        boolean plain = caFile.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        ManagedChannelBuilder<?> builder =
                Grpc.newChannelBuilderForAddress(host, port, plain ? InsecureChannelCredentials.create() : tls(caFile));
        token.ifPresent(secret -> builder.intercept(new Bearer(secret)));
        return builder.maxInboundMessageSize(LARGEST_ANSWER_BYTES)
                .disableRetry()
                .build();
    }

    private static ChannelCredentials tls(Optional<Path> caFile) throws IOException {
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        if (caFile.isPresent()) {
            builder.trustManager(caFile.get().toFile());
        }
        return builder.build();
    }

    private static final class Bearer extends CallCredentials implements ClientInterceptor {
        private final String token;

        Bearer(String token) {
            this.token = token;
        }

        @Override
        public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, "Bearer " + token);
            applier.apply(headers);
        }

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withCallCredentials(this));
        }
    }
}
