package dev.braid.gateway.domain;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as it stands in a URL (RFC 3986), read strictly: what is not well-formed is refused, never guessed. */
public final class PercentText {
    private PercentText() {}

    /**
     * The text behind a part of a path.
     *
     * @throws IllegalArgumentException when an escape is broken or the bytes are not UTF-8
     */
    public static String decodePath(String raw) {
        return decode(raw, false);
    }

    /**
     * The text behind a name or value of a query, where a plus stands for a space.
     *
     * @throws IllegalArgumentException when an escape is broken or the bytes are not UTF-8
     */
    public static String decodeQuery(String raw) {
        return decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsSpace) {
        byte[] in = raw.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
                if (low < 0) {
                    throw new IllegalArgumentException("'%s' has a broken percent escape".formatted(raw));
                }
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(plusIsSpace && in[i] == '+' ? ' ' : in[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("'%s' is not UTF-8".formatted(raw), e);
        }
    }
}
