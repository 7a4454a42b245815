package dev.braid.platform.identity;

import dev.braid.api.access.v1.AccessOuterClass;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles that the contracts state for their methods. */
final class AccessRules {
    private AccessRules() {}

    static Set<Role> of(MethodDescriptor<?, ?> method) {
        if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
            return Set.of();
        }
        var access = schema.getMethodDescriptor().getOptions().getExtension(AccessOuterClass.access);
        return access.getRolesList().stream()
                .flatMap(role -> Role.find(role).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    static String describe(Set<Role> roles) {
        return roles.isEmpty()
                ? "nobody"
                : roles.stream().map(Role::tokenName).sorted().collect(Collectors.joining(", "));
    }
}
