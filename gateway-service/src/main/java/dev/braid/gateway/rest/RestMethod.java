package dev.braid.gateway.rest;

import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import dev.braid.gateway.contract.RestBinding;
import dev.braid.gateway.json.JsonMessageReader;
import dev.braid.gateway.json.QueryReader;
import dev.braid.platform.errors.Refusal;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;
import java.util.Map;

/** A method of a contract, ready to be called with what a request holds. */
record RestMethod(
        RestBinding binding, MethodDescriptor<DynamicMessage, DynamicMessage> grpc, Upstreams.Upstream upstream) {

    static RestMethod of(RestBinding binding, Upstreams upstreams) {
        Descriptors.MethodDescriptor method = binding.method();
        MethodDescriptor<DynamicMessage, DynamicMessage> grpc =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(
                                method.getService().getFullName(), method.getName()))
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                        .build();
        return new RestMethod(binding, grpc, upstreams.of(method.getService()));
    }

    boolean isStream() {
        return grpc.getType() == MethodType.SERVER_STREAMING;
    }

    /** The message that a request means; every part of the request must be known and fit. */
    DynamicMessage message(String body, String rawQuery, Map<String, String> variables) {
        Descriptors.Descriptor type = binding.method().getInputType();
        if (!binding.hasBody() && !body.isEmpty()) {
            throw Refusal.invalid("body", "must be empty; %s takes none".formatted(binding.httpMethod()));
        }
        DynamicMessage.Builder message =
                body.isEmpty() ? DynamicMessage.newBuilder(type) : JsonMessageReader.read(body, type).toBuilder();
        variables.forEach((field, value) -> QueryReader.setVariable(message, field, value));
        QueryReader.parse(rawQuery).forEach((name, values) -> {
            if (binding.hasBody()) {
                throw Refusal.invalid(name, "is in the query; everything of this request stands in its body");
            }
            if (variables.keySet().stream().anyMatch(field -> isSame(type, field, name))) {
                throw Refusal.invalid(name, "stands in the path already");
            }
            QueryReader.setParameter(message, name, values);
        });
        return message.build();
    }

    private static boolean isSame(Descriptors.Descriptor type, String field, String name) {
        Descriptors.FieldDescriptor inPath = type.findFieldByName(field);
        return field.equals(name) || (inPath != null && inPath.getJsonName().equals(name));
    }
}
