package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.cheapest;
import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.Binding;
import dev.braid.path.domain.route.Booking;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.scenario.PlayedProvisioning;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Seven intents of one or two connections, each generation with a window or without. */
final class WindowPlay {
    private static final int INTENTS = 7;
    private static final int MOST_TURNS = 1_000;
    private static final String[] PLACES = {"gb-lon", "fr-par", "de-fra", "nl-ams"};

    /** What a play may come to. */
    enum Seen {
        BEGUN,
        WAITED,
        EXTENDED,
        ENDED,
        REPLANNED,
        PREEMPTED,
        TAKEN_BACK
    }

    final Scenario scenario = new Scenario(World.europe()
            .line("nordic", "gb-lon", "fr-par", 5_000, 10, 300)
            .line("atlas", "nl-ams", "de-fra", 6_000, 10, 100)
            .meet("fr-par", "atlas", "nordic"));
    final PlayedProvisioning provisioning;
    private final Random random;
    private final Map<Seen, Integer> seen;
    private final String[][][] ends = new String[INTENTS][][];
    private final long[] generations = new long[INTENTS];
    private final boolean[] terminated = new boolean[INTENTS];

    WindowPlay(Random random, Map<Seen, Integer> seen) {
        this.random = random;
        this.seen = seen;
        provisioning = new PlayedProvisioning(random, 0.1);
        for (int i = 0; i < INTENTS; i++) {
            ends[i] = new String[1 + random.nextInt(2)][];
            for (int connection = 0; connection < ends[i].length; connection++) {
                int from = random.nextInt(PLACES.length);
                int to = (from + 1 + random.nextInt(PLACES.length - 1)) % PLACES.length;
                ends[i][connection] = new String[] {PLACES[from], PLACES[to]};
            }
        }
    }

    void happen() {
        pass(Duration.ofMinutes(random.nextInt(random.nextInt(10) == 0 ? 600 : 10)));
        switch (random.nextInt(24)) {
            case 0, 1 -> ask(random.nextInt(INTENTS));
            case 2 -> judge();
            case 3 -> cutOrMend();
            case 4, 5, 6, 7, 8, 9 -> provisioning.hear();
            case 10, 11, 12, 13, 14, 15, 16, 17 -> provisioning.work();
            default -> provisioning.deliver(scenario);
        }
        turn();
    }

    private void pass(Duration duration) {
        scenario.wait(duration);
        turn();
    }

    private void turn() {
        Map<String, PathRecord> before = records();
        for (Decision decision : scenario.turn()) {
            provisioning.send(decision);
            if (decision instanceof Decision.Ignored) {
                count(Seen.WAITED);
            } else if (decision instanceof Decision.Changed(var changed)) {
                changed.forEach(record -> note(before.get(record.connectionId()), record));
            }
        }
    }

    private void note(PathRecord before, PathRecord after) {
        boolean begun = after.lastRevision() > before.lastRevision();
        boolean moved =
                begun && !after.plan().get().sameWay(before.booking().get().plan());
        Optional<Plan> plan = after.plan();
        if (moved) {
            count(Seen.REPLANNED);
        } else if (begun) {
            assertThat(plan.orElseThrow().why().cause()).isEqualTo(Cause.WINDOW);
            assertThat(plan.get().revision())
                    .isEqualTo(before.booking().orElseThrow().plan().revision());
            count(Seen.BEGUN);
        } else if (plan.isPresent() && !plan.equals(before.plan())) {
            count(Seen.EXTENDED);
        } else if (before.plan().isPresent() && plan.isEmpty()) {
            count(Seen.ENDED);
        }
    }

    private void notePreempted(PathRecord record) {
        Optional<Plan> next = record.plan().or(() -> record.booking().map(Booking::plan));
        if (next.filter(plan -> plan.why().cause() == Cause.PREEMPTED).isPresent()) {
            count(Seen.PREEMPTED);
        }
        if (record.rejection()
                .filter(rejection -> rejection.binding() == Binding.PREEMPTED)
                .isPresent()) {
            count(Seen.TAKEN_BACK);
        }
    }

    private void count(Seen what) {
        seen.merge(what, 1, Integer::sum);
    }

    Map<String, PathRecord> records() {
        Map<String, PathRecord> records = new HashMap<>();
        scenario.state().book().after("").forEach(record -> records.put(record.connectionId(), record));
        return records;
    }

    private void ask(int intent) {
        if (terminated[intent]) {
            return;
        }
        generations[intent]++;
        terminated[intent] = generations[intent] > 1 && random.nextInt(8) == 0;
        Decision decision = terminated[intent]
                ? scenario.terminate("i" + intent, generations[intent])
                : scenario.request("i" + intent, generations[intent], demands(intent));
        if (decision instanceof Decision.Changed(var changed)) {
            changed.forEach(this::notePreempted);
        }
        provisioning.send(decision);
    }

    private Demand[] demands(int intent) {
        Demand[] demands = new Demand[ends[intent].length];
        int kind = random.nextInt(5);
        Instant start = scenario.now().plus(Duration.ofMinutes(random.nextInt(300) - 20));
        Instant end = start.plus(
                Duration.ofMinutes(kind == 2 ? 24 * 60 : 21 + random.nextInt(random.nextInt(4) == 0 ? 1_400 : 240)));
        Instant until = start.plus(Duration.ofDays(1 + random.nextInt(4)));
        int setup = random.nextInt(8);
        Priority priority = new Priority(setup, random.nextInt(setup + 1), random.nextBoolean());
        for (int i = 0; i < demands.length; i++) {
            Demand demand = demand(ends[intent][i][0], ends[intent][i][1], 1 + random.nextInt(12) * 0.5);
            demand = random.nextInt(4) == 0 ? cheapest(demand) : demand;
            demand = random.nextInt(3) == 0 ? within(6_500 + random.nextInt(8_000), demand) : demand;
            demand = demand.withPriority(priority);
            demands[i] = switch (kind) {
                case 0 -> demand;
                case 1, 2 -> Scenario.daily(start, end, until, demand);
                default -> Scenario.during(start, end, demand);
            };
        }
        return demands;
    }

    private void judge() {
        List<PathRecord> active = scenario.state()
                .book()
                .after("")
                .filter(record -> record.phase() == Phase.ACTIVE)
                .toList();
        if (active.isEmpty()) {
            return;
        }
        PathRecord record = active.get(random.nextInt(active.size()));
        String connection = record.connectionId().substring("acme.".length());
        scenario.measure(scenario.way(connection).getFirst(), random.nextInt(3) == 0 ? 1_000 : 30_000);
        provisioning.send(scenario.judge(connection, HealthState.BROKEN, 40_000));
    }

    private void cutOrMend() {
        List<Link> links = scenario.state().topology().links().stream().toList();
        String link = links.get(random.nextInt(links.size())).linkId();
        if (random.nextInt(2) == 0) {
            scenario.cut(link);
        } else {
            links.forEach(each -> scenario.measure(each.linkId(), each.latencyFloorUs()));
        }
    }

    /** Everything is answered, and then time after time comes that something waits for. */
    void settle() {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            provisioning.settle(scenario);
            Optional<Instant> next = records().values().stream()
                    .flatMap(record -> record.nextTurn().stream())
                    .min(Instant::compareTo);
            if (next.isEmpty()) {
                return;
            }
            Duration wait = Duration.between(scenario.now(), next.get());
            pass(wait.isNegative() ? Duration.ZERO : wait);
        }
        throw new AssertionError("Something begins or ends again and again:\n"
                + records().values().stream()
                        .map(record -> "%s %s plan %s held %s booking %s"
                                .formatted(
                                        record.connectionId(),
                                        record.phase(),
                                        record.plan().map(WindowPlay::shown),
                                        record.heldPlans().stream()
                                                .map(WindowPlay::shown)
                                                .toList(),
                                        record.booking().map(booked -> booked.next() + " " + shown(booked.plan()))))
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    private static String shown(Plan plan) {
        return plan.revision() + "/" + plan.generation() + " " + plan.bandwidthBps() / 1e9 + plan.linkIds();
    }
}
