package dev.braid.path.planning;

import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.WaitingMove;
import dev.braid.path.contract.RecommendationProto;
import dev.braid.path.domain.decision.LinkFailure;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Permissions;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The moves that wait: for an operator's word, or for a budget. The writer keeps them; anybody may look. */
@ApplicationScoped
public class MoveDesk {
    private final WaitingMoves waiting = new WaitingMoves();
    private final Recommendations recommendations = new Recommendations();
    private final LiveState live;

    MoveDesk(LiveState live, MeterRegistry registry) {
        this.live = live;
        Arrays.stream(Rail.values())
                .filter(Rail::isSharedBudget)
                .forEach(rail -> Gauge.builder(
                                "braid.path.moves.waiting", this, desk -> desk.gauge(desk.waiting.count(rail)))
                        .description("Connections that are in trouble and wait for their turn to be moved")
                        .tag("reason", rail.word())
                        .register(registry));
        registry.gauge("braid.path.recommendations", this, desk -> desk.gauge(desk.recommendations.size()));
    }

    WaitingMoves waiting() {
        return waiting;
    }

    Recommendations recommendations() {
        return recommendations;
    }

    /** What a replica remembers that is not the writer any more is nothing to go by. */
    private double gauge(int count) {
        return live.role() == Role.WRITER ? count : 0;
    }

    /**
     * What is recommended, that of the most important connections first.
     *
     * @param tenantId of whose connections only; empty for all
     * @param after where to go on, at the rank of what was listed last
     */
    public Page<Recommendation> recommendations(
            Optional<String> tenantId, Optional<Rank> after, int size, Instant now) {
        List<Recommendations.Recommended> all = live.read(state -> recommendations.list(state, now)).stream()
                .filter(each -> tenantId.isEmpty()
                        || tenantId.get().equals(each.open().record().tenantId()))
                .toList();
        return page(all, Recommendations.Recommended::open, (each, _) -> message(each), after, size);
    }

    /** Whether that move is recommended now. */
    public boolean recommends(MoveId move, Instant now) {
        return live.read(state -> recommendations.list(state, now).stream()
                .anyMatch(each -> each.id().equals(move)));
    }

    /** The moves that wait for a budget, in the order in which they will be made. */
    public Page<WaitingMove> waiting(Optional<Rank> after, int size) {
        List<WaitingMoves.Waiting> all = live.read(state -> waiting.list().stream()
                .filter(each -> each.open().stands(state))
                .toList());
        return page(all, WaitingMoves.Waiting::open, MoveDesk::message, after, size);
    }

    /**
     * Some of a listing.
     *
     * @param last the rank of the last of these; empty where no others follow
     * @param total how many there are in all
     */
    public record Page<M>(List<M> messages, Optional<Rank> last, int total) {}

    private static <V, M> Page<M> page(
            List<V> all,
            Function<V, OpenMove> open,
            BiFunction<V, Integer, M> message,
            Optional<Rank> after,
            int size) {
        Function<V, Rank> rank = each -> Rank.of(open.apply(each).record());
        int first = (int) all.stream()
                .filter(each -> after.isPresent() && rank.apply(each).compareTo(after.get()) <= 0)
                .count();
        int end = Math.min(all.size(), first + size);
        List<M> messages = new ArrayList<>();
        for (int i = first; i < end; i++) {
            messages.add(message.apply(all.get(i), i + 1));
        }
        return new Page<>(
                messages, end < all.size() ? Optional.of(rank.apply(all.get(end - 1))) : Optional.empty(), all.size());
    }

    private static Recommendation message(Recommendations.Recommended each) {
        return RecommendationProto.message(
                each.id(),
                each.open().record(),
                each.proposed(),
                each.open().judgement().get(),
                each.createTime(),
                each.expireTime());
    }

    private static WaitingMove message(WaitingMoves.Waiting each, int place) {
        return RecommendationProto.message(
                place,
                each.open().record(),
                Verdict.stop(each.rail(), "%s", each.reason()),
                each.waitTime(),
                each.open().judged().judgeTime());
    }

    /** Keeps what waits after a ruling; says so in the ruling where it waits for others. */
    Ruling ruled(
            OpenMove open, Ruling ruling, Permissions permissions, PlanningState state, Duration maxAge, Instant now) {
        if (ruling.stop().isEmpty()) {
            // What is committed tells by itself that it is moved.
            waiting.leave(open);
            return ruling;
        }
        Rail held = ruling.stop().get().rail();
        if (held == Rail.OTHER_REVISION || held == Rail.STALE_EVIDENCE) {
            // Of an older judgement than what is known.
            return ruling;
        }
        Permission permission = permissions.of(open.record().tenantId());
        if (held == Rail.MODE && permission.equals(new Permission.Within(Mode.RECOMMEND))) {
            recommendations.put(
                    open,
                    ruling.proposed().orElseThrow(),
                    open.judged().judgeTime().plus(maxAge),
                    now);
        } else if (!held.passesWithTime()) {
            recommendations.remove(open.connectionId());
        }
        boolean inEarnest = ruling.approval().isPresent() || permission.equals(new Permission.Within(Mode.AUTOMATIC));
        if (held.isSharedBudget()
                && inEarnest
                && LinkFailure.judgement(state, open.record()).isEmpty()) {
            waiting.add(open, ruling, state, now);
            return ruling.adding(waiting.place(open.record()));
        }
        waiting.remove(open.connectionId());
        return ruling;
    }

    /** Forgets what has become of nobody's concern, and what was judged before that. */
    void sweep(PlanningState state, Instant oldest, Instant now) {
        waiting.sweep(state, oldest);
        recommendations.sweep(state, now);
    }

    void forget(String connectionId) {
        waiting.remove(connectionId);
        recommendations.remove(connectionId);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && recommendations.isEmpty();
    }
}
