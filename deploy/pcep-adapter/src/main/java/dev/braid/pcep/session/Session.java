package dev.braid.pcep.session;

import dev.braid.pcep.wire.Hop;
import dev.braid.pcep.wire.Lsp;
import dev.braid.pcep.wire.Malformed;
import dev.braid.pcep.wire.Message;
import dev.braid.pcep.wire.Message.Cause;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * One session with a head-end router (RFC 5440, RFC 8231). A command without an answer ends it: what the router holds
 * then is learned anew when it comes back.
 */
public final class Session {
    private final Router router;
    private final Wire wire;
    private final Timers timers;
    private final Consumer<String> changed;
    private final LspTable table = new LspTable();
    private final Asked asked = new Asked();
    private volatile boolean over;
    private volatile boolean initiates;

    Session(Router router, Wire wire, Timers timers, Consumer<String> changed) {
        this.router = router;
        this.wire = wire;
        this.timers = timers;
        this.changed = changed;
    }

    /** Agrees on the session and reads until it ends, however it ends. */
    void run(int sessionId) throws IOException {
        try {
            agree(sessionId);
            Thread keeper = Thread.ofVirtual().start(this::keepAlive);
            try {
                while (!over) {
                    take(wire.read());
                }
            } finally {
                keeper.interrupt();
            }
        } catch (SocketTimeoutException silent) {
            end(Message.Close.DEAD_TIMER);
            throw silent;
        } catch (Malformed unreadable) {
            end(Message.Close.MALFORMED);
            throw unreadable;
        } finally {
            end(Message.Close.NO_EXPLANATION);
        }
    }

    private void agree(int sessionId) throws IOException {
        wire.send(new Message.Open(
                (int) timers.keepalive().toSeconds(), (int) timers.dead().toSeconds(), sessionId, true, true, true));
        wire.patience(timers.open());
        if (!(wire.read() instanceof Message.Open open)) {
            wire.send(new Message.Failed(List.of(Cause.NOT_AN_OPEN), List.of()));
            throw new EOFException("Its first message was no Open.");
        }
        if (!open.updates()) {
            wire.send(new Message.Failed(List.of(Cause.UNACCEPTABLE_SESSION), List.of()));
            throw new EOFException("It lets no PCE change its LSPs (RFC 8231).");
        }
        initiates = open.initiates() && open.routesSegments();
        wire.send(new Message.Keepalive());
        if (!(wire.read() instanceof Message.Keepalive)) {
            throw new EOFException("It did not accept our Open.");
        }
        wire.patience(Duration.ofSeconds(open.deadSeconds()));
    }

    private void keepAlive() {
        try {
            while (!over) {
                Thread.sleep(timers.keepalive());
                wire.send(new Message.Keepalive());
            }
        } catch (IOException gone) {
            over = true;
        } catch (InterruptedException ended) {
            // The session is over without it.
        }
    }

    private void take(Message message) {
        switch (message) {
            case Message.Reports(var reports) -> reports.forEach(this::take);
            case Message.Failed(var causes, var srpIds) -> {
                for (long srpId : srpIds) {
                    asked.answer(srpId, Optional.of(causes.getFirst()));
                }
            }
            case Message.Close _ -> over = true;
            // What a router asks a PCE to compute is not our business, nor is what we do not know.
            case Message.Keepalive _,
                    Message.Open _,
                    Message.Update _,
                    Message.Initiate _,
                    Message.Remove _,
                    Message.Unread _ -> {}
        }
    }

    private void take(Message.Report report) {
        table.take(report).ifPresent(changed);
        // A synchronising router may repeat the number of the command that it last carried out, in any session.
        if (!report.lsp().synchronising()) {
            asked.answer(report.srpId(), Optional.empty());
        }
    }

    /** The router this is with. */
    public Router router() {
        return router;
    }

    /** Whether all that the router holds is known. */
    public boolean whole() {
        return !over && table.whole();
    }

    /** Whether LSPs of segments can be asked for. */
    public boolean initiates() {
        return initiates;
    }

    /** A question that is on its way. */
    public final class Question {
        private final long srpId;
        private final CompletableFuture<Optional<Cause>> answer;

        private Question(long srpId, CompletableFuture<Optional<Cause>> answer) {
            this.srpId = srpId;
            this.answer = answer;
        }

        /** Waits until the router has answered as it must. */
        public void await() throws NoAnswer, Refusal, InterruptedException {
            Optional<Cause> said = Session.this.await(this);
            if (said.isPresent() && !said.get().equals(Cause.UNKNOWN_LSP)) {
                throw new Refusal(router.id(), said.get());
            }
        }
    }

    /**
     * Asks for something that cannot be: to take the LSP away that has the reserved number. The router's no (RFC 8281,
     * section 5.4) says that it listens, takes a PCE's LSPs, and that whatever it reported before has come.
     */
    public Question fence() throws NoAnswer {
        return send(srpId -> new Message.Remove(srpId, Lsp.RESERVED_ID));
    }

    /** Asks for a new LSP. */
    public void initiate(Message.Planned planned) throws NoAnswer, Refusal, InterruptedException {
        granted(await(send(srpId -> new Message.Initiate(srpId, planned))));
    }

    /** Changes an LSP. */
    public void update(int plspId, List<Hop> route, float bytesPerSecond)
            throws NoAnswer, Refusal, InterruptedException {
        granted(await(send(srpId -> new Message.Update(srpId, plspId, route, bytesPerSecond))));
    }

    /** Takes an LSP away; one that is not there is no error. */
    public void remove(int plspId) throws NoAnswer, Refusal, InterruptedException {
        Optional<Cause> answer = await(send(srpId -> new Message.Remove(srpId, plspId)));
        if (answer.isPresent() && answer.get().equals(Cause.UNKNOWN_LSP)) {
            table.forget(plspId);
            return;
        }
        granted(answer);
    }

    /** An LSP by its name, as last reported. */
    public Optional<KnownLsp> find(String name) {
        return table.find(name);
    }

    /** All LSPs, as last reported. */
    public List<KnownLsp> all() {
        return table.all();
    }

    private void granted(Optional<Cause> answer) throws Refusal {
        if (answer.isPresent()) {
            throw new Refusal(router.id(), answer.get());
        }
    }

    private Question send(LongFunction<Message> command) throws NoAnswer {
        CompletableFuture<Optional<Cause>> answer = new CompletableFuture<>();
        Question question = new Question(asked.number(answer), answer);
        try {
            if (!whole()) {
                throw new NoAnswer("The session with router %s is not up.".formatted(router.id()));
            }
            wire.send(command.apply(question.srpId));
        } catch (IOException gone) {
            asked.forget(question.srpId);
            throw gone instanceof NoAnswer known ? known : ended();
        }
        return question;
    }

    private Optional<Cause> await(Question question) throws NoAnswer, InterruptedException {
        try {
            return question.answer.get(timers.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            end(Message.Close.NO_EXPLANATION);
            throw new NoAnswer("Router %s has not answered within %s.".formatted(router.id(), timers.answer()));
        } catch (ExecutionException gone) {
            throw ended();
        } finally {
            asked.forget(question.srpId);
        }
    }

    private NoAnswer ended() {
        return new NoAnswer("The session with router %s has ended.".formatted(router.id()));
    }

    /** Says goodbye where that still works, and lets nobody wait any longer. */
    void end(int reason) {
        boolean first = !over;
        over = true;
        try (wire) {
            if (first) {
                wire.send(new Message.Close(reason));
            }
        } catch (IOException gone) {
            // The peer went first.
        }
        asked.end();
    }
}
