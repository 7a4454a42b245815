package dev.braid.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.tenant.v1.ListTenantsRequest;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.embedded.LocalIssuer;
import dev.braid.platform.support.Calls;
import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class AdmissionTest {
    @TempDir
    Path folder;

    private Calls calls;

    @BeforeEach
    void open() {
        calls = Calls.open();
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void theServiceSeesTheTenantOfTheToken() {
        assertThat(calls.as(Calls.token("acme", "tenant-viewer"))
                        .getTenant(Calls.get("acme"))
                        .getTenant()
                        .getTenantId())
                .isEqualTo("acme");
    }

    @Test
    void aRoleThatTheContractDoesNotNameIsNotAdmitted() {
        Calls.assertCode(
                Status.Code.PERMISSION_DENIED,
                () -> calls.as(Calls.token("acme", "tenant-admin"))
                        .listTenants(ListTenantsRequest.getDefaultInstance()));
        Calls.assertCode(
                Status.Code.PERMISSION_DENIED,
                () -> calls.as(Calls.token("acme")).getTenant(Calls.get("acme")));
    }

    @TestFactory
    Stream<DynamicTest> nobodyGetsInWithATokenThatIsNotRight() throws Exception {
        String good = Calls.token("acme", "tenant-viewer");
        String[] parts = good.split("\\.");
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String none = base64.encodeToString("{\"alg\":\"none\"}".getBytes());
        String payload = new String(Base64.getUrlDecoder().decode(parts[1])).replace("acme", "globex");
        String publicKey = Files.readString(EmbeddedStack.issuer().publicKeyFile());
        var claims = Jwt.claims().subject("acme@local").groups("tenant-viewer").claim("tenant", "acme");
        return Stream.of(
                        new Attempt("no token", null),
                        new Attempt("not a token", "hello"),
                        new Attempt("algorithm none", none + "." + parts[1] + "."),
                        new Attempt(
                                "another payload under the same signature",
                                parts[0] + "." + base64.encodeToString(payload.getBytes()) + "." + parts[2]),
                        new Attempt("a signature cut short", good.substring(0, good.length() - 4)),
                        new Attempt(
                                "expired",
                                EmbeddedStack.issuer().token("acme", Set.of("tenant-viewer"), Duration.ofMinutes(-10))),
                        new Attempt(
                                "signed by another key",
                                LocalIssuer.in(folder.resolve("other"))
                                        .token("acme", Set.of("tenant-viewer"), Duration.ofMinutes(1))),
                        new Attempt(
                                "signed with the public key as a shared secret",
                                claims.issuer(LocalIssuer.ISSUER)
                                        .audience(LocalIssuer.AUDIENCE)
                                        .expiresIn(60)
                                        .jws()
                                        .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.HS256)
                                        .sign(new javax.crypto.spec.SecretKeySpec(publicKey.getBytes(), "HmacSHA256"))))
                .map(attempt -> DynamicTest.dynamicTest(
                        attempt.name(),
                        () -> Calls.assertCode(
                                Status.Code.UNAUTHENTICATED,
                                () -> calls.as(attempt.token()).getTenant(Calls.get("acme")))));
    }

    private record Attempt(String name, String token) {}
}
