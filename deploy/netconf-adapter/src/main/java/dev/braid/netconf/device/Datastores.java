package dev.braid.netconf.device;

import dev.braid.netconf.protocol.NetconfSession;
import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
import java.time.Duration;
import org.w3c.dom.Element;

/** The operations of RFC 6241 on the candidate and the running datastore that one session makes. */
final class Datastores {
    private static final String CAPABILITY = "urn:ietf:params:netconf:capability:";
    private static final Duration UNCONFIRMED = Duration.ofMinutes(2);

    private final NetconfSession session;

    /** The server must have a candidate: nothing here ever writes what is running bit by bit. */
    Datastores(NetconfSession session) throws IOException {
        this.session = session;
        if (!session.announces(CAPABILITY + "candidate:1.0")) {
            session.close();
            throw new IOException("The device has no candidate datastore (RFC 6241, section 8.3).");
        }
    }

    boolean isOpen() {
        return session.isOpen();
    }

    void close() {
        session.close();
    }

    /** Whether a commit can be taken back by saying nothing more. */
    boolean confirms() {
        return session.announces(CAPABILITY + "confirmed-commit:1.1");
    }

    /**
     * Nobody else writes until {@link #unlock}; running is locked where it can be written past the candidate. A candidate
     * that somebody has changed without a lock cannot be locked (RFC 6241, section 7.5), so nothing of theirs is committed.
     */
    void lock() throws IOException, RpcRefused {
        if (session.announces(CAPABILITY + "writable-running:1.0")) {
            session.command("lock of running", "<lock><target><running/></target></lock>");
        }
        session.command("lock of candidate", "<lock><target><candidate/></target></lock>");
    }

    void unlock() throws IOException, RpcRefused {
        session.command("unlock of candidate", "<unlock><target><candidate/></target></unlock>");
        if (session.announces(CAPABILITY + "writable-running:1.0")) {
            session.command("unlock of running", "<unlock><target><running/></target></unlock>");
        }
    }

    void edit(String config) throws IOException, RpcRefused {
        session.command("edit-config", """
                <edit-config><target><candidate/></target><default-operation>merge</default-operation>\
                <config>%s</config></edit-config>""".formatted(config));
    }

    /** Where the server cannot validate beforehand, it does so when it commits. */
    void validate() throws IOException, RpcRefused {
        if (session.announces(CAPABILITY + "validate:1.1") || session.announces(CAPABILITY + "validate:1.0")) {
            session.command("validate", "<validate><source><candidate/></source></validate>");
        }
    }

    /** Undone by the server itself if the session ends or nothing follows in time (RFC 6241, section 8.4). */
    void commitUnconfirmed() throws IOException, RpcRefused {
        session.command(
                "confirmed commit",
                "<commit><confirmed/><confirm-timeout>%d</confirm-timeout></commit>"
                        .formatted(UNCONFIRMED.toSeconds()));
    }

    /** For good; confirms what was committed unconfirmed. */
    void commit() throws IOException, RpcRefused {
        session.command("commit", "<commit/>");
    }

    void cancelCommit() throws IOException, RpcRefused {
        session.command("cancel-commit", "<cancel-commit/>");
    }

    void discard() throws IOException, RpcRefused {
        session.command("discard-changes", "<discard-changes/>");
    }

    Element running(String filter) throws IOException, RpcRefused {
        return session.call("get-config", "<get-config><source><running/></source>%s</get-config>".formatted(filter));
    }

    Element state(String filter) throws IOException, RpcRefused {
        return session.call("get", "<get>%s</get>".formatted(filter));
    }
}
