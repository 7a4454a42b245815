package dev.braid.path.guard;

import static dev.braid.path.guard.Verdict.pass;
import static dev.braid.path.guard.Verdict.stop;

import dev.braid.path.domain.decision.SourceWatch;
import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.Objectives;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the news are bad, about what is in force, from now, and to be believed. */
final class EvidenceRails {
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    /** By so much the windows of a judgement end before it; who is in trouble was so for longer. */
    private static final Duration WINDOWS = Duration.ofSeconds(2);

    private static final double BETTER_RATIO = 1.25;
    private static final Duration SMALL_DOUBT = Duration.ofMinutes(10);

    private EvidenceRails() {}

    static Verdict badNews(Case it) {
        return switch (it.judged().state()) {
            case AT_RISK, BROKEN -> pass(Rail.NOT_BAD, "Judged %s.", it.judged().state());
            case MET, UNKNOWN ->
                stop(
                        Rail.NOT_BAD,
                        "Connection %s is judged %s.",
                        it.id(),
                        it.judged().state());
        };
    }

    static Verdict planInForce(Case it) {
        long revision = it.judged().revision();
        boolean inForce = it.record().phase() == Phase.ACTIVE
                && it.record()
                        .plan()
                        .filter(plan -> plan.revision() == revision)
                        .isPresent();
        return inForce
                ? pass(Rail.OTHER_REVISION, "Revision %d is in force.", revision)
                : stop(
                        Rail.OTHER_REVISION,
                        "The judged plan of connection %s, revision %d, is not in force.",
                        it.id(),
                        revision);
    }

    static Verdict fresh(Case it) {
        Instant judgeTime = it.judged().judgeTime();
        boolean old = judgeTime.isBefore(it.now().minus(it.policy().evidence().maxAge()));
        return old || judgeTime.isAfter(it.now().plus(CLOCK_SKEW))
                ? stop(Rail.STALE_EVIDENCE, "Connection %s was judged at %s.", it.id(), judgeTime)
                : pass(
                        Rail.STALE_EVIDENCE,
                        "Judged %d ms ago.",
                        Duration.between(judgeTime, it.now()).toMillis());
    }

    static Verdict lasting(Case it) {
        if (!it.judged().breached()) {
            return stop(
                    Rail.RECOVERED,
                    "Connection %s is judged %s, and what was measured last keeps every promise.",
                    it.id(),
                    it.judged().state());
        }
        return isOvertaken(it)
                ? stop(
                        Rail.RECOVERED,
                        "Connection %s was judged %s, and its links are well since.",
                        it.id(),
                        it.judged().state())
                : pass(Rail.RECOVERED, "What was measured last breaks a promise.");
    }

    /** A judgement that waited may come after measures that are newer than what it was made of. */
    private static boolean isOvertaken(Case it) {
        boolean better = false;
        long latencyUs = 0;
        for (LinkMeasure then : it.judged().evidence()) {
            Optional<LinkMeasure> since = it.state()
                    .measure(then.linkId())
                    .filter(measure ->
                            measure.measureTime().isAfter(then.measureTime().minus(WINDOWS)));
            if (since.orElse(then).down()) {
                return false;
            }
            better |= since.filter(now -> then.down() || then.latencyUs() > now.latencyUs() * BETTER_RATIO)
                    .isPresent();
            latencyUs += since.orElse(then).latencyUs();
        }
        Objectives asked = it.record().demand().objectives();
        return better
                && latencyUs <= asked.targetLatencyUs().orElse(Long.MAX_VALUE)
                && latencyUs <= asked.maxLatencyUs().orElse(Long.MAX_VALUE);
    }

    static Verdict believable(Case it) {
        Evidence bounds = it.policy().evidence();
        SourceWatch sources = it.state().sources();
        TreeSet<String> accusers = new TreeSet<>();
        for (Hop hop : it.record().plan().map(Plan::hops).orElse(List.of())) {
            if (sources.isBad(hop.providerId(), hop.linkId())) {
                accusers.add(hop.providerId());
                SourceWatch.Turn turn = sources.turn(hop.providerId(), hop.linkId(), bounds.suspectWithin());
                if (isSuspect(it, turn)) {
                    return stop(
                            Rail.SUSPECT_SOURCE,
                            "%d of the %d links of %s turned bad within %d s, at %s: its measuring is doubted.",
                            turn.badLinks(),
                            turn.links(),
                            hop.providerId(),
                            bounds.suspectWithin().toSeconds(),
                            turn.since());
                }
            }
        }
        return pass(
                Rail.SUSPECT_SOURCE,
                accusers.isEmpty() ? "No link turned bad." : "Few other links of %s turned bad.",
                String.join(", ", accusers));
    }

    /** All links of a small carrier may well be one cable: it is doubted for a while only, and not of what is down. */
    private static boolean isSuspect(Case it, SourceWatch.Turn turn) {
        Evidence bounds = it.policy().evidence();
        if (bounds.suspectWithin().isZero()) {
            return false;
        }
        if (turn.links() >= bounds.suspectLeast()) {
            return turn.badLinks() >= bounds.suspectLeast() && turn.badLinks() >= turn.links() * bounds.suspectRatio();
        }
        return turn.links() >= 2
                && turn.badLinks() == turn.links()
                && !it.failure()
                && it.now().isBefore(turn.since().plus(SMALL_DOUBT));
    }

    /** Nothing moves onto links of which nothing is heard any more. */
    static Verdict measured(Case it, Plan plan) {
        List<String> before = it.record().plan().map(Plan::linkIds).orElse(List.of());
        Instant oldest = it.now().minus(it.policy().evidence().maxMeasureAge());
        for (String linkId : plan.linkIds()) {
            Optional<Instant> heard = it.state().measure(linkId).map(LinkMeasure::measureTime);
            if (!before.contains(linkId) && heard.filter(oldest::isAfter).isPresent()) {
                return stop(
                        Rail.STALE_MEASURES, "Link %s of the other path was last measured at %s.", linkId, heard.get());
            }
        }
        return pass(Rail.STALE_MEASURES, "No link of the other path has fallen silent.");
    }
}
