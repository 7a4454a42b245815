package dev.braid.lab;

import dev.braid.api.adapter.v1.ProviderFault;
import dev.braid.lab.bgp.gobgp.GobgpApiGrpc;
import dev.braid.lab.build.Gobgpd;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** Stands between an agent and its speaker, and lets each call through as well or as badly as was arranged. */
final class FaultyDoor implements AutoCloseable {
    private static final MethodDescriptor<byte[], byte[]> ADD = octets(GobgpApiGrpc.getAddPathMethod());
    private static final MethodDescriptor<byte[], byte[]> LIST = octets(GobgpApiGrpc.getListPathMethod());
    private static final byte[] NOTHING = {};
    /** A field that is longer than the message. */
    private static final byte[] GARBAGE = {0x0a, 0x7f};

    private final String address;
    private final ManagedChannel speaker;
    private final Server server;
    private volatile ProviderFault fault = ProviderFault.PROVIDER_FAULT_UNSPECIFIED;

    FaultyDoor(Gobgpd behind) throws IOException {
        address = behind.address();
        speaker = NettyChannelBuilder.forAddress(address, behind.apiPort())
                .usePlaintext()
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(address, 0))
                .addService(ServerServiceDefinition.builder(GobgpApiGrpc.SERVICE_NAME)
                        .addMethod(ADD, ServerCalls.asyncUnaryCall(this::add))
                        .addMethod(LIST, ServerCalls.asyncServerStreamingCall(this::list))
                        .build())
                .build()
                .start();
    }

    String address() {
        return address;
    }

    int port() {
        return server.getPort();
    }

    void arrange(ProviderFault how) {
        fault = how;
    }

    private void add(byte[] request, StreamObserver<byte[]> to) {
        switch (fault) {
            case PROVIDER_FAULT_SILENT_BEFORE -> {
                // Whoever asked gives up.
            }
            case PROVIDER_FAULT_SILENT_AFTER ->
                ClientCalls.asyncUnaryCall(speaker.newCall(ADD, CallOptions.DEFAULT), request, new Unheard());
            case PROVIDER_FAULT_REFUSES ->
                to.onError(
                        Status.UNKNOWN.withDescription("not with this speaker").asRuntimeException());
            case PROVIDER_FAULT_GARBAGE -> answer(GARBAGE, to);
            case PROVIDER_FAULT_LIES -> answer(NOTHING, to);
            case PROVIDER_FAULT_UNSPECIFIED, UNRECOGNIZED ->
                ClientCalls.asyncUnaryCall(speaker.newCall(ADD, CallOptions.DEFAULT), request, to);
        }
    }

    /** Reads pass, unless the fault is garbage or silence before. */
    private void list(byte[] request, StreamObserver<byte[]> to) {
        switch (fault) {
            case PROVIDER_FAULT_SILENT_BEFORE -> {
                // Whoever asked gives up.
            }
            case PROVIDER_FAULT_GARBAGE -> answer(GARBAGE, to);
            case PROVIDER_FAULT_SILENT_AFTER,
                    PROVIDER_FAULT_REFUSES,
                    PROVIDER_FAULT_LIES,
                    PROVIDER_FAULT_UNSPECIFIED,
                    UNRECOGNIZED ->
                ClientCalls.asyncServerStreamingCall(speaker.newCall(LIST, CallOptions.DEFAULT), request, to);
        }
    }

    private static void answer(byte[] octets, StreamObserver<byte[]> to) {
        to.onNext(octets);
        to.onCompleted();
    }

    private static MethodDescriptor<byte[], byte[]> octets(MethodDescriptor<?, ?> method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(method.getType())
                .setFullMethodName(method.getFullMethodName())
                .setRequestMarshaller(new Octets())
                .setResponseMarshaller(new Octets())
                .build();
    }

    @Override
    public void close() {
        server.shutdownNow();
        speaker.shutdownNow();
    }

    private static final class Octets implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] octets) {
            return new ByteArrayInputStream(octets);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The speaker does what it is told, and nobody hears of it. */
    private static final class Unheard implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] answer) {
            // That is the fault.
        }

        @Override
        public void onError(Throwable failure) {
            // That is the fault.
        }

        @Override
        public void onCompleted() {
            // That is the fault.
        }
    }
}
