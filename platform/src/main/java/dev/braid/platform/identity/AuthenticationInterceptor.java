package dev.braid.platform.identity;

import dev.braid.platform.errors.Refusal;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import java.util.Set;

/**
 * Lets a call pass when its token is valid and grants one of the roles that the contract states for the method. A
 * method whose contract states none admits nobody.
 */
@ApplicationScoped
@GlobalInterceptor
public class AuthenticationInterceptor implements ServerInterceptor, Prioritized {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "bearer ";

    private final TokenVerifier tokens;

    AuthenticationInterceptor(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public int getPriority() {
        return 100;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        MethodDescriptor<Q, R> method = call.getMethodDescriptor();
        if (OpenServices.contains(method)) {
            return next.startCall(call, headers);
        }
        Caller caller;
        try {
            caller = tokens.verify(bearerToken(headers));
            admit(caller, method);
        } catch (Refusal refusal) {
            StatusRuntimeException status = refusal.toStatusRuntimeException();
            call.close(status.getStatus(), status.getTrailers());
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(Context.current().withValue(Caller.CONTEXT, caller), call, headers, next);
    }

    private static String bearerToken(Metadata headers) {
        String value = headers.get(AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthenticated("The call needs the header 'authorization: Bearer TOKEN'.");
        }
        return value.substring(SCHEME.length()).trim();
    }

    private static void admit(Caller caller, MethodDescriptor<?, ?> method) {
        Set<Role> admitted = AccessRules.of(method);
        if (admitted.stream().noneMatch(caller.roles()::contains)) {
            throw Refusal.permissionDenied("%s admits %s; the token grants %s."
                    .formatted(
                            method.getFullMethodName(),
                            AccessRules.describe(admitted),
                            AccessRules.describe(caller.roles())));
        }
    }
}
