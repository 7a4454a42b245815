package dev.braid.path.scenario;

import dev.braid.path.domain.decision.Change;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.IntentPlanner;
import dev.braid.path.domain.decision.PlanningState;
import dev.braid.path.domain.decision.ProvisioningPlanner;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.decision.Signal.Outcome;
import dev.braid.path.domain.decision.WindowClock;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Answer;
import dev.braid.path.domain.route.Cause;
import dev.braid.path.domain.route.Constraints;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.Occasion;
import dev.braid.path.domain.route.PathFinder;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.PathRule;
import dev.braid.path.domain.route.Window;
import dev.braid.path.engine.Weighing;
import dev.braid.path.gate.Gate;
import dev.braid.path.gate.Objection;
import dev.braid.path.gate.Proposed;
import dev.braid.path.gate.Recount;
import dev.braid.path.gate.Surroundings;
import dev.braid.path.guard.Budget;
import dev.braid.path.guard.Evidence;
import dev.braid.path.guard.GuardPolicy;
import dev.braid.path.guard.GuardRails;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permissions;
import dev.braid.path.guard.Ruling;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Tells path computation what happens, one thing after the other, and takes over what it decides. */
public final class Scenario {
    public static final Budget BUDGET = new Budget(10, 3, 0.5, 5, 10, 10, 10);
    public static final GuardPolicy POLICY = new GuardPolicy(
            Mode.AUTOMATIC,
            Duration.ofSeconds(30),
            0.1,
            new Evidence(Duration.ofSeconds(30), Duration.ofSeconds(60), 0.8, 5, Duration.ofSeconds(10)),
            BUDGET,
            BUDGET);

    private final PlanningState state = new PlanningState();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private GuardRails guardRails = new GuardRails(POLICY);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public Scenario(World world) {
        apply(world.change());
    }

    public PlanningState state() {
        return state;
    }

    /** All that has happened, in its order. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    public Scenario apply(Change change) {
        state.apply(change);
        changes.add(change);
        return this;
    }

    public Instant now() {
        return now;
    }

    public Scenario wait(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** What a process that starts reads from the topic. */
    public Scenario knows(PathRecord record) {
        return apply(new Change.RecordWritten(record));
    }

    public Scenario guardedBy(GuardPolicy policy) {
        guardRails = new GuardRails(policy);
        return this;
    }

    public Scenario guardedBy(GuardPolicy policy, Permissions permissions) {
        guardRails = new GuardRails(policy, permissions);
        return this;
    }

    public static Demand demand(String from, String to, double gbps) {
        return new Demand(
                from,
                to,
                (long) (gbps * World.GBPS),
                Objectives.of(Weighing.LATENCY, OptionalLong.empty()),
                Constraints.NONE);
    }

    public static Demand within(long maxLatencyUs, Demand demand) {
        return demand.withObjectives(demand.objectives().withMaxLatencyUs(OptionalLong.of(maxLatencyUs)));
    }

    public static Demand cheapest(Demand demand) {
        return demand.withObjectives(
                Objectives.of(Weighing.PRICE, demand.objectives().maxLatencyUs()));
    }

    /** The same in a window that comes once. */
    public static Demand during(Instant start, Instant end, Demand demand) {
        return demand.withWindow(Optional.of(new Window(new Interval(start, end), Optional.empty())));
    }

    /** The same in a window that comes every day until then. */
    public static Demand daily(Instant start, Instant end, Instant until, Demand demand) {
        Window.Recurrence daily = new Window.Recurrence(EnumSet.allOf(DayOfWeek.class), ZoneOffset.UTC, until);
        return demand.withWindow(Optional.of(new Window(new Interval(start, end), Optional.of(daily))));
    }

    /** No link of these providers, and only nodes in these countries, if there are any. */
    public static Constraints constraints(List<String> excludedProviderIds, List<String> allowedCountryCodes) {
        List<PathRule> rules = new ArrayList<>();
        if (!excludedProviderIds.isEmpty()) {
            rules.add(PathRule.none(PathRule.Subject.PROVIDER, excludedProviderIds));
        }
        if (!allowedCountryCodes.isEmpty()) {
            rules.add(PathRule.only(PathRule.Subject.COUNTRY, allowedCountryCodes));
        }
        return new Constraints(rules, List.of());
    }

    /** An intent of the tenant acme; its connections are numbered from 1. */
    public Decision request(String intentId, long generation, Demand... demands) {
        List<Signal.RequestedConnection> connections = new ArrayList<>();
        for (Demand demand : demands) {
            connections.add(
                    new Signal.RequestedConnection("acme." + intentId + "." + (connections.size() + 1), demand));
        }
        return take(IntentPlanner.requested(
                state, new Signal.IntentRequested("acme." + intentId, "acme", generation, connections), now));
    }

    public Decision terminate(String intentId, long generation) {
        return take(IntentPlanner.terminated(state, new Signal.IntentTerminated("acme." + intentId, generation), now));
    }

    /** The next report of provisioning on the connection. */
    public Decision report(String connection, long revision, Outcome outcome) {
        return report(connection, revision, sequences.merge(connection, 1L, Long::sum), outcome);
    }

    public Decision report(String connection, long revision, long sequence, Outcome outcome) {
        return report(new Signal.ProvisioningReport("acme." + connection, revision, sequence, outcome));
    }

    public Decision report(Signal.ProvisioningReport report) {
        Decision decision = take(ProvisioningPlanner.decide(state, report, now));
        apply(new Change.ReportSeen(report.connectionId(), report.sequence()));
        return decision;
    }

    /** Reports the newest plan active and all older legs gone. */
    public Scenario activate(String connection) {
        long revision = record(connection).plan().orElseThrow().revision();
        report(connection, revision, new Outcome.Activated());
        report(connection, revision, new Outcome.OldLegsReleased());
        return this;
    }

    public Decision refuse(String connection, String provider, String... links) {
        long revision = record(connection).plan().orElseThrow().revision();
        return report(connection, revision, new Outcome.Failed(provider, List.of(links), "NO_CAPACITY"));
    }

    public Scenario measure(String link, long latencyUs) {
        return apply(new Change.LinkMeasured(new LinkMeasure(link, now, latencyUs, false)));
    }

    public Scenario cut(String link) {
        return apply(new Change.LinkMeasured(new LinkMeasure(link, now, 0, true)));
    }

    public Decision judge(String connection, HealthState health, long measuredLatencyUs) {
        long revision = record(connection).plan().orElseThrow().revision();
        return judge(new HealthJudged("acme." + connection, revision, now, health, true, measuredLatencyUs, List.of()));
    }

    /** What the guard rails say, and nothing comes of it. */
    public Ruling rule(String connection, HealthState health, long measuredLatencyUs) {
        long revision = record(connection).plan().orElseThrow().revision();
        return guardRails.rule(
                state,
                new HealthJudged("acme." + connection, revision, now, health, true, measuredLatencyUs, List.of()),
                now);
    }

    public Decision judge(HealthJudged judged) {
        Decision decision = guardRails.decide(state, judged, now);
        if (decision instanceof Decision.Changed(var records)) {
            gateHasNothingAgainst(judged, records.getFirst());
        }
        return take(decision);
    }

    private void gateHasNothingAgainst(HealthJudged judged, PathRecord after) {
        PathRecord before = state.book().find(after.connectionId()).orElseThrow();
        Surroundings surroundings = new Surroundings(
                state.topology(), state::measure, Recount.of(state.book().all()));
        List<Objection> objections = new Gate().judge(surroundings, new Proposed(before, after, judged));
        if (!objections.isEmpty()) {
            throw new AssertionError("The gate has something against %s: %s".formatted(after, objections));
        }
    }

    /** What would be answered now. */
    public Answer answer(Demand demand, Set<String> refusedLinkIds) {
        return PathFinder.answer(state.network(), demand, refusedLinkIds, Occasion.of(Cause.INQUIRY));
    }

    /** Time has passed: all intents that are due turn, those that wait longest first. */
    public List<Decision> turn() {
        List<Decision> decisions = new ArrayList<>();
        for (String intentKey : state.due(now)) {
            decisions.add(take(WindowClock.turn(state, intentKey, now)));
        }
        return decisions;
    }

    private Decision take(Decision decision) {
        switch (decision) {
            case Decision.Changed(var records) -> records.forEach(record -> apply(new Change.RecordWritten(record)));
            case Decision.Ignored _ -> {}
        }
        return decision;
    }

    public PathRecord record(String connection) {
        return state.book().find("acme." + connection).orElseThrow();
    }

    /** The links of the wanted plan. */
    public List<String> way(String connection) {
        return record(connection).plan().orElseThrow().linkIds();
    }

    public double reservedGbps(String link) {
        return state.book().reservedBps(link) / (double) World.GBPS;
    }
}
