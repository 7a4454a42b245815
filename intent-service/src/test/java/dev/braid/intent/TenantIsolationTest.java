package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import dev.braid.api.access.v1.AccessOuterClass;
import dev.braid.api.access.v1.Role;
import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.port.v1.ListPortsRequest;
import dev.braid.api.port.v1.ListPortsResponse;
import dev.braid.api.tenant.v1.CreateTenantRequest;
import dev.braid.api.tenant.v1.Tenant;
import dev.braid.intent.CrossTenantAttempts.Attempt;
import dev.braid.intent.support.Calls;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Wishes;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One tenant tries to reach another's objects over every method that the contracts list. A method without an attempt
 * here fails. Everything the victim wrote carries a marker that must stand in no answer.
 */
@QuarkusTest
@WithTestResource(IntentStack.class)
class TenantIsolationTest {
    private static final String MARKER = CrossTenantAttempts.MARKER;

    private Client victim;
    private Client attacker;
    private Intent victimsIntent;
    private ListPortsResponse victimsPorts;

    @BeforeEach
    void theVictimHasAPortAndAnIntent() {
        victim = Client.ofNewTenant();
        attacker = Client.ofNewTenant();
        Wishes.createPorts(victim, MARKER + "-left", MARKER + "-right");
        victimsIntent = victim.intents()
                .submitIntent(Wishes.submit(MARKER, CrossTenantAttempts.spec()))
                .getIntent();
        Client.operator()
                .tenants()
                .createTenant(CreateTenantRequest.newBuilder()
                        .setTenant(Tenant.newBuilder()
                                .setTenantId(victim.tenantId())
                                .setDisplayName(MARKER))
                        .build());
        victimsPorts = ports();
    }

    static Stream<String> methods() {
        return Calls.methods();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nobodyReachesAnotherTenantsObjects(String method) {
        List<Attempt> attempts = CrossTenantAttempts.byMethod(victim).get(method);
        assertThat(attempts).as("attempts on %s", method).isNotEmpty();
        for (Attempt attempt : attempts) {
            if (attempt.expected() == Code.OK) {
                Message answer = Calls.call(attacker.channel(), method, attempt.request());
                assertThat(answer.toString()).doesNotContain(MARKER, victim.tenantId());
            } else {
                StatusRuntimeException refusal = refusal(attacker, method, attempt.request());
                assertThat(refusal.getStatus().getCode()).as(refusal.toString()).isEqualTo(attempt.expected());
                assertThat(withoutTheAttackersWords(refusal, attempt)).doesNotContain(MARKER, victim.tenantId());
            }
        }
        assertThat(victim.intents()
                        .getIntent(GetIntentRequest.newBuilder()
                                .setIntentId(MARKER)
                                .build())
                        .getIntent())
                .isEqualTo(victimsIntent);
        assertThat(ports()).isEqualTo(victimsPorts);
    }

    /** What is another's and what does not exist are refused in the same words. */
    @ParameterizedTest
    @MethodSource("methods")
    void nobodyLearnsThatAnotherTenantsObjectExists(String method) {
        for (Attempt attempt : CrossTenantAttempts.byMethod(victim).get(method)) {
            if (attempt.expected() == Code.NOT_FOUND || attempt.expected() == Code.INVALID_ARGUMENT) {
                Message absent = renamed(attempt.request());
                assertThat(StatusProto.fromThrowable(refusal(attacker, method, attempt.request()))
                                .toString()
                                .replace(MARKER, "absen"))
                        .isEqualTo(StatusProto.fromThrowable(refusal(attacker, method, absent))
                                .toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodAdmitsOnlyTheRolesOfItsContract(String method) {
        Message request =
                CrossTenantAttempts.byMethod(victim).get(method).getFirst().request();
        List<Role> admitted = Calls.contract(method)
                .getOptions()
                .getExtension(AccessOuterClass.access)
                .getRolesList();
        assertThat(admitted).as("roles of %s", method).isNotEmpty();
        Map<Role, Client> callers = Map.of(
                Role.ROLE_TENANT_VIEWER, Client.of(attacker.tenantId(), Set.of("tenant-viewer")),
                Role.ROLE_TELEMETRY_SOURCE, Client.of(attacker.tenantId(), Set.of("telemetry-source")),
                Role.ROLE_SERVICE, Client.of(null, Set.of("service")),
                Role.ROLE_OPERATOR, Client.operator());
        callers.forEach((role, caller) -> {
            if (!admitted.contains(role)) {
                assertThat(refusal(caller, method, request).getStatus().getCode())
                        .as("%s for %s", method, role)
                        .isEqualTo(Code.PERMISSION_DENIED);
            }
        });
        if (admitted.contains(Role.ROLE_TENANT_ADMIN)) {
            assertThat(refusal(Client.of(null, Set.of("tenant-admin")), method, request)
                            .getStatus()
                            .getCode())
                    .as("%s for an administrator of nothing", method)
                    .isIn(Code.PERMISSION_DENIED, Code.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nobodyGetsInWithoutAValidToken(String method) {
        Message request =
                CrossTenantAttempts.byMethod(victim).get(method).getFirst().request();
        for (String authorization : List.of("", "Bearer x.y.z", "Bearer " + attacker.token() + "x", "Basic abc")) {
            Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
            var channel = io.grpc.ClientInterceptors.intercept(
                    Client.socket(), MetadataUtils.newAttachHeadersInterceptor(headers));
            assertThat(catchThrowableOfType(StatusRuntimeException.class, () -> Calls.call(channel, method, request))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Code.UNAUTHENTICATED);
        }
    }

    private ListPortsResponse ports() {
        return victim.ports().listPorts(ListPortsRequest.getDefaultInstance());
    }

    private static StatusRuntimeException refusal(Client caller, String method, Message request) {
        StatusRuntimeException refusal =
                catchThrowableOfType(StatusRuntimeException.class, () -> Calls.call(caller.channel(), method, request));
        assertThat(refusal)
                .as("%s was answered for %s", method, caller.tenantId())
                .isNotNull();
        return refusal;
    }

    /** The same request for something that nobody has. */
    private static Message renamed(Message request) {
        try {
            return request.getParserForType().parseFrom(replace(request.toByteArray()));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A word of the same length, so that the bytes stay a message. */
    private static byte[] replace(byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replace(MARKER, "absen").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** A refusal may repeat what the attacker wrote, and nothing else of the victim's. */
    private String withoutTheAttackersWords(StatusRuntimeException refusal, Attempt attempt) {
        String text = StatusProto.fromThrowable(refusal).toString();
        String written = attempt.request().toString();
        for (String word : List.of(MARKER + "-left", MARKER + "-right", MARKER, victim.tenantId())) {
            if (written.contains(word)) {
                text = text.replace(word, "");
            }
        }
        return text;
    }
}
