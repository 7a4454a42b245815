package dev.braid.path.inquiry;

import dev.braid.api.path.v1.ComputeAlternativesRequest;
import dev.braid.api.path.v1.ComputeAlternativesResponse;
import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.ExplainPathRequest;
import dev.braid.api.path.v1.ExplainPathResponse;
import dev.braid.path.contract.AnswerProto;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.contract.PlanProto;
import dev.braid.path.contract.RecordProto;
import dev.braid.path.contract.RejectionProto;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Inquiry;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.Outlook;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Rejection;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What single demands and connections would get now, worked out on a copy of the network. */
@ApplicationScoped
class Answers {
    private static final int DEFAULT_ALTERNATIVES = 8;
    private static final Occasion INQUIRY = Occasion.of(Cause.INQUIRY);

    private final LiveState live;
    private final PathRecords records;
    private final Clock clock = Clock.systemUTC();

    Answers(LiveState live, PathRecords records) {
        this.live = live;
        this.records = records;
    }

    ComputePathsResponse compute(ComputePathsRequest request, TimeLimit limit) {
        List<Demand> demands = new ArrayList<>();
        for (var message : request.getDemandsList()) {
            demands.add(demand("demands[%d]".formatted(demands.size()), message));
        }
        ComputePathsResponse.Builder response = ComputePathsResponse.newBuilder();
        Inquiry.answer(live.read(PlanningState::outlook), demands, clock.instant(), limit::check)
                .forEach(answer -> response.addPaths(AnswerProto.message(answer)));
        return response.build();
    }

    /** One more than asked for is looked for: it tells whether there are more. */
    ComputeAlternativesResponse alternatives(ComputeAlternativesRequest request, TimeLimit limit) {
        Demand demand = demand("demand", request.getDemand())
                .withProtection(Optional.empty())
                .withWindow(Optional.empty());
        int most = request.getMaxPaths() == 0 ? DEFAULT_ALTERNATIVES : request.getMaxPaths();
        Network network = network();
        List<Plan> found = PathFinder.alternatives(network, demand, most + 1, request.getPareto());
        ComputeAlternativesResponse.Builder response =
                ComputeAlternativesResponse.newBuilder().setMore(found.size() > most);
        found.stream().limit(most).map(PlanProto::message).forEach(response::addPlans);
        if (found.isEmpty()) {
            limit.check();
            switch (PathFinder.answer(network, demand, Set.of(), INQUIRY)) {
                case Answer.Found(var plan) -> response.addPlans(PlanProto.message(plan));
                case Answer.None(var rejection) -> response.setRejection(RejectionProto.message(rejection));
            }
        }
        return response.build();
    }

    ExplainPathResponse explain(ExplainPathRequest request, Caller caller, TimeLimit limit) {
        return switch (request.getSubjectCase()) {
            case DEMAND ->
                ExplainPathResponse.newBuilder()
                        .setNow(AnswerProto.message(explain(
                                live.read(PlanningState::outlook),
                                demand("demand", request.getDemand()),
                                Set.of(),
                                limit)))
                        .build();
            case CONNECTION_ID -> explain(request.getConnectionId(), caller, limit);
            case SUBJECT_NOT_SET -> throw Refusal.invalid("subject", "names neither a connection nor a demand");
        };
    }

    /** As if the connection held nothing: what it has is free for it. */
    private ExplainPathResponse explain(String connectionId, Caller caller, TimeLimit limit) {
        record Held(PathRecord record, Outlook outlook) {}
        Held held = live.read(state -> new Held(records.find(state, connectionId, caller), state.outlook()));
        return ExplainPathResponse.newBuilder()
                .setPath(RecordProto.message(held.record()))
                .setNow(AnswerProto.message(explain(
                        held.outlook().without(List.of(held.record())),
                        held.record().demand(),
                        held.record().refusedLinkIds(),
                        limit)))
                .build();
    }

    private Answer explain(Outlook outlook, Demand demand, Set<String> refusedLinkIds, TimeLimit limit) {
        limit.check();
        Instant now = clock.instant();
        List<Interval> times = demand.times(now);
        return times.isEmpty()
                ? new Answer.None(Rejection.windowOver(demand.window().orElseThrow(), now))
                : PathFinder.explain(outlook.at(times), demand, refusedLinkIds, INQUIRY);
    }

    private Network network() {
        return live.read(state -> state.network().copy());
    }

    private static Demand demand(String field, dev.braid.api.path.v1.Demand message) {
        try {
            return DemandProto.demand(message);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(field, e.getMessage());
        }
    }
}
