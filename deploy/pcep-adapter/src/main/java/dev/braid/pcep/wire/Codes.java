package dev.braid.pcep.wire;

/** The numbers of IANA's PCEP registries that are used here. */
final class Codes {
    static final int VERSION = 1;
    static final int VERSION_SHIFT = 5;
    static final int HEADER_LENGTH = 4;

    static final int OPEN = 1;
    static final int KEEPALIVE = 2;
    static final int ERROR = 6;
    static final int CLOSE = 7;
    static final int REPORT = 10;
    static final int UPDATE = 11;
    static final int INITIATE = 12;

    static final int OPEN_OBJECT = 1;
    static final int ENDPOINTS_OBJECT = 4;
    static final int BANDWIDTH_OBJECT = 5;
    static final int ROUTE_OBJECT = 7;
    static final int ERROR_OBJECT = 13;
    static final int CLOSE_OBJECT = 15;
    static final int LSP_OBJECT = 32;
    static final int SRP_OBJECT = 33;
    static final int VENDOR_OBJECT = 34;

    static final int STATEFUL_TLV = 16;
    static final int NAME_TLV = 17;
    static final int SEGMENTS_TLV = 26;
    static final int SETUP_TYPE_TLV = 28;
    static final int SETUP_TYPES_TLV = 34;

    static final int UPDATES_FLAG = 0x1;
    static final int INITIATES_FLAG = 0x4;
    static final int REMOVE_FLAG = 0x1;
    static final int SEGMENT_ROUTING = 1;

    static final int ADDRESS_HOP = 1;
    static final int SEGMENT_HOP = 36;
    static final int LOOSE = 0x80;
    static final int NO_ADJACENCY = 0x08;
    static final int NO_LABEL = 0x04;
    static final int IS_LABEL = 0x01;
    static final int ADJACENCY_V4 = 3;
    static final int LABEL_SHIFT = 12;

    /** Cisco's, whose colour TLV routers take that know no standard one. */
    static final int VENDOR = 9;

    static final int VENDOR_COLOR = 1 << 16 | Integer.BYTES;

    private Codes() {}
}
