package dev.braid.intent.contract;

import dev.braid.api.path.v1.NearestOffer;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.api.path.v1.WayOut;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.PathFacts;
import dev.braid.intent.domain.PathPhase;
import dev.braid.intent.domain.Rate;
import dev.braid.intent.domain.Rejection;
import dev.braid.intent.domain.sla.Promise;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.proto.Times;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the other services report, as far as an intent needs it; what cannot be true is refused. */
public final class FactsProto {
    private FactsProto() {}

    /** What a path record says. */
    public static PathFacts facts(PathRecord record) {
        PathPhase phase = phase(record);
        atLeast("sequence", record.getSequence(), 1);
        atLeast("generation", record.getGeneration(), 1);
        if (phase.isWanted() && !record.hasPlan()) {
            throw Refusal.invalid("plan", "is missing in the phase %s".formatted(phase));
        }
        return new PathFacts(
                record.getSequence(),
                record.getGeneration(),
                phase,
                phase.isWanted() ? Optional.of(plan(record.getPlan())) : Optional.empty(),
                record.hasRejection()
                        ? Optional.of(rejection(record.getGeneration(), record.getRejection()))
                        : Optional.empty(),
                providerIds(record));
    }

    /** What a judgement says. */
    public static Health health(HealthState state) {
        return switch (state) {
            case HEALTH_STATE_UNSPECIFIED -> Health.UNMEASURED;
            case HEALTH_STATE_MET -> Health.MET;
            case HEALTH_STATE_AT_RISK -> Health.AT_RISK;
            case HEALTH_STATE_BROKEN -> Health.BROKEN;
            case HEALTH_STATE_UNKNOWN -> Health.UNKNOWN;
            case UNRECOGNIZED -> throw Refusal.invalid("state", "is a judgement that this version does not know");
        };
    }

    /** The promises that a judgement calls broken; a soft bound is none. */
    public static Set<Promise> broken(ConnectionHealth health) {
        return health.getBreachesList().stream()
                .flatMap(breach -> promise(breach.getPromise()).stream())
                .collect(Collectors.toSet());
    }

    /** A promise that breaks health; empty for the soft bound, and for one that this version does not know. */
    static Optional<Promise> promise(dev.braid.api.telemetry.v1.Promise promise) {
        return switch (promise) {
            case PROMISE_LATENCY -> Optional.of(Promise.LATENCY);
            case PROMISE_JITTER -> Optional.of(Promise.JITTER);
            case PROMISE_LOSS -> Optional.of(Promise.LOSS);
            case PROMISE_REACHABILITY -> Optional.of(Promise.REACHABILITY);
            case PROMISE_LATENCY_TARGET, PROMISE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    /** Refuses a figure below the least that can be true. */
    public static void atLeast(String field, long value, long least) {
        if (value < least) {
            throw Refusal.invalid(field, "must be at least %d, but is %d".formatted(least, value));
        }
    }

    private static PathPhase phase(PathRecord record) {
        return switch (record.getPhase()) {
            case PATH_PHASE_PLANNED -> PathPhase.PLANNED;
            case PATH_PHASE_ACTIVE -> PathPhase.ACTIVE;
            case PATH_PHASE_RELEASING -> PathPhase.RELEASING;
            case PATH_PHASE_RELEASED -> PathPhase.RELEASED;
            case PATH_PHASE_REJECTED -> PathPhase.REJECTED;
            case PATH_PHASE_SCHEDULED -> PathPhase.SCHEDULED;
            case PATH_PHASE_UNSPECIFIED, UNRECOGNIZED ->
                throw Refusal.invalid("phase", "is not known: %d".formatted(record.getPhaseValue()));
        };
    }

    private static PathFacts.Plan plan(PathPlan plan) {
        atLeast("plan.revision", plan.getRevision(), 1);
        atLeast("plan.bandwidth_bps", plan.getBandwidthBps(), 1);
        atLeast("plan.expected_latency_us", plan.getExpectedLatencyUs(), 0);
        atLeast("plan.price_micros_per_hour", plan.getPriceMicrosPerHour(), 0);
        if (plan.getPriceMicrosPerHour() > Rate.MAX_PRICE_MICROS_PER_HOUR) {
            throw Refusal.invalid(
                    "plan.price_micros_per_hour",
                    "must be at most %d, but is %d"
                            .formatted(Rate.MAX_PRICE_MICROS_PER_HOUR, plan.getPriceMicrosPerHour()));
        }
        return new PathFacts.Plan(
                plan.getRevision(),
                plan.getGeneration(),
                plan.getBandwidthBps(),
                plan.getExpectedLatencyUs(),
                plan.getPriceMicrosPerHour(),
                plan.getCurrencyCode());
    }

    /** A rejection stands for the newest generation that was looked at. */
    private static Rejection rejection(long generation, PathRejection rejection) {
        checkTime("rejection.nearest_offer.start_time", rejection.getNearestOffer());
        for (WayOut way : rejection.getWaysOutList()) {
            checkTime("rejection.ways_out.offer.start_time", way.getOffer());
        }
        return RejectionProto.rejection(
                rejection.toBuilder().setGeneration(generation).build());
    }

    private static void checkTime(String field, NearestOffer offer) {
        if (offer.hasStartTime()) {
            Times.instant(field, offer.getStartTime());
        }
    }

    /** Those whose networks the plans cross, wanted or still held. */
    private static List<String> providerIds(PathRecord record) {
        Stream<PathPlan> plans = record.hasPlan() ? Stream.of(record.getPlan()) : record.getHeldPlansList().stream();
        return plans.flatMap(plan -> plan.getLegsList().stream())
                .map(PlannedLeg::getProviderId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
