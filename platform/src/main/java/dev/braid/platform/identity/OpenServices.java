package dev.braid.platform.identity;

import io.grpc.MethodDescriptor;
import java.util.Set;

/** The services that need no caller: they tell whether we live and, where it is switched on, what we speak. */
public final class OpenServices {
    private static final Set<String> NAMES = Set.of(
            "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection");

    private OpenServices() {}

    /** Whether the method is of one of them. */
    public static boolean contains(MethodDescriptor<?, ?> method) {
        return method.getServiceName() != null && NAMES.contains(method.getServiceName());
    }
}
