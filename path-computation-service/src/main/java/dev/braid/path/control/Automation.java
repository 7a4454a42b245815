package dev.braid.path.control;

import dev.braid.path.control.Answer.Refusal;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Word;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people decided about automatic moves. To be stricter counts at once and cancels what waits for approval; to be
 * less strict takes one who asks and another who approves.
 *
 * @param revision rises by one with each change; 0 where nobody has decided anything
 * @param mode of all; absent where nobody ever set it
 * @param words what operators said of recommended moves; a stop and a stricter mode spend the approvals
 * @param tenantModes of those that have one of their own, never AUTOMATIC; the stricter of the two counts
 */
public record Automation(
        long revision,
        Optional<Mode> mode,
        Map<String, Mode> tenantModes,
        Optional<Stop> stop,
        Optional<Request> pending,
        MoveWords words) {
    /** What was never touched. */
    public static final Automation UNTOUCHED =
            new Automation(0, Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), MoveWords.NONE);

    /** So many fit in one record with room to spare. */
    static final int MOST_TENANT_MODES = 5_000;

    public Automation {
        tenantModes = java.util.Collections.unmodifiableMap(new TreeMap<>(tenantModes));
    }

    /** What counts where it cannot be read what was decided: all is stopped, and nothing of the modes is known. */
    public static Automation unreadable(Instant now, String why) {
        Stop stop = new Stop("path-computation-service", now, why);
        return new Automation(
                0, Optional.of(Mode.OBSERVE), Map.of(), Optional.of(stop), Optional.empty(), MoveWords.NONE);
    }

    /** What automatic moves of the tenant may do. */
    public Permission permission(String tenantId, Mode byDefault) {
        return stop.<Permission>map(engaged -> new Permission.Stopped(engaged.summary()))
                .orElseGet(() -> new Permission.Within(
                        stricter(mode.orElse(byDefault), tenantModes.getOrDefault(tenantId, Mode.AUTOMATIC))));
    }

    /** Whether it counts from now on where the other did. That it stops what runs counts more than its revision. */
    public boolean supersedes(Automation known) {
        return revision > known.revision || (stop.isPresent() && known.stop.isEmpty());
    }

    /**
     * Decides what an order comes to. Pure: writing it is the caller's job.
     *
     * @param byDefault the mode of all where nobody has set one
     * @param requestId for what will wait for approval
     */
    public Answer on(Order order, Instant now, Mode byDefault, String requestId) {
        return switch (order) {
            case Order.Engage(var by, var reason) -> {
                Stop engaged = new Stop(by, now, reason);
                yield changed(next(mode, tenantModes, Optional.of(engaged))
                        .saying(words.cancelling(_ -> true, engaged.summary(), now)));
            }
            case Order.AskForRelease(var by, var reason) ->
                stop.isEmpty()
                        ? refused(Refusal.NOT_STOPPED, "Automatic moves are not stopped: there is nothing to release.")
                        : ask(new Wish.Release(), by, reason, now, requestId);
            case Order.Approve(var by, var approvedId) -> approve(by, approvedId, now, byDefault);
            case Order.SetMode(var by, var tenantId, var wanted, var reason) -> {
                Mode old = tenantId.map(id -> tenantModes.getOrDefault(id, Mode.AUTOMATIC))
                        .orElseGet(() -> mode.orElse(byDefault));
                if (wanted == old) {
                    yield new Answer.Unchanged();
                }
                yield stricter(wanted, old) == wanted
                        ? set(tenantId, wanted, now, byDefault)
                        : ask(new Wish.Loosen(tenantId, wanted), by, reason, now, requestId);
            }
            case Order.ApproveMove approval -> approve(approval, now, byDefault);
            case Order.DeclineMove(var by, var move, var tenantId, var reason, var life) ->
                say(new Word.Declined(move, tenantId, by, now, now.plus(life), reason), now);
            case Order.Settle(var move, var approveTime, var moved, var reason) -> {
                MoveWords settled = words.settling(move, approveTime, moved, reason, now);
                yield settled.approvals().equals(words.approvals())
                        ? new Answer.Unchanged()
                        : changed(counted(settled));
            }
        };
    }

    private Answer approve(Order.ApproveMove order, Instant now, Mode byDefault) {
        return switch (permission(order.tenantId(), byDefault)) {
            case Permission.Stopped(var reason) -> refused(Refusal.STOPPED, "Nothing can be approved. " + reason);
            case Permission.Within(var within)
            when within != Mode.RECOMMEND ->
                refused(
                        Refusal.NOT_RECOMMENDING,
                        "Nothing can be approved: the mode of %s is %s.".formatted(order.tenantId(), within));
            case Permission.Within _ -> {
                Optional<Said> said = words.of(order.move().connectionId())
                        .filter(each -> each.word().approval().isPresent()
                                && each.word().move().equals(order.move()));
                boolean counts =
                        said.filter(each -> each.isOpen() && each.word().counts(now))
                                        .isPresent()
                                || said.flatMap(Said::outcome)
                                        .filter(Said.Outcome::moved)
                                        .isPresent();
                yield counts
                        ? new Answer.Unchanged()
                        : say(
                                new Word.Approved(
                                        order.move(), order.tenantId(), order.by(), now, now.plus(order.life())),
                                now);
            }
        };
    }

    private Answer say(Word word, Instant now) {
        return words.saying(word, now)
                .map(said -> changed(counted(said)))
                .orElseGet(() -> refused(
                        Refusal.TOO_MANY_WORDS,
                        "%d approvals and refusals of moves count already.".formatted(MoveWords.MOST)));
    }

    /** What waits for approval and is not concerned goes on waiting. */
    private Automation counted(MoveWords said) {
        return new Automation(revision + 1, mode, tenantModes, stop, pending, said);
    }

    private Automation saying(MoveWords said) {
        return new Automation(revision, mode, tenantModes, stop, pending, said);
    }

    /** What waits for approval and may still be approved. */
    public Optional<Request> pending(Instant now) {
        return pending.filter(request -> !request.expired(now));
    }

    private Answer approve(String by, String requestId, Instant now, Mode byDefault) {
        if (pending.isEmpty()) {
            return refused(Refusal.NOTHING_PENDING, "Nothing waits for approval; what waited may have been cancelled.");
        }
        Request request = pending.get();
        if (!request.id().equals(requestId)) {
            return refused(
                    Refusal.OTHER_REQUEST,
                    "Request %s waits for approval, not %s: look at it first.".formatted(request.id(), requestId));
        }
        if (request.expired(now)) {
            return refused(
                    Refusal.EXPIRED,
                    "Request %s had to be approved before %s.".formatted(requestId, request.expireTime()));
        }
        if (request.by().equals(by)) {
            return refused(
                    Refusal.SAME_PERSON, "%s asked for it: somebody else has to approve it.".formatted(request.by()));
        }
        return switch (request.wish()) {
            case Wish.Release() -> changed(next(mode, tenantModes, Optional.empty()));
            case Wish.Loosen(var tenantId, var wanted) -> set(tenantId, wanted, now, byDefault);
        };
    }

    private Answer set(Optional<String> tenantId, Mode wanted, Instant now, Mode byDefault) {
        if (tenantId.isEmpty()) {
            return changed(next(Optional.of(wanted), tenantModes, stop).cancelled(now, byDefault));
        }
        Map<String, Mode> modes = new TreeMap<>(tenantModes);
        if (wanted == Mode.AUTOMATIC) {
            modes.remove(tenantId.get());
        } else {
            modes.put(tenantId.get(), wanted);
        }
        return modes.size() > MOST_TENANT_MODES
                ? refused(
                        Refusal.TOO_MANY_MODES,
                        "%d tenants have a mode of their own already: set the mode of all."
                                .formatted(MOST_TENANT_MODES))
                : changed(next(mode, modes, stop).cancelled(now, byDefault));
    }

    /** Without the approvals of those who have another mode now. */
    private Automation cancelled(Instant now, Mode byDefault) {
        return saying(words.cancelling(
                word -> !permission(word.tenantId(), byDefault).equals(new Permission.Within(Mode.RECOMMEND)),
                "The mode was changed.",
                now));
    }

    private Answer ask(Wish wish, String by, String reason, Instant now, String requestId) {
        Request request = new Request(requestId, wish, by, now, now.plus(Request.LIFE), reason);
        return changed(new Automation(revision + 1, mode, tenantModes, stop, Optional.of(request), words));
    }

    /** Whatever waits for approval was asked for in another state than this. */
    private Automation next(Optional<Mode> nextMode, Map<String, Mode> nextTenantModes, Optional<Stop> nextStop) {
        return new Automation(revision + 1, nextMode, nextTenantModes, nextStop, Optional.empty(), words);
    }

    private static Answer changed(Automation automation) {
        return new Answer.Changed(automation);
    }

    private static Answer refused(Refusal refusal, String message) {
        return new Answer.Refused(refusal, message);
    }

    /** Modes stand in the order of how far they go. */
    private static Mode stricter(Mode one, Mode other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
