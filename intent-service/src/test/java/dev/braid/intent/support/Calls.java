package dev.braid.intent.support;

import com.google.protobuf.Message;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.SlaServiceGrpc;
import dev.braid.api.port.v1.PortServiceGrpc;
import dev.braid.api.quote.v1.QuoteServiceGrpc;
import dev.braid.api.tenant.v1.TenantServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.stream.Stream;

/** Every method that the service offers, as its contracts say: a new one is called by the tests without being named. */
public final class Calls {
    private static final List<ServiceDescriptor> SERVICES = List.of(
            TenantServiceGrpc.getServiceDescriptor(),
            PortServiceGrpc.getServiceDescriptor(),
            IntentServiceGrpc.getServiceDescriptor(),
            QuoteServiceGrpc.getServiceDescriptor(),
            SlaServiceGrpc.getServiceDescriptor());

    private Calls() {}

    /** The names of all methods, for example {@code IntentService/GetIntent}. */
    public static Stream<String> methods() {
        return SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(Calls::shortName);
    }

    /** The contract of a method. */
    public static com.google.protobuf.Descriptors.MethodDescriptor contract(String method) {
        return ((ProtoMethodDescriptorSupplier) find(method).getSchemaDescriptor()).getMethodDescriptor();
    }

    /** Calls the method; of a stream, reads the first answer. */
    @SuppressWarnings("unchecked")
    public static Message call(Channel channel, String method, Message request) {
        MethodDescriptor<Message, Message> descriptor = (MethodDescriptor<Message, Message>) find(method);
        return descriptor.getType() == MethodDescriptor.MethodType.UNARY
                ? ClientCalls.blockingUnaryCall(channel, descriptor, CallOptions.DEFAULT, request)
                : ClientCalls.blockingServerStreamingCall(channel, descriptor, CallOptions.DEFAULT, request)
                        .next();
    }

    private static MethodDescriptor<?, ?> find(String method) {
        return SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(descriptor -> shortName(descriptor).equals(method))
                .findFirst()
                .orElseThrow();
    }

    private static String shortName(MethodDescriptor<?, ?> descriptor) {
        String full = descriptor.getFullMethodName();
        return full.substring(full.lastIndexOf('.') + 1);
    }
}
