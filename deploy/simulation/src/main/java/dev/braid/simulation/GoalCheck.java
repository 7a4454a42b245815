package dev.braid.simulation;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Plan;
import dev.braid.telemetry.domain.Judgement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** What a scenario is there to show: nobody is moved for a lie, which is doubted, nor again and again, nor in silence. */
final class GoalCheck {
    /** What may be said of bad news from a liar: that it lies, or what is asked before that. */
    private static final Set<String> DOUBTS =
            Set.of("suspect-source", "not-bad", "other-revision", "stale-evidence", "recovered");

    private static final int JUST_NOW_SECONDS = 4;
    private static final long LATE_US = 30 * Defaults.SECOND_US;
    private static final long SKEW_US = 5 * Defaults.SECOND_US;

    private final EventQueue queue;
    private final Findings findings;
    private final Scenario scenario;
    private final Truth truth;
    private final List<Fault.Lie> lies;
    private final List<Fault.TelemetryClock> clocks;
    private final Set<String> flapping = new TreeSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    GoalCheck(EventQueue queue, Findings findings, Scenario scenario, Truth truth, List<Fault> faults) {
        this.queue = queue;
        this.findings = findings;
        this.scenario = scenario;
        this.truth = truth;
        this.lies = faults.stream()
                .filter(Fault.Lie.class::isInstance)
                .map(Fault.Lie.class::cast)
                .toList();
        this.clocks = faults.stream()
                .filter(Fault.TelemetryClock.class::isInstance)
                .map(Fault.TelemetryClock.class::cast)
                .toList();
        faults.stream()
                .filter(Fault.Flap.class::isInstance)
                .map(Fault.Flap.class::cast)
                .forEach(flap -> flapping.addAll(flap.linkIds()));
    }

    /** A connection was moved from the plan of one record to that of the other. */
    void moved(PathRecord before, PathRecord after) {
        boolean meant = flapping.isEmpty() ? !isSlow(before) : isOnFlapping(before) != isOnFlapping(after);
        if (scenario.mostMoves().isPresent() && meant && queue.nowUs() >= Plot.FIRST_US) {
            // What a tenant asks for anew may have no other way than the one that was left.
            String asked = "%s#%d".formatted(before.connectionId(), before.generation());
            int count = counts.merge(asked, 1, Integer::sum);
            findings.require(
                    count <= scenario.mostMoves().getAsInt(),
                    "moves",
                    "%s was moved %d times",
                    before.connectionId(),
                    count);
        }
    }

    /** Bad news did not move the connection of that record. */
    void stayed(HealthJudged judged, Decision.Ignored why, PathRecord record) {
        boolean bad = judged.state() == HealthState.AT_RISK || judged.state() == HealthState.BROKEN;
        if (bad && judged.breached() && isLiedAbout(record)) {
            findings.require(
                    DOUBTS.contains(why.kind()) || isSlow(record),
                    "doubt",
                    "%s stays for %s: %s",
                    record.connectionId(),
                    why.kind(),
                    why.reason());
        }
    }

    /** Once the clock of telemetry-service is right, and what was said before has arrived, nothing lies in the future. */
    void judged(Judgement judgement) {
        boolean right = clocks.stream()
                .allMatch(clock -> queue.nowUs() < clock.fromUs() || queue.nowUs() > clock.untilUs() + LATE_US);
        long aheadUs = judgement.judgeTimeUs() - Defaults.START_WALL_US - queue.nowUs();
        findings.require(
                !right || aheadUs <= SKEW_US,
                "future",
                "%s is judged %d us in the future",
                judgement.plan().connectionId(),
                aheadUs);
    }

    private boolean isLiedAbout(PathRecord record) {
        List<Hop> hops = hops(record);
        return lies.stream()
                .filter(lie -> lie.fromUs() <= queue.nowUs() && queue.nowUs() < lie.untilUs())
                .anyMatch(lie -> hops.stream().anyMatch(hop -> hop.providerId().equals(lie.carrier())));
    }

    /** In truth, now or just now: who is in trouble for a lie may be moved for one bad second. */
    private boolean isSlow(PathRecord record) {
        return LongStream.range(0, JUST_NOW_SECONDS)
                .anyMatch(second -> truth.isSlow(record, queue.nowUs() - second * Defaults.SECOND_US));
    }

    private boolean isOnFlapping(PathRecord record) {
        return hops(record).stream().anyMatch(hop -> flapping.contains(hop.linkId()));
    }

    private static List<Hop> hops(PathRecord record) {
        return record.plan().map(Plan::hops).orElse(List.of());
    }
}
