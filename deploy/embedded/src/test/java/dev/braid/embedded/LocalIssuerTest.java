package dev.braid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIssuerTest {
    @TempDir
    Path folder;

    @Test
    void aTokenVerifiesWithThePublicKeyOfTheFolderAfterARestart() throws Exception {
        LocalIssuer.in(folder.resolve("keys"));
        LocalIssuer issuer = LocalIssuer.in(folder.resolve("keys"));

        String[] parts = issuer.token("acme", Set.of("tenant-admin"), Duration.ofMinutes(5))
                .split("\\.");

        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey(issuer.publicKeyFile()));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(claims(parts))
                .contains("\"tenant\":\"acme\"", "\"groups\":[\"tenant-admin\"]", "\"aud\":\"braid\"")
                .contains("\"iss\":\"https://local.braid.dev\"");
    }

    @Test
    void anOperatorsTokenNamesNoTenant() {
        String[] parts = LocalIssuer.in(folder)
                .token(null, Set.of("operator"), Duration.ofMinutes(5))
                .split("\\.");

        assertThat(claims(parts)).doesNotContain("tenant\":");
    }

    @Test
    void onlyTheOwnerReadsThePrivateKey() throws Exception {
        LocalIssuer.in(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("private.pem"))))
                .isEqualTo("r--------");
    }

    private static String claims(String[] parts) {
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }

    private static PublicKey publicKey(Path file) throws Exception {
        String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }
}
