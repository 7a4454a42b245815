package dev.braid.simulation;

import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.telemetry.domain.ConnectionJudge;
import dev.braid.telemetry.domain.HealthPolicy;
import dev.braid.telemetry.domain.HopReading;
import dev.braid.telemetry.domain.Judgement;
import dev.braid.telemetry.domain.MeasuredPlan;
import dev.braid.telemetry.domain.Now;
import dev.braid.telemetry.domain.PathFacts;
import dev.braid.telemetry.domain.Promises;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What telemetry-service does around its judges, as its HealthRounds, its PathBook and its board of health do. */
final class Judging {
    private final HealthPolicy policy;
    private final Topic<Judgement> health;
    private final Map<String, Followed> connections = new TreeMap<>();
    private final Map<String, ConnectionJudge> judges = new TreeMap<>();
    private final Map<String, Judgement> board = new TreeMap<>();
    private Set<String> linksInUse = Set.of();

    private record Followed(PathFacts facts, Optional<MeasuredPlan> measured) {}

    Judging(HealthPolicy policy, Topic<Judgement> health) {
        this.policy = policy;
        this.health = health;
    }

    boolean isInUse(String linkId) {
        return linksInUse.contains(linkId);
    }

    void read(PathRecord record) {
        Followed known = connections.get(record.connectionId());
        if (known == null || record.sequence() > known.facts().sequence()) {
            PathFacts facts = facts(record);
            Optional<MeasuredPlan> before = known == null ? Optional.empty() : known.measured();
            connections.put(record.connectionId(), new Followed(facts, facts.measured(before)));
        }
    }

    void read(Judgement judgement, Now now) {
        String id = judgement.plan().connectionId();
        Judgement known = board.get(id);
        if (known == null || judgement.judgeTimeUs() > known.judgeTimeUs() || now.isBefore(known.judgeTimeUs())) {
            board.put(id, judgement);
        }
    }

    void round(Function<String, HopReading> readings, Now now) {
        recallPlans();
        Set<String> inUse = new HashSet<>();
        for (Followed followed : connections.values()) {
            followed.measured().ifPresent(plan -> inUse.addAll(plan.linkIds()));
        }
        linksInUse = inUse;
        for (Map.Entry<String, Followed> connection : connections.entrySet()) {
            connection
                    .getValue()
                    .measured()
                    .ifPresentOrElse(plan -> judge(plan, readings, now), () -> judges.remove(connection.getKey()));
        }
    }

    private void recallPlans() {
        connections.replaceAll((id, followed) -> {
            if (followed.facts().stage() != PathFacts.Stage.PLANNED
                    || followed.measured().isPresent()) {
                return followed;
            }
            return Optional.ofNullable(board.get(id))
                    .flatMap(judged -> followed.facts().held(judged.plan().revision()))
                    .map(plan -> new Followed(followed.facts(), followed.facts().measured(Optional.of(plan))))
                    .orElse(followed);
        });
    }

    private void judge(MeasuredPlan plan, Function<String, HopReading> readings, Now now) {
        ConnectionJudge sitting = judges.get(plan.connectionId());
        if (sitting == null || !sitting.plan().equals(plan)) {
            Optional<ConnectionJudge.Judged> known = Optional.ofNullable(board.get(plan.connectionId()))
                    .map(last -> new ConnectionJudge.Judged(last.plan().revision(), last.state(), last.judgeTimeUs()));
            sitting = new ConnectionJudge(plan, policy, Defaults.REPETITION, known, readings, now);
            judges.put(plan.connectionId(), sitting);
        }
        Optional<Judgement> news = sitting.judge(readings, now);
        if (news.isPresent()) {
            health.send(news.get());
            sitting.published(news.get(), now);
        }
    }

    private static PathFacts facts(PathRecord record) {
        PathFacts.Stage stage =
                switch (record.phase()) {
                    case PLANNED -> PathFacts.Stage.PLANNED;
                    case ACTIVE -> PathFacts.Stage.ACTIVE;
                    case RELEASING -> PathFacts.Stage.ENDING;
                    case RELEASED, REJECTED, SCHEDULED -> PathFacts.Stage.ENDED;
                };
        return new PathFacts(
                record.connectionId(),
                record.tenantId(),
                record.sequence(),
                stage,
                record.plan().map(plan -> measured(record, plan)),
                record.heldPlans().stream().map(held -> measured(record, held)).toList());
    }

    private static MeasuredPlan measured(PathRecord record, Plan plan) {
        return new MeasuredPlan(
                record.connectionId(),
                record.intentKey(),
                record.tenantId(),
                plan.revision(),
                plan.linkIds(),
                promises(record));
    }

    private static Promises promises(PathRecord record) {
        Objectives asked = record.demand().objectives();
        return new Promises(asked.maxLatencyUs(), asked.targetLatencyUs(), asked.maxJitterUs(), asked.maxLossRatio());
    }
}
