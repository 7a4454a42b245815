package dev.braid.local.command;

import dev.braid.api.path.v1.MoveJudged;
import dev.braid.api.path.v1.MoveResult;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured and promised, and what came of a move, as people read it. */
final class HealthWords {
    private static final int MOST_LINKS = 3;
    /** A link that takes this much longer than the least possible is worth a word. */
    private static final double SLOW_FACTOR = 1.2;

    private HealthWords() {}

    static String ms(long microseconds) {
        return String.format(Locale.ROOT, "%.1f ms", microseconds / 1000.0);
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
    }

    static String state(HealthState state) {
        return state.name().replace("HEALTH_STATE_", "");
    }

    /** Each promise that is broken, with what was measured and what was promised; empty where none is. */
    static String breaches(List<Breach> breaches) {
        return breaches.stream().map(HealthWords::breach).collect(Collectors.joining("; "));
    }

    private static String breach(Breach breach) {
        String measured = ms(breach.getMeasuredUs());
        String bound = ms(breach.getBoundUs());
        return switch (breach.getPromise()) {
            case PROMISE_LATENCY -> "latency %s measured, %s promised".formatted(measured, bound);
            case PROMISE_LATENCY_TARGET -> "latency %s measured, %s aimed at".formatted(measured, bound);
            case PROMISE_JITTER -> "jitter %s measured, %s promised".formatted(measured, bound);
            case PROMISE_LOSS ->
                "loss %s measured, %s promised"
                        .formatted(percent(breach.getMeasuredRatio()), percent(breach.getBoundRatio()));
            case PROMISE_REACHABILITY ->
                "a link loses %s of its packets, %s is as good as down"
                        .formatted(percent(breach.getMeasuredRatio()), percent(breach.getBoundRatio()));
            case PROMISE_UNSPECIFIED, UNRECOGNIZED -> "a promise that this version does not know";
        };
    }

    /** The links that are down, and those that are slow for their length, the slowest first. */
    static String blamed(List<LinkEvidence> evidence) {
        Stream<String> down =
                evidence.stream().filter(LinkEvidence::getDown).map(link -> "%s is down".formatted(link.getLinkId()));
        Stream<String> slow = evidence.stream()
                .filter(link -> !link.getDown() && link.getLatencyUs() > link.getLatencyFloorUs() * SLOW_FACTOR)
                .sorted(Comparator.comparingLong((LinkEvidence link) -> link.getLatencyFloorUs() - link.getLatencyUs()))
                .limit(MOST_LINKS)
                .map(link -> "%s takes %s, %s more than it must"
                        .formatted(
                                link.getLinkId(),
                                ms(link.getLatencyUs()),
                                ms(link.getLatencyUs() - link.getLatencyFloorUs())));
        return Stream.concat(down, slow).collect(Collectors.joining("; "));
    }

    static String result(MoveResult result) {
        return switch (result.getResultCase()) {
            case ACTIVATED -> "revision %d carries traffic".formatted(result.getRevision());
            case JUDGED -> judged(result.getJudged());
            case RETURNED ->
                "taken back, as %s lost a leg in the soak%s; revision %d carries traffic again, %s"
                        .formatted(
                                result.getReturned().getProviderId(),
                                quoted(result.getReturned().getReason()),
                                result.getReturned().getReturnedRevision(),
                                wanted(result.getReturned().getWantedRevision()));
            case REFUSED ->
                "refused by %s%s; %s"
                        .formatted(
                                result.getRefused().getProviderId(),
                                quoted(result.getRefused().getReason()),
                                wanted(result.getRefused().getWantedRevision()));
            case OVERTAKEN ->
                "overtaken before it carried traffic; %s"
                        .formatted(wanted(result.getOvertaken().getWantedRevision()));
            case RESULT_NOT_SET -> "something that this version does not know";
        };
    }

    private static String judged(MoveJudged judged) {
        String measured = ms(judged.getMeasuredLatencyUs());
        if (judged.getState() == HealthState.HEALTH_STATE_MET) {
            return "verified: MET with %s measured".formatted(measured);
        }
        String broken = judged.getBreachesCount() == 0 ? measured + " measured" : breaches(judged.getBreachesList());
        return "not verified: %s with %s".formatted(state(judged.getState()), broken);
    }

    private static String quoted(String reason) {
        return reason.isBlank() ? "" : " (%s)".formatted(reason.strip());
    }

    private static String wanted(long revision) {
        return revision == 0 ? "nothing is wanted now" : "revision %d is wanted now".formatted(revision);
    }
}
