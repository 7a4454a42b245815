package dev.braid.netconf.device;

import dev.braid.netconf.l3nm.L3nmXml;
import dev.braid.netconf.l3nm.ServiceEdit;
import dev.braid.netconf.protocol.ProtocolBroken;
import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** One device in a {@link Transaction}: what was there before, how far it has come, and the way back. */
final class Participant {
    private final Device device;
    private final List<Change> changes;
    private final Map<String, Optional<Element>> before = new LinkedHashMap<>();
    private Datastores datastores;
    private Stage stage = Stage.UNTOUCHED;

    private enum Stage {
        UNTOUCHED,
        LOCKED,
        EDITED,
        UNCONFIRMED,
        COMMITTED
    }

    /** All changes of one device. */
    Participant(List<Change> changes) {
        this.device = changes.getFirst().device();
        this.changes = List.copyOf(changes);
    }

    String id() {
        return device.id();
    }

    /** Waits until nobody else uses the device. */
    void take() {
        device.take();
    }

    /** Lets the next one. */
    void giveWay() {
        device.leave();
    }

    /** Until here a lost session leaves nothing: the server discards the candidate (RFC 6241, section 8.3.5.2). */
    void prepare() throws IOException, RpcRefused {
        datastores = device.datastores();
        datastores.lock();
        stage = Stage.LOCKED;
        for (Change change : changes) {
            before.put(change.vpnId(), found(change));
            Optional<String> edit = change.edit(before.get(change.vpnId()));
            if (edit.isPresent()) {
                stage = Stage.EDITED;
                datastores.edit(edit.get());
            }
        }
        if (stage == Stage.EDITED) {
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
        if (!holdsAll()) {
            if (stage == Stage.COMMITTED && holdsWhatItHeld()) {
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
                for (Map.Entry<String, Optional<Element>> each : before.entrySet()) {
                    datastores.edit(ServiceEdit.restore(each.getKey(), each.getValue()));
                }
                datastores.commit();
                if (!holdsWhatItHeld()) {
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
            datastores = device.datastores();
            datastores.lock();
            stage = Stage.LOCKED;
            if (!holdsAll()) {
                throw e;
            }
            if (unconfirmed) {
                throw new IOException("It may yet go back to what it held before.", e);
            }
        }
        stage = Stage.COMMITTED;
    }

    private boolean holdsAll() throws IOException, RpcRefused {
        for (Change change : changes) {
            if (!change.holds(found(change))) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsWhatItHeld() throws IOException, RpcRefused {
        for (Change change : changes) {
            if (!same(found(change), before.get(change.vpnId()))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Element> found(Change change) throws IOException, RpcRefused {
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
