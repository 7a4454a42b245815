package dev.braid.platform.grpc;

import io.grpc.netty.NettyServerBuilder;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Bounds what one client connection can ask of a gRPC server; the framework's own server leaves these open. */
@ApplicationScoped
public class ServerHardening implements ServerBuilderCustomizer<VertxServerBuilder> {
    private static final int CALLS_PER_CONNECTION = 100;
    private static final int RESETS_PER_WINDOW = 200;
    private static final int RESET_WINDOW_SECONDS = 30;
    private static final int METADATA_BYTES = 8 * 1024;

    private final RefusalCounter refusals;

    ServerHardening(RefusalCounter refusals) {
        this.refusals = refusals;
    }

    @Override
    public void customize(GrpcServerConfiguration configuration, VertxServerBuilder builder) {
        NettyServerBuilder netty = builder.nettyBuilder();
        netty.addStreamTracerFactory(refusals.tracers());
        netty.maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION);
        netty.maxRstFramesPerWindow(RESETS_PER_WINDOW, RESET_WINDOW_SECONDS);
        netty.maxInboundMetadataSize(METADATA_BYTES);
        netty.handshakeTimeout(5, TimeUnit.SECONDS);
        netty.maxConnectionIdle(10, TimeUnit.MINUTES);
        netty.maxConnectionAge(30, TimeUnit.MINUTES);
        netty.maxConnectionAgeGrace(5, TimeUnit.MINUTES);
        netty.permitKeepAliveTime(30, TimeUnit.SECONDS);
        netty.permitKeepAliveWithoutCalls(true);
    }
}
