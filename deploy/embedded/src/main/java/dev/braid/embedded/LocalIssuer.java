package dev.braid.embedded;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/** Issues bearer tokens with a key pair of its own, where no identity provider is at hand: tests and one machine. */
public final class LocalIssuer {
    /** The issuer that every token names. */
    public static final String ISSUER = "https://local.braid.dev";

    /** The audience that every token names. */
    public static final String AUDIENCE = "braid";

    private static final int KEY_BITS = 2048;

    private final PrivateKey privateKey;
    private final Path publicKeyFile;

    private LocalIssuer(PrivateKey privateKey, Path publicKeyFile) {
        this.privateKey = privateKey;
        this.publicKeyFile = publicKeyFile;
    }

    /** Takes the key pair in the folder, or makes one if there is none. */
    public static LocalIssuer in(Path folder) {
        Path privateKeyFile = folder.resolve("private.pem");
        Path publicKeyFile = folder.resolve("public.pem");
        try {
            if (!Files.exists(privateKeyFile) || !Files.exists(publicKeyFile)) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(KEY_BITS);
                KeyPair pair = generator.generateKeyPair();
                PrivateFiles.write(
                        publicKeyFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()), "rw-------");
                PrivateFiles.write(
                        privateKeyFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "r--------");
            }
            byte[] encoded = Base64.getMimeDecoder()
                    .decode(Files.readString(privateKeyFile).replaceAll("-----[A-Z ]+-----", ""));
            PrivateKey privateKey = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new LocalIssuer(privateKey, publicKeyFile.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("The key pair in %s cannot be used.".formatted(folder), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key pair in %s cannot be used.".formatted(folder), e);
        }
    }

    /** What verifiers need: a PEM file. */
    public Path publicKeyFile() {
        return publicKeyFile;
    }

    /**
     * A token of the tenant, or of nobody's when that is null, as operators have; with roles such as
     * {@code tenant-admin}.
     */
    public String token(String tenantId, Set<String> roles, Duration timeToLive) {
        JwtClaimsBuilder claims = claims((tenantId == null ? "operator" : tenantId) + "@local", roles, timeToLive);
        if (tenantId != null) {
            claims.claim("tenant", tenantId);
        }
        return sign(claims);
    }

    /** A token of an operator of that name: what takes two people takes two names. */
    public String operatorToken(String name, Duration timeToLive) {
        return sign(claims(name + "@local", Set.of("operator"), timeToLive));
    }

    /** A token of one who measures: a provider, which may speak for itself alone, or a probe. */
    public String sourceToken(String sourceId, Duration timeToLive) {
        return sign(claims(sourceId, Set.of("telemetry-source"), timeToLive));
    }

    private static JwtClaimsBuilder claims(String subject, Set<String> roles, Duration timeToLive) {
        Instant now = Instant.now();
        return Jwt.claims()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(subject)
                .groups(roles)
                .issuedAt(now)
                .expiresAt(now.plus(timeToLive));
    }

    private String sign(JwtClaimsBuilder claims) {
        return claims.jws().algorithm(SignatureAlgorithm.RS256).sign(privateKey);
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
    }
}
