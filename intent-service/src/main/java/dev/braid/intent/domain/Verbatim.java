package dev.braid.intent.domain;

import java.util.Arrays;
import java.util.HexFormat;

/** A message of the contract that is passed on unread; two are equal when they are the same word for word. */
public final class Verbatim {
    /** The message that says nothing. */
    public static final Verbatim NOTHING = new Verbatim(new byte[0]);

    private final byte[] bytes;

    private Verbatim(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The message in its one form on the wire. */
    public static Verbatim of(byte[] bytes) {
        return new Verbatim(bytes.clone());
    }

    /** The message as it goes over the wire. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Verbatim that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
