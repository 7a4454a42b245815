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
     *
     * @throws IOException when somebody else has a lock; then none of ours is left, nor when nobody answers
     */
    void lock() throws IOException {
        boolean running = session.announces(CAPABILITY + "writable-running:1.0");
        try {
            if (running) {
                lock("running");
            }
        } catch (RpcRefused e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            lock("candidate");
        } catch (RpcRefused e) {
            if (running) {
                giveBack();
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    private void lock(String datastore) throws IOException, RpcRefused {
        session.command("lock of " + datastore, "<lock><target><%s/></target></lock>".formatted(datastore));
    }

    void unlock() throws IOException, RpcRefused {
        unlock("candidate");
        if (session.announces(CAPABILITY + "writable-running:1.0")) {
            unlock("running");
        }
    }

    private void unlock(String datastore) throws IOException, RpcRefused {
        session.command("unlock of " + datastore, "<unlock><target><%s/></target></unlock>".formatted(datastore));
    }

    /** A lock that cannot be given back goes with the session. */
    private void giveBack() {
        try {
            unlock("running");
        } catch (IOException | RpcRefused _) {
            session.close();
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
