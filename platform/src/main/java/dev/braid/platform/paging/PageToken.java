package dev.braid.platform.paging;

import dev.braid.platform.errors.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a listing goes on (AIP-158). A token holds the last key of the page before and belongs to the filters it was
 * made for; it grants nothing, because each page is read under the caller's own identity.
 */
public final class PageToken {
    private static final int DEFAULT_SIZE = 50;
    private static final int FINGERPRINT_BYTES = 8;

    private PageToken() {}

    /** How many to read when the client asked for so many; 0 means the default. */
    public static int size(int requested) {
        return requested == 0 ? DEFAULT_SIZE : requested;
    }

    /** The token for the page after the one that ended with {@code lastKey}. */
    public static String encode(String lastKey, Object... filters) {
        byte[] key = lastKey.getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(fingerprint(filters), FINGERPRINT_BYTES + key.length);
        System.arraycopy(key, 0, token, FINGERPRINT_BYTES, key.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The last key of the page before, or empty for the first page. */
    public static Optional<String> decode(String token, Object... filters) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("page_token", "is not a token of ours");
        }
        if (bytes.length <= FINGERPRINT_BYTES
                || !Arrays.equals(bytes, 0, FINGERPRINT_BYTES, fingerprint(filters), 0, FINGERPRINT_BYTES)) {
            throw Refusal.invalid("page_token", "does not belong to this listing; ask for the first page again");
        }
        String key = new String(bytes, FINGERPRINT_BYTES, bytes.length - FINGERPRINT_BYTES, StandardCharsets.UTF_8);
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("page_token", "is not a token of ours");
        }
        return Optional.of(key);
    }

    private static byte[] fingerprint(Object[] filters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Arrays.deepToString(filters).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
