package dev.braid.gateway.json;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

/** Writes messages as JSON. Fields that hold nothing are written too, so that a shape is the same whatever is in it. */
public final class ProtoJson {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();

    private ProtoJson() {}

    /** The message on one line. */
    public static String print(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "A %s cannot be written as JSON."
                            .formatted(message.getDescriptorForType().getFullName()),
                    e);
        }
    }
}
