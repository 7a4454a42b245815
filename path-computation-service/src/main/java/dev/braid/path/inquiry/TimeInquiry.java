package dev.braid.path.inquiry;

import com.google.protobuf.Timestamp;
import dev.braid.api.path.v1.FindWindowRequest;
import dev.braid.api.path.v1.FindWindowResponse;
import dev.braid.api.path.v1.PlanTransferRequest;
import dev.braid.api.path.v1.PlanTransferResponse;
import dev.braid.path.contract.AnswerProto;
import dev.braid.path.contract.DemandProto;
import dev.braid.path.contract.PlanProto;
import dev.braid.path.contract.RejectionProto;
import dev.braid.path.contract.WindowProto;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Transfer;
import dev.braid.path.domain.route.TransferPlanner;
import dev.braid.path.domain.route.WindowFinder;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.proto.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Answers when something can be had, on a copy of what is known now, for as long as the limit lets it. */
final class TimeInquiry {
    private static final Duration HORIZON = Duration.ofDays(3_660);

    private final LiveState live;
    private final Instant now;
    private final TimeLimit limit;

    TimeInquiry(LiveState live, Instant now, TimeLimit limit) {
        this.live = live;
        this.now = now;
        this.limit = limit;
    }

    FindWindowResponse findWindow(FindWindowRequest request) {
        Demand demand = demand(request.getDemand()).withWindow(Optional.empty());
        Instant earliest = start(request.hasEarliestStartTime(), request.getEarliestStartTime());
        Instant latest = within("latest_start_time", request.getLatestStartTime());
        if (latest.isBefore(earliest)) {
            throw Refusal.invalid(
                    "latest_start_time",
                    "must not be before the earliest start, %s, but is %s".formatted(earliest, latest));
        }
        Duration length = Duration.ofSeconds(
                request.getDuration().getSeconds(), request.getDuration().getNanos());
        Answer answer = new WindowFinder(live.read(PlanningState::outlook), now, limit::check)
                .earliest(demand, length, earliest, latest, Set.of());
        FindWindowResponse.Builder response = FindWindowResponse.newBuilder().setPath(AnswerProto.message(answer));
        if (answer instanceof Answer.Found(Plan plan)) {
            response.setWindow(WindowProto.message(plan.occurrence().orElseThrow()));
        }
        return response.build();
    }

    PlanTransferResponse planTransfer(PlanTransferRequest request) {
        Demand demand = demand(request.getDemand());
        if (demand.objectives().maxPriceMicrosPerHour().isPresent()) {
            throw Refusal.invalid(
                    "demand.objectives.max_price_micros_per_hour",
                    "depends on the rate, which is looked for; bound the whole transfer by max_price_micros");
        }
        Instant earliest = start(request.hasEarliestStartTime(), request.getEarliestStartTime());
        Instant deadline = within("deadline_time", request.getDeadlineTime());
        if (!deadline.isAfter(earliest)) {
            throw Refusal.invalid(
                    "deadline_time", "must be after the earliest start, %s, but is %s".formatted(earliest, deadline));
        }
        OptionalLong maxPriceMicros =
                request.hasMaxPriceMicros() ? OptionalLong.of(request.getMaxPriceMicros()) : OptionalLong.empty();
        TransferPlanner planner = new TransferPlanner(live.read(PlanningState::outlook), now, limit::check);
        return switch (planner.cheapest(demand, request.getVolumeBytes(), earliest, deadline, maxPriceMicros)) {
            case TransferPlanner.Outcome.Planned(var transfer) ->
                PlanTransferResponse.newBuilder().setTransfer(message(transfer)).build();
            case TransferPlanner.Outcome.None(var rejection) ->
                PlanTransferResponse.newBuilder()
                        .setRejection(RejectionProto.message(rejection))
                        .build();
        };
    }

    private static dev.braid.api.path.v1.Transfer message(Transfer transfer) {
        Plan plan = transfer.plan();
        return dev.braid.api.path.v1.Transfer.newBuilder()
                .setWindow(WindowProto.message(plan.occurrence().orElseThrow()))
                .setBandwidthBps(plan.bandwidthBps())
                .setPlan(PlanProto.message(plan))
                .setPriceMicros(transfer.priceMicros())
                .build();
    }

    private static Demand demand(dev.braid.api.path.v1.Demand message) {
        try {
            return DemandProto.demand(message);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("demand", e.getMessage());
        }
    }

    private Instant start(boolean said, Timestamp time) {
        Instant earliest = said ? within("earliest_start_time", time) : now;
        return earliest.isAfter(now) ? earliest : now;
    }

    private Instant within(String field, Timestamp message) {
        Instant time = Times.instant(field, message);
        Instant last = now.plus(HORIZON);
        if (time.isAfter(last)) {
            throw Refusal.invalid(field, "must not be after %s, but is %s".formatted(last, time));
        }
        return time;
    }
}
