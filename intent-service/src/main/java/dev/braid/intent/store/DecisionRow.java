package dev.braid.intent.store;

import dev.braid.intent.domain.Decision;
import dev.braid.intent.domain.Decision.Kind;
import dev.braid.intent.domain.Verbatim;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A decision on a connection, as the database keeps it. */
@Entity(name = "DecisionRow")
@Table(name = "decisions")
@IdClass(DecisionRow.Key.class)
public class DecisionRow {
    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Id
    @Column(name = "decision_id")
    public String decisionId;

    @Column(name = "decide_time")
    public Instant decideTime;

    @Column(name = "moved")
    public boolean moved;

    @Column(name = "decision")
    public byte[] decision;

    @Column(name = "activated")
    public byte[] activated;

    @Column(name = "judged")
    public byte[] judged;

    @Column(name = "returned")
    public byte[] returned;

    @Column(name = "refused")
    public byte[] refused;

    @Column(name = "overtaken")
    public byte[] overtaken;

    static String column(Kind kind) {
        return switch (kind) {
            case ACTIVATED -> "activated";
            case JUDGED -> "judged";
            case RETURNED -> "returned";
            case REFUSED -> "refused";
            case OVERTAKEN -> "overtaken";
        };
    }

    private byte[] result(Kind kind) {
        return switch (kind) {
            case ACTIVATED -> activated;
            case JUDGED -> judged;
            case RETURNED -> returned;
            case REFUSED -> refused;
            case OVERTAKEN -> overtaken;
        };
    }

    Decision toDecision() {
        List<Decision.Result> results = Arrays.stream(Kind.values())
                .flatMap(kind ->
                        Stream.ofNullable(result(kind)).map(words -> new Decision.Result(kind, Verbatim.of(words))))
                .toList();
        return new Decision(decisionId, decideTime, moved, Verbatim.of(decision), results);
    }

    long bytes() {
        return Arrays.stream(Kind.values())
                        .flatMap(kind -> Stream.ofNullable(result(kind)))
                        .mapToLong(words -> words.length)
                        .sum()
                + decision.length;
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String connectionId, String decisionId) {}
}
