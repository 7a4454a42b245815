package dev.braid.intent.store;

import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.sla.HealthTrail;
import dev.braid.intent.domain.sla.Promise;
import dev.braid.intent.domain.sla.Run;
import dev.braid.intent.domain.sla.Verdict;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was judged lately of one plan, as the database keeps it: a judgement a line, times in microseconds since 1970. */
@Entity(name = "HealthTrailRow")
@Table(name = "health_trails")
@IdClass(HealthTrailRow.Key.class)
public class HealthTrailRow {
    private static final String NONE = "-";
    private static final String AND = "+";

    @Id
    @Column(name = "tenant_id")
    public String tenantId;

    @Id
    @Column(name = "connection_id")
    public String connectionId;

    @Id
    @Column(name = "revision")
    public long revision;

    @Column(name = "folded_before")
    public Instant foldedBefore;

    @Column(name = "run")
    public String run;

    @Column(name = "recent")
    public String recent;

    HealthTrail toTrail() {
        return new HealthTrail(
                foldedBefore,
                Optional.ofNullable(run).map(HealthTrailRow::run),
                recent.lines().map(HealthTrailRow::verdict).toList());
    }

    static String text(Run run) {
        return "%d %d %s %s %d"
                .formatted(
                        micros(run.start()),
                        micros(run.standsUntil()),
                        run.health(),
                        text(run.broken()),
                        run.worstLatencyUs());
    }

    static String text(List<Verdict> verdicts) {
        return verdicts.stream().map(HealthTrailRow::text).collect(Collectors.joining("\n"));
    }

    static String text(Set<Promise> promises) {
        return promises.isEmpty()
                ? NONE
                : promises.stream().sorted().map(Promise::name).collect(Collectors.joining(AND));
    }

    static Set<Promise> promises(String text) {
        return text.equals(NONE)
                ? Set.of()
                : Arrays.stream(text.split("[+]")).map(Promise::valueOf).collect(Collectors.toSet());
    }

    private static String text(Verdict verdict) {
        return "%d %s %s %d"
                .formatted(micros(verdict.judgeTime()), verdict.health(), text(verdict.broken()), verdict.latencyUs());
    }

    private static Verdict verdict(String line) {
        String[] parts = line.split(" ");
        return new Verdict(instant(parts[0]), Health.valueOf(parts[1]), promises(parts[2]), Long.parseLong(parts[3]));
    }

    private static Run run(String line) {
        String[] parts = line.split(" ");
        return new Run(
                instant(parts[0]),
                instant(parts[1]),
                Health.valueOf(parts[2]),
                promises(parts[3]),
                Long.parseLong(parts[4]));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    /** Unique over all tenants. */
    public record Key(String tenantId, String connectionId, long revision) {}
}
