package dev.braid.pcep.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Octets as messages; whatever cannot be one is {@link Malformed}, and what is not used here is skipped. */
public final class MessageReader {
    private static final int LENGTH_MASK = 0xFFFF;
    private static final int OCTET = 0xFF;
    private static final long WORD = 0xFFFFFFFFL;

    private MessageReader() {}

    /** The next message; {@link EOFException} when the peer has ended, also in the middle of one. */
    public static Message read(DataInputStream from) throws IOException {
        int version = from.readUnsignedByte();
        int type = from.readUnsignedByte();
        int length = from.readUnsignedShort();
        if (version >> Codes.VERSION_SHIFT != Codes.VERSION) {
            throw new Malformed("The version of a message is %d.".formatted(version >> Codes.VERSION_SHIFT));
        }
        if (length < Codes.HEADER_LENGTH || length % Integer.BYTES != 0) {
            throw new Malformed("The length of a message of type %d is %d octets.".formatted(type, length));
        }
        byte[] body = new byte[length - Codes.HEADER_LENGTH];
        from.readFully(body);
        return message(type, objects(ByteBuffer.wrap(body)));
    }

    private record Part(int objectClass, int type, ByteBuffer body) {}

    private static List<Part> objects(ByteBuffer body) throws Malformed {
        List<Part> parts = new ArrayList<>();
        while (body.hasRemaining()) {
            if (body.remaining() < Codes.HEADER_LENGTH) {
                throw new Malformed("%d octets are too few for an object.".formatted(body.remaining()));
            }
            int objectClass = body.get() & OCTET;
            int type = (body.get() & OCTET) >> 4;
            int length = body.getShort() & LENGTH_MASK;
            int rest = length - Codes.HEADER_LENGTH;
            if (rest < 0 || rest > body.remaining() || length % Integer.BYTES != 0) {
                throw new Malformed("The length of an object of class %d is %d octets; %d are left after its header."
                        .formatted(objectClass, length, body.remaining()));
            }
            parts.add(new Part(objectClass, type, body.slice(body.position(), rest)));
            body.position(body.position() + rest);
        }
        return parts;
    }

    private static Message message(int type, List<Part> parts) throws Malformed {
        return switch (type) {
            case Codes.OPEN -> ObjectReader.open(one(parts, Codes.OPEN_OBJECT, "OPEN"));
            case Codes.KEEPALIVE -> new Message.Keepalive();
            case Codes.CLOSE -> new Message.Close(ObjectReader.word(one(parts, Codes.CLOSE_OBJECT, "CLOSE")) & OCTET);
            case Codes.ERROR -> failed(parts);
            case Codes.REPORT -> new Message.Reports(reports(parts));
            case Codes.UPDATE -> update(parts);
            case Codes.INITIATE -> initiate(parts);
            default -> new Message.Unread(type);
        };
    }

    /** Some routers send the errors first and the commands that are meant after them; both orders count. */
    private static Message failed(List<Part> parts) throws Malformed {
        List<Message.Cause> causes = new ArrayList<>();
        List<Long> srpIds = new ArrayList<>();
        for (Part part : parts) {
            if (part.objectClass() == Codes.ERROR_OBJECT) {
                int word = ObjectReader.word(part.body());
                causes.add(new Message.Cause(word >>> 8 & OCTET, word & OCTET));
            } else if (part.objectClass() == Codes.SRP_OBJECT) {
                srpIds.add(srpId(part));
            }
        }
        if (causes.isEmpty()) {
            throw new Malformed("An error says nothing: it has no ERROR object.");
        }
        return new Message.Failed(causes, srpIds);
    }

    private static List<Message.Report> reports(List<Part> parts) throws Malformed {
        List<Message.Report> reports = new ArrayList<>();
        int start = 0;
        while (start < parts.size()) {
            int end = start + 1;
            boolean named = parts.get(start).objectClass() == Codes.LSP_OBJECT;
            while (end < parts.size()) {
                int next = parts.get(end).objectClass();
                if (next == Codes.SRP_OBJECT || (next == Codes.LSP_OBJECT && named)) {
                    break;
                }
                named |= next == Codes.LSP_OBJECT;
                end++;
            }
            reports.add(report(parts.subList(start, end)));
            start = end;
        }
        if (reports.isEmpty()) {
            throw new Malformed("A report is empty.");
        }
        return reports;
    }

    private static Message.Report report(List<Part> parts) throws Malformed {
        Lsp lsp = ObjectReader.lsp(one(parts, Codes.LSP_OBJECT, "LSP"));
        Optional<Part> command = find(parts, Codes.SRP_OBJECT);
        return new Message.Report(command.isPresent() ? srpId(command.get()) : 0, lsp, route(parts), bandwidth(parts));
    }

    private static Message update(List<Part> parts) throws Malformed {
        ByteBuffer command = one(parts, Codes.SRP_OBJECT, "SRP");
        Lsp lsp = ObjectReader.lsp(one(parts, Codes.LSP_OBJECT, "LSP"));
        return new Message.Update(
                ObjectReader.word(command, Integer.BYTES) & WORD,
                lsp.plspId(),
                route(parts),
                bandwidth(parts).orElse(0F));
    }

    private static Message initiate(List<Part> parts) throws Malformed {
        ByteBuffer command = one(parts, Codes.SRP_OBJECT, "SRP");
        long srpId = ObjectReader.word(command, Integer.BYTES) & WORD;
        Lsp lsp = ObjectReader.lsp(one(parts, Codes.LSP_OBJECT, "LSP"));
        if ((ObjectReader.word(command) & Codes.REMOVE_FLAG) != 0) {
            return new Message.Remove(srpId, lsp.plspId());
        }
        ByteBuffer ends = one(parts, Codes.ENDPOINTS_OBJECT, "END-POINTS");
        Optional<Part> vendor = find(parts, Codes.VENDOR_OBJECT);
        return new Message.Initiate(
                srpId,
                new Message.Planned(
                        lsp.name().orElseThrow(() -> new Malformed("A new LSP has no name.")),
                        ObjectReader.address(ends, 0),
                        ObjectReader.address(ends, Integer.BYTES),
                        route(parts),
                        bandwidth(parts).orElse(0F),
                        vendor.isPresent() ? ObjectReader.word(vendor.get().body(), 2 * Integer.BYTES) : 0));
    }

    private static List<Hop> route(List<Part> parts) throws Malformed {
        Optional<Part> route = find(parts, Codes.ROUTE_OBJECT);
        return route.isPresent() ? ObjectReader.route(route.get().body()) : List.of();
    }

    private static Optional<Float> bandwidth(List<Part> parts) throws Malformed {
        Optional<Part> bandwidth = find(parts, Codes.BANDWIDTH_OBJECT);
        if (bandwidth.isEmpty()) {
            return Optional.empty();
        }
        float rate = Float.intBitsToFloat(ObjectReader.word(bandwidth.get().body()));
        if (!(rate >= 0) || Float.isInfinite(rate)) {
            throw new Malformed("The bandwidth is %s octets per second.".formatted(rate));
        }
        return Optional.of(rate);
    }

    private static long srpId(Part command) throws Malformed {
        return ObjectReader.word(command.body(), Integer.BYTES) & WORD;
    }

    private static Optional<Part> find(List<Part> parts, int objectClass) {
        return parts.stream()
                .filter(it -> it.objectClass() == objectClass && it.type() == 1)
                .findFirst();
    }

    private static ByteBuffer one(List<Part> parts, int objectClass, String name) throws Malformed {
        return find(parts, objectClass)
                .orElseThrow(() -> new Malformed("There is no %s object in the message.".formatted(name)))
                .body();
    }
}
