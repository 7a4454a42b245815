package dev.braid.netconf.device;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.l3nm.ServiceEdit;
import dev.braid.netconf.protocol.ProtocolBroken;
import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
import java.util.Optional;
import org.w3c.dom.Element;

/** One device in a {@link Transaction}: what was there before, how far it has come, and the way back. */
final class Participant {
    private final Change change;
    private Datastores datastores;
    private Optional<Element> before = Optional.empty();
    private Stage stage = Stage.UNTOUCHED;

    private enum Stage {
        UNTOUCHED,
        LOCKED,
        EDITED,
        UNCONFIRMED,
        COMMITTED
    }

    Participant(Change change) {
        this.change = change;
    }

    String id() {
        return change.device().id();
    }

    /** Until here a lost session leaves nothing: the server discards the candidate (RFC 6241, section 8.3.5.2). */
    void prepare() throws IOException, RpcRefused {
        datastores = change.device().datastores();
        datastores.lock();
        stage = Stage.LOCKED;
        before = found();
        Optional<String> edit = change.edit(before);
        if (edit.isPresent()) {
            stage = Stage.EDITED;
            datastores.edit(edit.get());
            datastores.validate();
        }
    }

    /** Commits; of a commit that is not answered, a new session reads whether it was done. */
    void commit() throws IOException, RpcRefused {
        if (stage != Stage.EDITED) {
            return;
        }
        if (datastores.confirms()) {
            datastores.commitUnconfirmed();
            stage = Stage.UNCONFIRMED;
        } else {
            commitForGood();
        }
    }

    /** Whether the device holds what is wanted, whatever it said. */
    void check() throws IOException, RpcRefused {
        if (stage != Stage.UNCONFIRMED && stage != Stage.COMMITTED) {
            return;
        }
        Optional<Element> now = found();
        if (!change.holds(now)) {
            if (stage == Stage.COMMITTED && same(now, before)) {
                stage = Stage.LOCKED;
            }
            throw new ProtocolBroken("It said ok, and does not hold what it was told.");
        }
    }

    /** The point of no return. */
    void confirm() throws IOException, RpcRefused {
        if (stage == Stage.UNCONFIRMED) {
            commitForGood();
        }
    }

    /** Puts back what was there before. */
    void undo() throws IOException, RpcRefused {
        switch (stage) {
            case UNTOUCHED -> {}
            case LOCKED, EDITED -> discard();
            case UNCONFIRMED -> cancel();
            case COMMITTED -> {
                datastores.edit(ServiceEdit.restore(change.vpnId(), before));
                datastores.commit();
                if (!same(found(), before)) {
                    throw new ProtocolBroken("It said ok, and does not hold what it held before.");
                }
            }
        }
        stage = stage == Stage.UNTOUCHED ? stage : Stage.LOCKED;
    }

    /** With the session goes its candidate, so this cannot fail. */
    private void discard() {
        try {
            datastores.discard();
        } catch (IOException | RpcRefused _) {
            datastores.close();
        }
    }

    /** Without an answer the server goes back by itself, but nobody knows when it learns that the session is over. */
    private void cancel() throws IOException, RpcRefused {
        try {
            datastores.cancelCommit();
        } catch (IOException | RpcRefused e) {
            datastores.close();
            throw e;
        }
    }

    /** A lock that cannot be given back goes with the session. */
    void leave() {
        if (stage == Stage.UNTOUCHED) {
            return;
        }
        try {
            datastores.unlock();
        } catch (IOException | RpcRefused _) {
            datastores.close();
        }
    }

    private void commitForGood() throws IOException, RpcRefused {
        boolean unconfirmed = stage == Stage.UNCONFIRMED;
        try {
            datastores.commit();
        } catch (IOException e) {
            stage = Stage.UNTOUCHED;
            datastores = change.device().datastores();
            datastores.lock();
            stage = Stage.LOCKED;
            if (!change.holds(found())) {
                throw e;
            }
            if (unconfirmed) {
                throw new IOException("It may yet go back to what it held before.", e);
            }
        }
        stage = Stage.COMMITTED;
    }

    private Optional<Element> found() throws IOException, RpcRefused {
        return Device.service(datastores.running(L3nmXml.service(change.vpnId())), change.vpnId());
    }

    /** As far as we can read it: a server may show the same in another order. */
    private static boolean same(Optional<Element> one, Optional<Element> other) throws IOException {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return L3nmXml.read(one.get()).equals(L3nmXml.read(other.get()));
    }
}
