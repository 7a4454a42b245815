package dev.braid.intent.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.intent.v1.ConnectionSla;
import dev.braid.api.intent.v1.PromiseBreach;
import dev.braid.api.intent.v1.SlaCredit;
import dev.braid.api.intent.v1.SlaPromise;
import dev.braid.api.intent.v1.SlaRule;
import dev.braid.api.intent.v1.SlaTier;
import dev.braid.api.path.v1.Objectives;
import dev.braid.intent.domain.Verbatim;
import dev.braid.intent.domain.sla.ConnectionReport;
import dev.braid.intent.domain.sla.Credit;
import dev.braid.intent.domain.sla.CreditRule;
import dev.braid.intent.domain.sla.Promise;
import dev.braid.intent.domain.sla.SlaFigures;
import dev.braid.intent.domain.sla.SlaState;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report of a connection and month as a tenant reads it, and as it is kept when it is settled. */
public final class SlaProto {
    private SlaProto() {}

    /** As it goes over the wire. */
    public static ConnectionSla proto(ConnectionReport report) {
        ConnectionSla.Builder proto = ConnectionSla.newBuilder()
                .setConnectionId(report.connectionId())
                .setState(proto(report.state()))
                .setFigures(proto(report.figures()))
                .setRule(SlaRule.newBuilder()
                        .addAllTiers(report.rule().tiers().stream()
                                .map(SlaProto::proto)
                                .toList()));
        report.promises().forEach(promised -> proto.addPromises(proto(promised)));
        report.credits().forEach(credit -> proto.addCredits(proto(credit)));
        report.settleTime().ifPresent(time -> proto.setSettleTime(Times.timestamp(time)));
        return proto.build();
    }

    /** A report that was kept. */
    public static ConnectionReport report(ConnectionSla proto) {
        return new ConnectionReport(
                proto.getConnectionId(),
                state(proto.getState()),
                proto.getPromisesList().stream().map(SlaProto::promised).toList(),
                figures(proto.getFigures()),
                new CreditRule(proto.getRule().getTiersList().stream()
                        .map(tier -> new CreditRule.Tier(tier.getBelowAvailabilityPpm(), tier.getCreditSharePpm()))
                        .toList()),
                proto.getCreditsList().stream()
                        .map(credit -> new Credit(
                                credit.getCurrencyCode(),
                                credit.getChargeMicros(),
                                credit.getAmountMicros(),
                                credit.getBillingSequence()))
                        .toList(),
                proto.hasSettleTime() ? Optional.of(Times.instant(proto.getSettleTime())) : Optional.empty());
    }

    /** Figures as they go over the wire, of one connection or of several. */
    public static dev.braid.api.intent.v1.SlaFigures proto(SlaFigures figures) {
        var proto = dev.braid.api.intent.v1.SlaFigures.newBuilder()
                .setActiveUs(figures.activeUs())
                .setBreachUs(figures.breachUs())
                .setUnknownUs(figures.unknownUs())
                .setBreachCount(figures.breachCount())
                .setLongestBreachUs(figures.longestBreachUs())
                .setWorstLatencyUs(figures.worstLatencyUs());
        figures.availabilityRatio().ifPresent(proto::setAvailabilityRatio);
        figures.promiseBreachUs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(breach -> proto.addPromiseBreaches(PromiseBreach.newBuilder()
                        .setPromise(proto(breach.getKey()))
                        .setBreachUs(breach.getValue())));
        return proto.build();
    }

    /** A credit, or a sum of credits. */
    public static SlaCredit proto(Credit credit) {
        return SlaCredit.newBuilder()
                .setCurrencyCode(credit.currencyCode())
                .setChargeMicros(credit.chargeMicros())
                .setAmountMicros(credit.amountMicros())
                .setBillingSequence(credit.sequence())
                .build();
    }

    /** How far a report has come. */
    public static dev.braid.api.intent.v1.SlaState proto(SlaState state) {
        return switch (state) {
            case NOT_ACCOUNTED -> dev.braid.api.intent.v1.SlaState.SLA_STATE_NOT_ACCOUNTED;
            case PROVISIONAL -> dev.braid.api.intent.v1.SlaState.SLA_STATE_PROVISIONAL;
            case SETTLED -> dev.braid.api.intent.v1.SlaState.SLA_STATE_SETTLED;
        };
    }

    /** The objectives of terms; nothing where they hold none. */
    public static Verbatim objectives(Verbatim terms) {
        try {
            var spec = dev.braid.api.intent.v1.IntentSpec.parseFrom(terms.bytes());
            return spec.hasObjectives() ? Verbatim.of(spec.getObjectives().toByteArray()) : Verbatim.NOTHING;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The terms were no part of a wish: " + terms, e);
        }
    }

    private static SlaState state(dev.braid.api.intent.v1.SlaState state) {
        return switch (state) {
            case SLA_STATE_NOT_ACCOUNTED -> SlaState.NOT_ACCOUNTED;
            case SLA_STATE_PROVISIONAL -> SlaState.PROVISIONAL;
            case SLA_STATE_SETTLED -> SlaState.SETTLED;
            case SLA_STATE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("A report in the state %s was never kept.".formatted(state));
        };
    }

    private static SlaFigures figures(dev.braid.api.intent.v1.SlaFigures proto) {
        return new SlaFigures(
                proto.getActiveUs(),
                proto.getBreachUs(),
                proto.getUnknownUs(),
                proto.getBreachCount(),
                proto.getLongestBreachUs(),
                proto.getWorstLatencyUs(),
                proto.getPromiseBreachesList().stream()
                        .collect(Collectors.toMap(
                                breach ->
                                        FactsProto.promise(breach.getPromise()).orElseThrow(),
                                PromiseBreach::getBreachUs)));
    }

    private static SlaPromise proto(ConnectionReport.Promised promised) {
        SlaPromise.Builder proto = SlaPromise.newBuilder()
                .setGeneration(promised.generation())
                .setStartTime(Times.timestamp(promised.start()));
        promised.end().ifPresent(time -> proto.setEndTime(Times.timestamp(time)));
        if (!promised.objectives().equals(Verbatim.NOTHING)) {
            try {
                proto.setObjectives(Objectives.parseFrom(promised.objectives().bytes()));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("These were no objectives: " + promised.objectives(), e);
            }
        }
        return proto.build();
    }

    private static ConnectionReport.Promised promised(SlaPromise proto) {
        return new ConnectionReport.Promised(
                proto.getGeneration(),
                Times.instant(proto.getStartTime()),
                proto.hasEndTime() ? Optional.of(Times.instant(proto.getEndTime())) : Optional.<Instant>empty(),
                proto.hasObjectives() ? Verbatim.of(proto.getObjectives().toByteArray()) : Verbatim.NOTHING);
    }

    private static SlaTier proto(CreditRule.Tier tier) {
        return SlaTier.newBuilder()
                .setBelowAvailabilityPpm(tier.belowAvailabilityPpm())
                .setCreditSharePpm(tier.creditSharePpm())
                .build();
    }

    private static dev.braid.api.telemetry.v1.Promise proto(Promise promise) {
        return switch (promise) {
            case LATENCY -> dev.braid.api.telemetry.v1.Promise.PROMISE_LATENCY;
            case JITTER -> dev.braid.api.telemetry.v1.Promise.PROMISE_JITTER;
            case LOSS -> dev.braid.api.telemetry.v1.Promise.PROMISE_LOSS;
            case REACHABILITY -> dev.braid.api.telemetry.v1.Promise.PROMISE_REACHABILITY;
        };
    }
}
