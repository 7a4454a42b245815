package dev.braid.intent.contract;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells a repetition of a request from another request under the same id. */
public final class Digest {
    private Digest() {}

    /** SHA-256 of the message as it goes over the wire, in the fixed order of its fields. */
    public static byte[] of(Message message) {
        try {
            byte[] bytes = new byte[message.getSerializedSize()];
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            output.useDeterministicSerialization();
            message.writeTo(output);
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256, and memory does not fail to be written", e);
        }
    }
}
