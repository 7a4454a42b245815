package dev.braid.provisioning.provider.sonata;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A path for each seller that no other can guess: its id, and a keyed hash of it (RFC 2104), the same in every replica. */
record SecretPaths(SecretKeySpec secret) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_SECRET = 32;

    static SecretPaths of(String secret) {
        if (secret.length() < LEAST_SECRET) {
            throw new IllegalArgumentException(
                    "braid.provisioning.sonata.listener.secret has %d characters; %d are the least."
                            .formatted(secret.length(), LEAST_SECRET));
        }
        return new SecretPaths(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /** The path of that seller. */
    String path(String providerId) {
        return "/%s/%s".formatted(SellerApi.encoded(providerId), token(providerId));
    }

    /** The seller whose path it is, if it is one. */
    Optional<String> owner(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !parts[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            String providerId = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            byte[] wanted = token(providerId).getBytes(StandardCharsets.UTF_8);
            return Optional.of(providerId)
                    .filter(_ -> MessageDigest.isEqual(wanted, parts[2].getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException undecodable) {
            return Optional.empty();
        }
    }

    private String token(String providerId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(providerId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
