package dev.braid.pcep.adapter;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.pcep.session.KnownLsp;
import dev.braid.pcep.session.PathName;
import dev.braid.pcep.session.Pce;
import dev.braid.pcep.session.Refusal;
import dev.braid.pcep.session.Router;
import dev.braid.pcep.session.Session;
import dev.braid.pcep.wire.Message.Cause;
import dev.braid.pcep.wire.Message.Planned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The LSPs of orders at their head ends: both directions, or neither. */
final class Lsps {
    private static final int BAD_PARAMETER = 23;
    private static final int INVALID_OPERATION = 19;
    private static final int NOT_SUPPORTED = 2;
    private static final int NAME_IN_USE = 1;
    private static final int TOO_MANY_LSPS = 6;
    private static final int TOO_OFTEN = 10;

    private final Network network;
    private final Pce pce;

    Lsps(Network network, Pce pce) {
        this.network = network;
        this.pce = pce;
    }

    /** The sessions with these routers, each asked just now, so that what it has reported is what it holds. */
    List<Session> ask(Collection<Router> routers) throws IOException, Refused, InterruptedException {
        List<Session> sessions = new ArrayList<>();
        List<Session.Question> questions = new ArrayList<>();
        for (Router router : routers) {
            Session session = pce.session(router.id());
            sessions.add(session);
            questions.add(session.fence());
        }
        for (Session.Question question : questions) {
            try {
                question.await();
            } catch (Refusal no) {
                throw refused(no);
            }
        }
        return sessions;
    }

    List<Session> askAll() throws IOException, Refused, InterruptedException {
        return ask(network.routers());
    }

    /** What is known of all routers without asking. */
    Picture known() {
        List<Session> sessions = new ArrayList<>();
        for (Router router : network.routers()) {
            try {
                sessions.add(pce.session(router.id()));
            } catch (IOException away) {
                // What it holds stands in the book.
            }
        }
        return Picture.of(sessions);
    }

    /** Has both LSPs of the order, or neither of those that were not there. */
    void place(BookEntry entry) throws IOException, Refused, InterruptedException {
        Network.Ways ways = network.ways(entry.linkIds());
        Session there = pce.session(ways.there().from().id());
        Session back = pce.session(ways.back().from().id());
        boolean fresh = there.find(entry.reference()).isEmpty();
        try {
            place(there, ways.there(), entry);
            try {
                place(back, ways.back(), entry);
            } catch (Refusal | Refused no) {
                Optional<KnownLsp> half = there.find(entry.reference()).filter(_ -> fresh);
                if (half.isPresent()) {
                    there.remove(half.get().lsp().plspId());
                }
                throw no;
            }
        } catch (Refusal no) {
            throw refused(no);
        }
    }

    private void place(Session session, Network.Way way, BookEntry entry)
            throws IOException, Refusal, Refused, InterruptedException {
        if (!session.initiates()) {
            throw new Refused(
                    Reason.UNSUPPORTED,
                    "Router %s takes no LSPs of segments from a PCE."
                            .formatted(way.from().id()));
        }
        Optional<KnownLsp> present = session.find(entry.reference());
        float rate = Rate.bytesPerSecond(entry.bandwidthBps());
        if (present.isEmpty()) {
            session.initiate(new Planned(
                    PathName.of(entry.reference()),
                    way.from().address(),
                    way.to().address(),
                    way.route(),
                    rate,
                    entry.color()));
            return;
        }
        KnownLsp lsp = present.get();
        boolean same = lsp.route().equals(way.route())
                && lsp.bytesPerSecond().filter(it -> it != rate).isEmpty();
        if (!same) {
            ours(session, lsp);
            session.update(lsp.lsp().plspId(), way.route(), rate);
        }
    }

    /** Changes the bandwidth of the LSPs that are there, both or neither. */
    void change(BookEntry entry, long bandwidthBps) throws IOException, Refused, InterruptedException {
        Network.Ways ways = network.ways(entry.linkIds());
        OptionalLong before = OptionalLong.empty();
        Session there = pce.session(ways.there().from().id());
        Session back = pce.session(ways.back().from().id());
        try {
            before = change(there, ways.there(), entry.reference(), bandwidthBps);
            try {
                change(back, ways.back(), entry.reference(), bandwidthBps);
            } catch (Refusal | Refused no) {
                if (before.isPresent()) {
                    change(there, ways.there(), entry.reference(), before.getAsLong());
                }
                throw no;
            }
        } catch (Refusal no) {
            throw refused(no);
        }
    }

    private OptionalLong change(Session session, Network.Way way, String reference, long bandwidthBps)
            throws IOException, Refusal, Refused, InterruptedException {
        Optional<KnownLsp> present = session.find(reference);
        if (present.isEmpty()) {
            return OptionalLong.empty();
        }
        ours(session, present.get());
        session.update(present.get().lsp().plspId(), way.route(), Rate.bytesPerSecond(bandwidthBps));
        return OptionalLong.of(present.get().bytesPerSecond().map(Rate::bps).orElse(0L));
    }

    /** Takes the LSPs with that name away from these routers; whether there were any. */
    boolean remove(String reference, Collection<Session> sessions) throws IOException, Refused, InterruptedException {
        boolean any = false;
        for (Session session : sessions) {
            Optional<KnownLsp> present = session.find(reference);
            if (present.isPresent()) {
                any = true;
                try {
                    session.remove(present.get().lsp().plspId());
                } catch (Refusal no) {
                    throw refused(no);
                }
            }
        }
        return any;
    }

    private static void ours(Session session, KnownLsp lsp) throws Refused {
        if (!lsp.lsp().delegated()) {
            throw new Refused(
                    Reason.REJECTED,
                    "Router %s has not delegated LSP '%s' to this PCE."
                            .formatted(session.router().id(), lsp.name()));
        }
    }

    private static Refused refused(Refusal no) throws IOException {
        Cause cause = no.cause();
        if (cause.type() == INVALID_OPERATION && cause.value() == TOO_OFTEN) {
            throw new IOException(no.getMessage());
        }
        Reason reason = Reason.REJECTED;
        if (cause.type() == BAD_PARAMETER && cause.value() == NAME_IN_USE) {
            reason = Reason.CONFLICT;
        } else if (cause.type() == INVALID_OPERATION && cause.value() == TOO_MANY_LSPS) {
            reason = Reason.NO_CAPACITY;
        } else if (cause.type() == NOT_SUPPORTED) {
            reason = Reason.UNSUPPORTED;
        }
        return new Refused(reason, no.getMessage());
    }
}
