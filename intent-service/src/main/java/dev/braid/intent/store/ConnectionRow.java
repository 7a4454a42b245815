package dev.braid.intent.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.api.provisioning.v1.WaitingChanged;
import dev.braid.intent.contract.RejectionProto;
import dev.braid.intent.contract.WaitingProto;
import dev.braid.intent.domain.Carriage;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Ends;
import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.Judgement;
import dev.braid.intent.domain.PathFacts;
import dev.braid.intent.domain.PathPhase;
import dev.braid.intent.domain.Rejection;
import dev.braid.intent.domain.WaitingLeg;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A connection and what was last said about it, as the database keeps it. */
@Entity(name = "ConnectionRow")
@Table(name = "connections")
@IdClass(ConnectionRow.Key.class)
public class ConnectionRow {
    private static final String SEPARATOR = ",";

    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Column(name = "intent_id", updatable = false)
    public String intentId;

    @Column(name = "ordinal", updatable = false)
    public int ordinal;

    @Column(name = "a_port_id", updatable = false)
    public String aPortId;

    @Column(name = "z_port_id", updatable = false)
    public String zPortId;

    @Column(name = "a_location_id", updatable = false)
    public String aLocationId;

    @Column(name = "z_location_id", updatable = false)
    public String zLocationId;

    @Column(name = "path_sequence")
    public Long pathSequence;

    @Column(name = "path_generation")
    public Long pathGeneration;

    @Column(name = "path_phase")
    public String pathPhase;

    @Column(name = "path_provider_ids")
    public String pathProviderIds;

    @Column(name = "plan_revision")
    public Long planRevision;

    @Column(name = "plan_generation")
    public Long planGeneration;

    @Column(name = "plan_bandwidth_bps")
    public Long planBandwidthBps;

    @Column(name = "plan_expected_latency_us")
    public Long planExpectedLatencyUs;

    @Column(name = "plan_price_micros_per_hour")
    public Long planPriceMicrosPerHour;

    @Column(name = "plan_currency_code")
    public String planCurrencyCode;

    @Column(name = "rejection")
    public String rejection;

    @Column(name = "provisioning_sequence")
    public long provisioningSequence;

    @Column(name = "active_revision")
    public long activeRevision;

    @Column(name = "active_generation")
    public long activeGeneration;

    @Column(name = "waiting")
    public String waiting;

    @Column(name = "judged_revision")
    public Long judgedRevision;

    @Column(name = "judge_time")
    public Instant judgeTime;

    @Column(name = "health")
    public String health;

    @Column(name = "measured_latency_us")
    public Long measuredLatencyUs;

    static ConnectionRow of(IntentId intent, Connection connection) {
        ConnectionRow row = new ConnectionRow();
        row.tenantId = intent.tenantId();
        row.connectionId = connection.connectionId();
        row.intentId = intent.intentId();
        row.ordinal = connection.ordinal();
        row.aPortId = connection.ends().aPortId();
        row.zPortId = connection.ends().zPortId();
        row.aLocationId = connection.aLocationId();
        row.zLocationId = connection.zLocationId();
        connection.path().ifPresent(row::set);
        row.provisioningSequence = connection.carriage().sequence();
        row.activeRevision = connection.carriage().activeRevision();
        row.activeGeneration = connection.carriage().activeGeneration();
        row.waiting = text(connection.carriage().waiting());
        connection.judgement().ifPresent(row::set);
        return row;
    }

    Connection toConnection() {
        return new Connection(
                connectionId,
                ordinal,
                new Ends(aPortId, zPortId),
                aLocationId,
                zLocationId,
                pathSequence == null ? Optional.empty() : Optional.of(path()),
                new Carriage(provisioningSequence, activeRevision, activeGeneration, waiting(waiting)),
                judgeTime == null
                        ? Optional.empty()
                        : Optional.of(
                                new Judgement(judgedRevision, judgeTime, Health.valueOf(health), measuredLatencyUs)));
    }

    private PathFacts path() {
        Optional<PathFacts.Plan> plan = planRevision == null
                ? Optional.empty()
                : Optional.of(new PathFacts.Plan(
                        planRevision,
                        planGeneration,
                        planBandwidthBps,
                        planExpectedLatencyUs,
                        planPriceMicrosPerHour,
                        planCurrencyCode));
        Optional<Rejection> refused = Optional.ofNullable(rejection).map(ConnectionRow::rejection);
        List<String> providers = pathProviderIds.isEmpty()
                ? List.of()
                : Arrays.stream(pathProviderIds.split(SEPARATOR)).toList();
        return new PathFacts(pathSequence, pathGeneration, PathPhase.valueOf(pathPhase), plan, refused, providers);
    }

    private void set(PathFacts facts) {
        pathSequence = facts.sequence();
        pathGeneration = facts.generation();
        pathPhase = facts.phase().name();
        pathProviderIds = String.join(SEPARATOR, facts.providerIds());
        facts.plan().ifPresent(plan -> {
            planRevision = plan.revision();
            planGeneration = plan.generation();
            planBandwidthBps = plan.bandwidthBps();
            planExpectedLatencyUs = plan.expectedLatencyUs();
            planPriceMicrosPerHour = plan.priceMicrosPerHour();
            planCurrencyCode = plan.currencyCode();
        });
        facts.rejection().ifPresent(refused -> rejection = text(refused));
    }

    private static String text(Rejection rejection) {
        return print(RejectionProto.proto(rejection));
    }

    private static Rejection rejection(String text) {
        return RejectionProto.rejection(read(text, PathRejection.newBuilder()).build());
    }

    /** Null for none, as almost always. */
    private static String text(List<WaitingLeg> waiting) {
        return waiting.isEmpty()
                ? null
                : print(WaitingChanged.newBuilder()
                        .addAllLegs(WaitingProto.proto(waiting))
                        .build());
    }

    private static List<WaitingLeg> waiting(String text) {
        return text == null
                ? List.of()
                : WaitingProto.legs(read(text, WaitingChanged.newBuilder()).build());
    }

    private static String print(Message message) {
        try {
            return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("Every message of ours has a JSON form", e);
        }
    }

    private static <B extends Message.Builder> B read(String text, B message) {
        try {
            JsonFormat.parser().merge(text, message);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("What is stored cannot be read: " + text, e);
        }
    }

    private void set(Judgement judgement) {
        judgedRevision = judgement.revision();
        judgeTime = judgement.judgeTime();
        health = judgement.health().name();
        measuredLatencyUs = judgement.measuredLatencyUs();
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String connectionId) {}
}
