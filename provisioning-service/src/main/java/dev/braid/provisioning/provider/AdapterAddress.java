package dev.braid.provisioning.provider;

import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Where an adapter listens, and how we know each other. Plain text goes to this machine only; the token is in no message
 * and no log.
 */
record AdapterAddress(String host, int port, boolean tls, Optional<Path> caFile, Optional<String> token) {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final long KEEP_ALIVE_SECONDS = 60;
    /** A server of gRPC ends connections that are asked after more often than every 5 min, unless it is told otherwise. */
    private static final long WATCH_KEEP_ALIVE_SECONDS = 330;

    /** An address from the configuration that could lead elsewhere than it says stops the start. */
    static AdapterAddress of(String providerId, ProviderSettings.OneProvider settings) {
        String key = "braid.provisioning.providers.%s.url".formatted(providerId);
        URI url = settings.url()
                .orElseThrow(
                        () -> new IllegalArgumentException(key + " is missing: its adapter is spoken to over gRPC."));
        boolean tls = "grpcs".equals(url.getScheme());
        boolean bare = url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null
                && (url.getPath().isEmpty() || url.getPath().equals("/"));
        if (!tls && !"grpc".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 1 || !bare) {
            throw new IllegalArgumentException(
                    "%s (%s) must be grpcs://host:port or grpc://host:port, and nothing more.".formatted(key, url));
        }
        if (!tls && !THIS_MACHINE.contains(url.getHost())) {
            throw new IllegalArgumentException(
                    "%s (%s) is plain text to another machine; use grpcs://.".formatted(key, url));
        }
        if (!tls && settings.caFile().isPresent()) {
            throw new IllegalArgumentException("%s (%s) has a CA file but no TLS; use grpcs://.".formatted(key, url));
        }
        return new AdapterAddress(url.getHost(), url.getPort(), tls, settings.caFile(), settings.token());
    }

    /** Connects when it is first needed, and again whenever it must. */
    ManagedChannel open(Executor executor) {
        return open(executor, KEEP_ALIVE_SECONDS);
    }

    /** The same for streams that stay open without a word: no server need bear to be asked more often. */
    ManagedChannel openForWatches(Executor executor) {
        return open(executor, WATCH_KEEP_ALIVE_SECONDS);
    }

    private ManagedChannel open(Executor executor, long keepAliveSeconds) {
        return Grpc.newChannelBuilderForAddress(host, port, credentials())
                .executor(executor)
                .keepAliveTime(keepAliveSeconds, TimeUnit.SECONDS)
                .disableRetry()
                .build();
    }

    private ChannelCredentials credentials() {
        if (!tls) {
            return InsecureChannelCredentials.create();
        }
        try {
            TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
            if (caFile.isPresent()) {
                builder.trustManager(caFile.get().toFile());
            }
            return builder.build();
        } catch (IOException e) {
            throw new UncheckedIOException("The CA file %s cannot be read.".formatted(caFile.get()), e);
        }
    }

    /** What each call carries. */
    Optional<CallCredentials> caller() {
        return token.map(secret -> new CallCredentials() {
            @Override
            public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier applier) {
                Metadata headers = new Metadata();
                headers.put(AUTHORIZATION, "Bearer " + secret);
                applier.apply(headers);
            }
        });
    }

    @Override
    public String toString() {
        return "%s://%s:%d".formatted(tls ? "grpcs" : "grpc", host, port);
    }
}
