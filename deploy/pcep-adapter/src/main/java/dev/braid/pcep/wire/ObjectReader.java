package dev.braid.pcep.wire;

import java.net.Inet4Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The bodies of objects as values; no read leaves its object. */
final class ObjectReader {
    private static final int OCTET = 0xFF;
    private static final int LENGTH_MASK = 0xFFFF;
    private static final int SEGMENT_LENGTH = 8;
    private static final int ADJACENT_LENGTH = 16;

    private ObjectReader() {}

    static int word(ByteBuffer body) throws Malformed {
        return word(body, 0);
    }

    static int word(ByteBuffer body, int at) throws Malformed {
        if (body.limit() < at + Integer.BYTES) {
            throw new Malformed("An object has %d octets; there should be %d at least."
                    .formatted(body.limit(), at + Integer.BYTES));
        }
        return body.getInt(at);
    }

    static Inet4Address address(ByteBuffer body, int at) throws Malformed {
        byte[] octets =
                ByteBuffer.allocate(Integer.BYTES).putInt(word(body, at)).array();
        try {
            return (Inet4Address) Inet4Address.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static Message.Open open(ByteBuffer body) throws Malformed {
        int word = word(body);
        Map<Integer, ByteBuffer> tlvs = tlvs(body, Integer.BYTES);
        ByteBuffer stateful = tlvs.get(Codes.STATEFUL_TLV);
        int flags = stateful == null ? 0 : word(stateful);
        ByteBuffer types = tlvs.get(Codes.SETUP_TYPES_TLV);
        // Routers older than RFC 8408 tell of segment routing by its own TLV.
        boolean segments = types == null
                ? tlvs.containsKey(Codes.SEGMENTS_TLV)
                : setupTypes(types).contains(Codes.SEGMENT_ROUTING);
        return new Message.Open(
                word >>> 16 & OCTET,
                word >>> 8 & OCTET,
                word & OCTET,
                (flags & Codes.UPDATES_FLAG) != 0,
                (flags & Codes.INITIATES_FLAG) != 0,
                segments);
    }

    private static List<Integer> setupTypes(ByteBuffer value) throws Malformed {
        int count = word(value) & OCTET;
        if (count > value.limit() - Integer.BYTES) {
            throw new Malformed("%d path setup types do not fit into %d octets.".formatted(count, value.limit()));
        }
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(value.get(Integer.BYTES + i) & OCTET);
        }
        return types;
    }

    static Lsp lsp(ByteBuffer body) throws Malformed {
        ByteBuffer name = tlvs(body, Integer.BYTES).get(Codes.NAME_TLV);
        try {
            return Lsp.of(
                    word(body),
                    name == null
                            ? Optional.empty()
                            : Optional.of(StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(name)
                                    .toString()));
        } catch (CharacterCodingException e) {
            throw new Malformed("The name of an LSP is not text.");
        }
    }

    /** The first TLV of each type. */
    private static Map<Integer, ByteBuffer> tlvs(ByteBuffer body, int from) throws Malformed {
        Map<Integer, ByteBuffer> tlvs = new TreeMap<>();
        int at = from;
        while (at < body.limit()) {
            int word = word(body, at);
            int length = word & LENGTH_MASK;
            int value = at + Integer.BYTES;
            if (length > body.limit() - value) {
                throw new Malformed("The length of a TLV of type %d is %d octets; %d are left."
                        .formatted(word >>> 16, length, body.limit() - value));
            }
            tlvs.putIfAbsent(word >>> 16, body.slice(value, length));
            at = value + length + (-length & 3);
        }
        return tlvs;
    }

    static List<Hop> route(ByteBuffer body) throws Malformed {
        List<Hop> hops = new ArrayList<>();
        int at = 0;
        while (at < body.limit()) {
            int left = body.limit() - at;
            int length = left < 2 ? 0 : body.get(at + 1) & OCTET;
            if (length < Integer.BYTES || length > left || length % Integer.BYTES != 0) {
                throw new Malformed(
                        "The length of a hop is %d octets; %d are left of its route.".formatted(length, left));
            }
            hops.add(hop(body.slice(at, length)));
            at += length;
        }
        return hops;
    }

    private static Hop hop(ByteBuffer hop) throws Malformed {
        int type = hop.get(0) & ~Codes.LOOSE & OCTET;
        return switch (type) {
            case Codes.ADDRESS_HOP -> {
                if (hop.limit() != SEGMENT_LENGTH) {
                    throw new Malformed("An address on the way has %d octets.".formatted(hop.limit()));
                }
                yield new Hop.Address(address(ByteBuffer.wrap(octets(hop, 2, Integer.BYTES)), 0), hop.get(6) & OCTET);
            }
            case Codes.SEGMENT_HOP -> segment(hop);
            default -> new Hop.Unread(type);
        };
    }

    private static Hop segment(ByteBuffer hop) throws Malformed {
        int word = word(hop);
        if ((word & Codes.NO_LABEL) != 0 || (word & Codes.IS_LABEL) == 0) {
            return new Hop.Unread(Codes.SEGMENT_HOP);
        }
        int label = word(hop, Integer.BYTES) >>> Codes.LABEL_SHIFT;
        boolean adjacent = (word & Codes.NO_ADJACENCY) == 0 && (word >>> 12 & 0xF) == Codes.ADJACENCY_V4;
        if (!adjacent) {
            return new Hop.Segment(label, Optional.empty());
        }
        if (hop.limit() != ADJACENT_LENGTH) {
            throw new Malformed("A segment with both ends of its link has %d octets.".formatted(hop.limit()));
        }
        return new Hop.Segment(
                label,
                Optional.of(new Hop.Adjacency(address(hop, 2 * Integer.BYTES), address(hop, 3 * Integer.BYTES))));
    }

    private static byte[] octets(ByteBuffer from, int at, int length) {
        byte[] octets = new byte[length];
        from.get(at, octets);
        return octets;
    }
}
