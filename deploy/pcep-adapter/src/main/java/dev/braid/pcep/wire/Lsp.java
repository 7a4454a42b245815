package dev.braid.pcep.wire;

import java.util.Optional;

/**
 * The LSP object (RFC 8231, section 7.3; the C flag: RFC 8281, section 5.3.1).
 *
 * @param plspId the router's number for it within the session; 0 stands for the end of the synchronisation
 * @param delegated D: we may change it
 * @param synchronising S: told as part of the synchronisation
 * @param removed R: it is gone
 * @param administrative A: it shall be up
 * @param created C: a PCE asked for it
 * @param name the symbolic path name, which outlives sessions
 */
public record Lsp(
        int plspId,
        boolean delegated,
        boolean synchronising,
        boolean removed,
        boolean administrative,
        boolean created,
        Operation operation,
        Optional<String> name) {
    /** No router gives this number to an LSP (RFC 8231, section 7.3). */
    public static final int RESERVED_ID = 0xFFFFF;

    static final int DELEGATED = 0x1;
    static final int SYNCHRONISING = 0x2;
    static final int REMOVED = 0x4;
    static final int ADMINISTRATIVE = 0x8;
    static final int CREATED = 0x80;
    static final int OPERATION_SHIFT = 4;
    static final int OPERATION_MASK = 0x7;
    static final int ID_SHIFT = 12;

    int word() {
        return plspId << ID_SHIFT
                | (delegated ? DELEGATED : 0)
                | (synchronising ? SYNCHRONISING : 0)
                | (removed ? REMOVED : 0)
                | (administrative ? ADMINISTRATIVE : 0)
                | operation.ordinal() << OPERATION_SHIFT
                | (created ? CREATED : 0);
    }

    static Lsp of(int word, Optional<String> name) {
        return new Lsp(
                word >>> ID_SHIFT,
                (word & DELEGATED) != 0,
                (word & SYNCHRONISING) != 0,
                (word & REMOVED) != 0,
                (word & ADMINISTRATIVE) != 0,
                (word & CREATED) != 0,
                Operation.numbered(word >>> OPERATION_SHIFT & OPERATION_MASK),
                name);
    }
}
