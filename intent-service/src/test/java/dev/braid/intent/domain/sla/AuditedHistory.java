package dev.braid.intent.domain.sla;

import dev.braid.intent.domain.Health;
import dev.braid.intent.domain.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What happened to a connection round the end of January, in whole seconds, and how Kafka may have delivered it. */
record AuditedHistory(List<Use> uses, List<Judged> judged) {
    static final Instant BORDER = Instant.parse("2026-02-01T00:00:00Z");
    static final int REACH = 1_200;
    static final Standing STANDING = new Standing(seconds(7), seconds(60), seconds(40));

    record Judged(long revision, Verdict verdict) {}

    static AuditedHistory random(RandomGenerator random) {
        List<Use> uses = new ArrayList<>();
        int second = -REACH + random.nextInt(300);
        long revision = 0;
        while (second < REACH - 50) {
            int end = Math.min(REACH, second + 1 + random.nextInt(1 << random.nextInt(1, 11)));
            // A return goes back to the plan before.
            revision = revision > 1 && random.nextInt(5) == 0 ? revision - 1 : revision + 1;
            boolean open = random.nextInt(12) == 0;
            Rate rate = new Rate(1_000, random.nextLong(50_000_000), random.nextInt(9) == 0 ? "USD" : "EUR");
            uses.add(new Use(at(second), open ? Optional.empty() : Optional.of(at(end)), revision, revision, rate));
            if (open) {
                break;
            }
            second = random.nextInt(3) == 0 ? end + random.nextInt(100) : end;
        }
        List<Judged> judged = new ArrayList<>();
        for (int time = -REACH; time < REACH; ) {
            long of = random.nextInt(4) == 0 ? 1 + random.nextLong(uses.size()) : carried(uses, at(time));
            Health health = Health.values()[random.nextInt(Health.values().length)];
            int repeats = random.nextInt(1, 30);
            int pause = random.nextInt(1, health == Health.BROKEN ? 9 : 50);
            for (int i = 0; i < repeats && time < REACH; i++) {
                judged.add(new Judged(of, verdict(time, health, random)));
                time += random.nextInt(10) == 0 ? 0 : pause;
            }
            time += random.nextInt(60);
        }
        return new AuditedHistory(uses, judged);
    }

    private static long carried(List<Use> uses, Instant time) {
        return uses.stream()
                .filter(use -> !use.start().isAfter(time))
                .reduce((_, later) -> later)
                .map(Use::revision)
                .orElse(1L);
    }

    private static Verdict verdict(int second, Health health, RandomGenerator random) {
        Set<Promise> broken = EnumSet.noneOf(Promise.class);
        if (random.nextInt(3) > 0) {
            broken.add(Promise.LATENCY);
        }
        if (random.nextInt(4) == 0) {
            broken.add(Promise.LOSS);
        }
        return new Verdict(at(second), health, broken, random.nextInt(10_000));
    }

    /** Late by less than the lateness, repeated, and replayed from earlier places. */
    List<Judged> delivered(RandomGenerator random) {
        record Late(Judged judged, Instant arrival) {}
        List<Judged> once = judged.stream()
                .map(it -> new Late(
                        it,
                        it.verdict()
                                .judgeTime()
                                .plusSeconds(random.nextLong(STANDING.lateness().toSeconds()))))
                .sorted(Comparator.comparing(Late::arrival))
                .map(Late::judged)
                .toList();
        List<Judged> delivered = new ArrayList<>();
        for (int i = 0; i < once.size(); i++) {
            delivered.add(once.get(i));
            if (random.nextInt(20) == 0) {
                delivered.addAll(once.subList(random.nextInt(i + 1), i + 1));
            }
        }
        if (random.nextBoolean()) {
            delivered.addAll(once);
        }
        return delivered;
    }

    static Instant at(int second) {
        return BORDER.plusSeconds(second);
    }

    private static java.time.Duration seconds(int seconds) {
        return java.time.Duration.ofSeconds(seconds);
    }
}
