package dev.braid.path.automation;

import dev.braid.api.path.v1.ListRecommendationsRequest;
import dev.braid.api.path.v1.ListRecommendationsResponse;
import dev.braid.api.path.v1.ListWaitingMovesRequest;
import dev.braid.api.path.v1.ListWaitingMovesResponse;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.api.path.v1.Recommendation;
import dev.braid.api.path.v1.WaitingMove;
import dev.braid.path.contract.MoveWordProto;
import dev.braid.path.control.Order;
import dev.braid.path.control.Said;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.guard.MoveId;
import dev.braid.path.planning.LiveState;
import dev.braid.path.planning.MoveDesk;
import dev.braid.path.planning.Rank;
import dev.braid.path.planning.Role;
import dev.braid.path.planning.control.ControlSettings;
import dev.braid.path.planning.control.Controls;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.paging.PageToken;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is recommended to operators, what waits, and what they say to it. */
@ApplicationScoped
class MoveWords {
    private static final String RECOMMENDATION = "recommendation";
    private static final String WAITING_MOVE = "waiting move";
    /** How long an approval is waited for to be acted on. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final LiveState live;
    private final MoveDesk desk;
    private final Controls controls;
    private final ControlSettings settings;
    private final Orders orders;

    MoveWords(LiveState live, MoveDesk desk, Controls controls, ControlSettings settings, Orders orders) {
        this.live = live;
        this.desk = desk;
        this.controls = controls;
        this.settings = settings;
        this.orders = orders;
    }

    ListRecommendationsResponse list(ListRecommendationsRequest request) {
        requireWriter();
        String tenantId = request.getTenantId();
        MoveDesk.Page<Recommendation> page = desk.recommendations(
                Optional.of(tenantId).filter(id -> !id.isEmpty()),
                rank(request.getPageToken(), RECOMMENDATION, tenantId),
                PageToken.size(request.getPageSize()),
                Instant.now());
        ListRecommendationsResponse.Builder response = ListRecommendationsResponse.newBuilder();
        for (Recommendation each : page.messages()) {
            Recommendation.Builder told = each.toBuilder();
            said(MoveId.parse(each.getRecommendationId()))
                    .map(MoveWordProto::message)
                    .ifPresent(told::setWord);
            response.addRecommendations(told);
        }
        page.last()
                .ifPresent(
                        last -> response.setNextPageToken(PageToken.encode(last.toString(), RECOMMENDATION, tenantId)));
        return response.build();
    }

    ListWaitingMovesResponse list(ListWaitingMovesRequest request) {
        requireWriter();
        MoveDesk.Page<WaitingMove> page =
                desk.waiting(rank(request.getPageToken(), WAITING_MOVE), PageToken.size(request.getPageSize()));
        ListWaitingMovesResponse.Builder response = ListWaitingMovesResponse.newBuilder()
                .addAllMoves(page.messages())
                .setTotalSize(page.total());
        page.last().ifPresent(last -> response.setNextPageToken(PageToken.encode(last.toString(), WAITING_MOVE)));
        return response.build();
    }

    private void requireWriter() {
        if (live.role() != Role.WRITER) {
            throw Refusal.unavailable(
                    "This replica is a standby: what waits is known to the replica that is the writer. Ask again.");
        }
    }

    private static Optional<Rank> rank(String token, Object... filters) {
        try {
            return PageToken.decode(token, filters).map(Rank::parse);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("page_token", "is not a token of ours");
        }
    }

    /** The approval, with what came of it where that is soon. */
    Uni<MoveWord> approve(String recommendationId) {
        MoveId move = parse(recommendationId);
        Optional<Said> before = said(move).filter(said -> said.word().approval().isPresent());
        if (before.flatMap(Said::outcome).filter(Said.Outcome::moved).isPresent()) {
            return Uni.createFrom().item(MoveWordProto.message(before.get()));
        }
        PathRecord record = find(move);
        return orders.give(by -> new Order.ApproveMove(by, move, record.tenantId(), settings.approvalLife()))
                .chain(() -> outcome(move));
    }

    private Uni<MoveWord> outcome(MoveId move) {
        return Multi.createFrom()
                .ticks()
                .every(LOOK_INTERVAL)
                .map(_ -> said(move))
                .filter(said -> said.flatMap(Said::outcome).isPresent())
                .toUni()
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(() -> said(move))
                .map(MoveWords::word);
    }

    Uni<MoveWord> decline(String recommendationId, String reason) {
        MoveId move = parse(recommendationId);
        PathRecord record = find(move);
        return orders.give(by -> new Order.DeclineMove(by, move, record.tenantId(), reason, settings.declineLife()))
                .map(_ -> word(said(move)));
    }

    private static MoveWord word(Optional<Said> said) {
        return said.map(MoveWordProto::message)
                .orElseThrow(() -> Refusal.unavailable("It was done, and something else was said since. Ask again."));
    }

    /** What was said of that very move. */
    private Optional<Said> said(MoveId move) {
        return controls.said(move.connectionId())
                .filter(said -> said.word().move().equals(move));
    }

    private static MoveId parse(String recommendationId) {
        try {
            return MoveId.parse(recommendationId);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("recommendation_id", e.getMessage());
        }
    }

    /** The connection, if the move can still be made; only the writer knows whether it is recommended too. */
    private PathRecord find(MoveId move) {
        PathRecord record = live.read(state -> state.book().find(move.connectionId()))
                .orElseThrow(() -> Refusal.notFound(RECOMMENDATION, move.toString()));
        if (!move.isOpen(record)) {
            throw Refusal.failedPrecondition(
                    "OTHER_REVISION",
                    "Connection %s has another plan by now: look at what is recommended."
                            .formatted(move.connectionId()));
        }
        if (live.role() == Role.WRITER && said(move).isEmpty() && !desk.recommends(move, Instant.now())) {
            throw Refusal.notFound(RECOMMENDATION, move.toString());
        }
        return record;
    }
}
