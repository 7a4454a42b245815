package dev.braid.pcep.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages as octets. */
public final class MessageWriter {
    private static final int LARGEST = 1 << 16;
    private static final int MUST_BE_UNDERSTOOD = 0x2;
    private static final int MAY_BE_IGNORED = 0;
    private static final int TYPE_SHIFT = 4;

    private final ByteBuffer octets = ByteBuffer.allocate(LARGEST);

    private MessageWriter() {}

    /** The whole message with its header. */
    public static byte[] write(Message message) {
        MessageWriter writer = new MessageWriter();
        int type = writer.type(message);
        writer.octets.put((byte) (Codes.VERSION << Codes.VERSION_SHIFT)).put((byte) type);
        writer.octets.putShort((short) 0);
        writer.body(message);
        byte[] whole = new byte[writer.octets.position()];
        writer.octets.putShort(2, (short) whole.length).flip().get(whole);
        return whole;
    }

    private int type(Message message) {
        return switch (message) {
            case Message.Open _ -> Codes.OPEN;
            case Message.Keepalive _ -> Codes.KEEPALIVE;
            case Message.Close _ -> Codes.CLOSE;
            case Message.Failed _ -> Codes.ERROR;
            case Message.Reports _ -> Codes.REPORT;
            case Message.Update _ -> Codes.UPDATE;
            case Message.Initiate _, Message.Remove _ -> Codes.INITIATE;
            case Message.Unread(int type) -> type;
        };
    }

    private void body(Message message) {
        switch (message) {
            case Message.Open open -> object(Codes.OPEN_OBJECT, 1, MAY_BE_IGNORED, () -> open(open));
            case Message.Close(int reason) ->
                object(Codes.CLOSE_OBJECT, 1, MAY_BE_IGNORED, () -> octets.putInt(reason & 0xFF));
            case Message.Failed failed -> failed(failed);
            case Message.Reports(var reports) -> reports.forEach(this::report);
            case Message.Update(long srpId, int plspId, var route, float bytesPerSecond) -> {
                command(srpId, 0);
                object(
                        Codes.LSP_OBJECT,
                        1,
                        MUST_BE_UNDERSTOOD,
                        () -> octets.putInt(plspId << Lsp.ID_SHIFT | Lsp.DELEGATED | Lsp.ADMINISTRATIVE));
                route(route);
                bandwidth(bytesPerSecond);
            }
            case Message.Initiate(long srpId, Message.Planned planned) -> {
                command(srpId, 0);
                planned(planned);
            }
            case Message.Remove(long srpId, int plspId) -> {
                // No LSP, no setup type: routers that route no segments answer, too.
                if (plspId == Lsp.RESERVED_ID) {
                    object(
                            Codes.SRP_OBJECT,
                            1,
                            MUST_BE_UNDERSTOOD,
                            () -> octets.putInt(Codes.REMOVE_FLAG).putInt((int) srpId));
                } else {
                    command(srpId, Codes.REMOVE_FLAG);
                }
                // Without the D flag a router takes it for a PCE that it never delegated to: PCErr 19/1.
                object(
                        Codes.LSP_OBJECT,
                        1,
                        MUST_BE_UNDERSTOOD,
                        () -> octets.putInt(plspId << Lsp.ID_SHIFT | Lsp.DELEGATED));
            }
            case Message.Keepalive _, Message.Unread _ -> {}
        }
    }

    private void open(Message.Open open) {
        octets.put((byte) (Codes.VERSION << Codes.VERSION_SHIFT))
                .put((byte) open.keepaliveSeconds())
                .put((byte) open.deadSeconds())
                .put((byte) open.sessionId());
        if (open.updates() || open.initiates()) {
            tlv(
                    Codes.STATEFUL_TLV,
                    () -> octets.putInt(
                            (open.updates() ? Codes.UPDATES_FLAG : 0) | (open.initiates() ? Codes.INITIATES_FLAG : 0)));
        }
        if (open.routesSegments()) {
            tlv(Codes.SETUP_TYPES_TLV, () -> {
                octets.putInt(1).put((byte) Codes.SEGMENT_ROUTING).put(new byte[3]);
                // No bound on the depth of the label stack is told by a PCE.
                tlv(Codes.SEGMENTS_TLV, () -> octets.putInt(0));
            });
        }
    }

    private void failed(Message.Failed failed) {
        failed.srpIds().forEach(it -> command(it, 0));
        for (Message.Cause cause : failed.causes()) {
            object(
                    Codes.ERROR_OBJECT,
                    1,
                    MAY_BE_IGNORED,
                    () -> octets.putShort((short) 0).put((byte) cause.type()).put((byte) cause.value()));
        }
    }

    private void report(Message.Report report) {
        if (report.srpId() != 0) {
            command(report.srpId(), 0);
        }
        lsp(report.lsp());
        route(report.route());
        report.bytesPerSecond().ifPresent(this::bandwidth);
    }

    private void planned(Message.Planned planned) {
        object(Codes.LSP_OBJECT, 1, MUST_BE_UNDERSTOOD, () -> {
            octets.putInt(Lsp.DELEGATED | Lsp.ADMINISTRATIVE);
            name(planned.name());
        });
        object(
                Codes.ENDPOINTS_OBJECT,
                1,
                MUST_BE_UNDERSTOOD,
                () -> octets.put(planned.from().getAddress()).put(planned.to().getAddress()));
        route(planned.route());
        bandwidth(planned.bytesPerSecond());
        object(
                Codes.VENDOR_OBJECT,
                1,
                MAY_BE_IGNORED,
                () -> octets.putInt(Codes.VENDOR).putInt(Codes.VENDOR_COLOR).putInt(planned.color()));
    }

    private void command(long srpId, int flags) {
        object(Codes.SRP_OBJECT, 1, MUST_BE_UNDERSTOOD, () -> {
            octets.putInt(flags).putInt((int) srpId);
            tlv(Codes.SETUP_TYPE_TLV, () -> octets.putInt(Codes.SEGMENT_ROUTING));
        });
    }

    private void lsp(Lsp lsp) {
        object(Codes.LSP_OBJECT, 1, MUST_BE_UNDERSTOOD, () -> {
            octets.putInt(lsp.word());
            lsp.name().ifPresent(this::name);
        });
    }

    private void name(String name) {
        tlv(Codes.NAME_TLV, () -> octets.put(name.getBytes(StandardCharsets.UTF_8)));
    }

    private void bandwidth(float bytesPerSecond) {
        object(Codes.BANDWIDTH_OBJECT, 1, MUST_BE_UNDERSTOOD, () -> octets.putFloat(bytesPerSecond));
    }

    private void route(List<Hop> route) {
        object(Codes.ROUTE_OBJECT, 1, MUST_BE_UNDERSTOOD, () -> route.forEach(this::hop));
    }

    private void hop(Hop hop) {
        switch (hop) {
            case Hop.Segment(int label, var adjacency) -> {
                int kind = adjacency.isPresent() ? Codes.ADJACENCY_V4 : 0;
                int flags = Codes.IS_LABEL | (adjacency.isPresent() ? 0 : Codes.NO_ADJACENCY);
                octets.put((byte) Codes.SEGMENT_HOP)
                        .put((byte) (adjacency.isPresent() ? 16 : 8))
                        .put((byte) (kind << TYPE_SHIFT))
                        .put((byte) flags)
                        .putInt(label << Codes.LABEL_SHIFT);
                adjacency.ifPresent(it ->
                        octets.put(it.local().getAddress()).put(it.remote().getAddress()));
            }
            case Hop.Address(var address, int prefixLength) ->
                octets.put((byte) Codes.ADDRESS_HOP)
                        .put((byte) 8)
                        .put(address.getAddress())
                        .put((byte) prefixLength)
                        .put((byte) 0);
            case Hop.Unread(int type) -> octets.put((byte) type).put((byte) 4).putShort((short) 0);
        }
    }

    private void object(int objectClass, int type, int flags, Runnable body) {
        int start = octets.position();
        octets.put((byte) objectClass).put((byte) (type << TYPE_SHIFT | flags)).putShort((short) 0);
        body.run();
        octets.putShort(start + 2, (short) (octets.position() - start));
    }

    /** The length leaves the padding out (RFC 5440, section 7.1). */
    private void tlv(int type, Runnable value) {
        octets.putShort((short) type).putShort((short) 0);
        int start = octets.position();
        value.run();
        int length = octets.position() - start;
        octets.putShort(start - 2, (short) length).put(new byte[-length & 3]);
    }
}
