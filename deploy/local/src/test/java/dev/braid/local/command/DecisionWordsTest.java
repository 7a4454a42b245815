package dev.braid.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.DecisionResult;
import dev.braid.api.path.v1.DecidedApproval;
import dev.braid.api.path.v1.DecidedPath;
import dev.braid.api.path.v1.Held;
import dev.braid.api.path.v1.MoveActivated;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveJudged;
import dev.braid.api.path.v1.MoveOvertaken;
import dev.braid.api.path.v1.MoveRefused;
import dev.braid.api.path.v1.MoveResult;
import dev.braid.api.path.v1.MoveReturned;
import dev.braid.api.path.v1.Moved;
import dev.braid.api.path.v1.RailVerdict;
import dev.braid.api.telemetry.v1.Breach;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.api.telemetry.v1.LinkEvidence;
import dev.braid.api.telemetry.v1.Promise;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionWordsTest {
    private static final String ID = "acme.web.1";
    private static final Instant TIME = Instant.parse("2026-11-29T10:42:07.250Z");

    private static final ConnectionHealth BROKEN = ConnectionHealth.newBuilder()
            .setRevision(3)
            .setJudgeTime(timestamp(TIME.minusMillis(300)))
            .setState(HealthState.HEALTH_STATE_BROKEN)
            .setMeasuredLatencyUs(18_300)
            .setBadWindowCount(3)
            .setWindowCount(5)
            .addBreaches(Breach.newBuilder()
                    .setPromise(Promise.PROMISE_LATENCY)
                    .setMeasuredUs(18_300)
                    .setBoundUs(15_000))
            .addEvidence(link("a-b", 3_000, 2_900))
            .addEvidence(link("b-c", 15_300, 5_100))
            .build();

    @Test
    void aMoveIsToldFromItsJudgementToItsProof() {
        ConnectionDecision decision = moved(
                result(1_250, MoveResult.newBuilder().setActivated(MoveActivated.getDefaultInstance())),
                result(
                        5_050,
                        MoveResult.newBuilder()
                                .setJudged(MoveJudged.newBuilder()
                                        .setState(HealthState.HEALTH_STATE_MET)
                                        .setMeasuredLatencyUs(12_100))));

        assertThat(text(false, decision)).isEqualTo("""
                acme.web.1: one decision (UTC)

                2026-11-29 10:42:07  moved from revision 3 to revision 4: latency 18.3 ms measured, 15.0 ms promised
                  judged    BROKEN at 10:42:06.9: 3 of the last 5 windows of a second broke a promise
                  links     b-c takes 15.3 ms, 10.2 ms more than it must
                  from      a – b – c: 2 hops over atlas, nordic, 8.1 ms expected, 45.08 USD an hour
                  to        a – d – c: 2 hops over atlas, 12.0 ms expected, 47.50 USD an hour
                  why       Moved because 18.3 ms were measured.
                  rails     2 asked, none held it
                  result    10:42:08.5 (1.3 s later): revision 4 carries traffic
                  result    10:42:12.3 (5.1 s later): verified: MET with 12.1 ms measured""");
    }

    @Test
    void whatEachRailSaidIsToldWhereSomebodyAsks() {
        assertThat(text(true, moved()).lines())
                .endsWith(
                        "  rails     2 asked, none held it",
                        "    ✓ not-bad            Judged BROKEN.",
                        "    ✓ hold-down          It was not moved just now.",
                        "  result    nothing yet");
    }

    @Test
    void aMoveThatWasHeldNamesItsRail() {
        MoveDecision decided = MoveDecision.newBuilder()
                .setJudgement(BROKEN.toBuilder()
                        .setState(HealthState.HEALTH_STATE_AT_RISK)
                        .setOffTargetWindowCount(2)
                        .clearEvidence()
                        .addEvidence(LinkEvidence.newBuilder().setLinkId("b-c").setDown(true)))
                .setCurrent(path(3, "a", "b", "c"))
                .setHeld(Held.newBuilder()
                        .setRail("hold-down")
                        .setReason("Connection acme.web.1 stays put until 2026-11-29T10:43:00Z."))
                .build();

        assertThat(text(false, decision(decided))).isEqualTo("""
                acme.web.1: one decision (UTC)

                2026-11-29 10:42:07  stayed on revision 3: latency 18.3 ms measured, 15.0 ms promised
                  judged    AT_RISK at 10:42:06.9: 3 of the last 5 windows of a second broke a promise, and 2 missed the target only
                  links     b-c is down
                  on        a – b – c: 2 hops over atlas, 8.1 ms expected, 45.08 USD an hour
                  held by   hold-down: Connection acme.web.1 stays put until 2026-11-29T10:43:00Z.""");
    }

    @Test
    void whoApprovedAMoveAndWhyItWasNotMadeIsTold() {
        MoveDecision.Builder decided = MoveDecision.newBuilder()
                .setJudgement(ConnectionHealth.newBuilder().setRevision(3).setState(HealthState.HEALTH_STATE_UNKNOWN))
                .setCurrent(path(3, "a", "b", "c"))
                .setApproval(DecidedApproval.newBuilder()
                        .setRecommendationId("acme.web.1/3/0123456789abcdef")
                        .setApprovedBy("ann@local")
                        .setApproveTime(timestamp(TIME.minusSeconds(2))))
                .setHeld(Held.newBuilder().setRail("mode").setReason("Its move had to be made before noon."));

        assertThat(text(false, decision(decided.build()))).isEqualTo("""
                acme.web.1: one decision (UTC)

                2026-11-29 10:42:07  stayed on revision 3
                  judged    not since the approval
                  on        a – b – c: 2 hops over atlas, 8.1 ms expected, 45.08 USD an hour
                  approved  by ann@local at 10:42:05.2; not moved for it, or not yet
                  held by   mode: Its move had to be made before noon.""");

        decided.getApprovalBuilder().clearApprovedBy();
        decided.setMoved(Moved.newBuilder().setRevision(4));
        assertThat(text(false, decision(decided.build())))
                .contains("  approved  by an operator at 10:42:05.2; moved for it");
    }

    @Test
    void aLinkThatIsDownIsReasonEnough() {
        MoveDecision decided = MoveDecision.newBuilder()
                .setJudgement(BROKEN.toBuilder()
                        .clearBadWindowCount()
                        .clearWindowCount()
                        .clearEvidence()
                        .addEvidence(LinkEvidence.newBuilder().setLinkId("b-c").setDown(true)))
                .setCurrent(path(3, "a", "b", "c"))
                .setHeld(Held.newBuilder().setRail("budget").setReason("Connection acme.web.1 waits."))
                .build();

        assertThat(text(false, decision(decided)).lines())
                .contains(
                        "  judged    BROKEN at 10:42:06.9: a link of it is down, which waits for no windows",
                        "  links     b-c is down");
    }

    @Test
    void whatFailedIsToldInTheWordsOfWhoMadeItFail() {
        assertThat(text(
                        false,
                        moved(
                                result(
                                        0,
                                        MoveResult.newBuilder()
                                                .setRefused(MoveRefused.newBuilder()
                                                        .setProviderId("atlas")
                                                        .setReason("NO_CAPACITY")
                                                        .setWantedRevision(5))),
                                result(
                                        0,
                                        MoveResult.newBuilder()
                                                .setReturned(MoveReturned.newBuilder()
                                                        .setProviderId("atlas")
                                                        .setReturnedRevision(3))),
                                result(
                                        0,
                                        MoveResult.newBuilder()
                                                .setOvertaken(MoveOvertaken.newBuilder()
                                                        .setWantedRevision(6))),
                                result(
                                        0,
                                        MoveResult.newBuilder()
                                                .setJudged(MoveJudged.newBuilder()
                                                        .setState(HealthState.HEALTH_STATE_AT_RISK)
                                                        .setMeasuredLatencyUs(16_000)
                                                        .addAllBreaches(BROKEN.getBreachesList()))))))
                .contains(
                        "refused by atlas (NO_CAPACITY); revision 5 is wanted now",
                        "taken back, as atlas lost a leg in the soak; revision 3 carries traffic again, nothing is wanted now",
                        "overtaken before it carried traffic; revision 6 is wanted now",
                        "not verified: AT_RISK with latency 18.3 ms measured, 15.0 ms promised");
    }

    @Test
    void ofLongPathsTheEndsAreToldAndWhereTheyPart() {
        String[] north = "a b c d e f g h i j k l m n o p".split(" ");
        String[] south = "a b c d X g h i j k l m n o p".split(" ");
        assertThat(PathWords.line(path(1, north), path(2, south)))
                .isEqualTo("a – … – d – e – f – g – … – p: 15 hops over atlas, 8.1 ms expected, 45.08 USD an hour");
        assertThat(PathWords.line(path(2, south), path(1, north))).startsWith("a – … – d – X – g – … – p: 14 hops");
        assertThat(PathWords.line(path(1, north), DecidedPath.getDefaultInstance()))
                .startsWith("a – b – c – d – … – m – n – o – p: 15 hops");
        assertThat(PathWords.line(path(1, north), path(1, north))).startsWith("a – b – c – d – … – m – n – o – p: ");
        assertThat(PathWords.line(path(1, "a", "c"), path(2, south))).startsWith("a – c: 1 hop over");
    }

    @Test
    void everyPromiseHasItsFigures() {
        assertThat(HealthWords.breaches(List.of(
                        breach(Promise.PROMISE_LATENCY_TARGET),
                        breach(Promise.PROMISE_JITTER),
                        breach(Promise.PROMISE_LOSS),
                        breach(Promise.PROMISE_REACHABILITY))))
                .isEqualTo("latency 18.3 ms measured, 15.0 ms aimed at; jitter 18.3 ms measured, 15.0 ms promised; "
                        + "loss 1.25 % measured, 0.10 % promised; "
                        + "a link loses 1.25 % of its packets, 0.10 % is as good as down");
    }

    @Test
    void whereNothingWasDecidedThatIsSaid() {
        assertThat(new DecisionWords(false).all(ID, List.of()))
                .containsExactly("acme.web.1: nothing was decided, as it was never judged to break a promise.");
    }

    private static String text(boolean rails, ConnectionDecision... decisions) {
        return String.join("\n", new DecisionWords(rails).all(ID, List.of(decisions)));
    }

    private static ConnectionDecision moved(DecisionResult... results) {
        return decision(MoveDecision.newBuilder()
                        .setJudgement(BROKEN)
                        .setCurrent(path(3, "a", "b", "c").toBuilder().addProviderIds("nordic"))
                        .setProposed(path(4, "a", "d", "c").toBuilder()
                                .setExpectedLatencyUs(12_000)
                                .setPriceMicrosPerHour(47_500_000)
                                .setSummary("Moved because 18.3 ms were measured."))
                        .addRails(rail("not-bad", "Judged BROKEN."))
                        .addRails(rail("hold-down", "It was not moved just now."))
                        .setMoved(Moved.newBuilder().setRevision(4))
                        .build())
                .toBuilder()
                .addAllResults(Arrays.asList(results))
                .build();
    }

    private static ConnectionDecision decision(MoveDecision decided) {
        return ConnectionDecision.newBuilder()
                .setConnectionId(ID)
                .setDecideTime(timestamp(TIME))
                .setDecision(decided)
                .build();
    }

    private static DecisionResult result(long laterMillis, MoveResult.Builder result) {
        return DecisionResult.newBuilder()
                .setOccurTime(timestamp(TIME.plusMillis(laterMillis)))
                .setResult(result.setRevision(4))
                .build();
    }

    private static DecidedPath path(long revision, String... nodes) {
        return DecidedPath.newBuilder()
                .setRevision(revision)
                .addAllNodeIds(List.of(nodes))
                .addAllLinkIds(List.of(nodes).subList(1, nodes.length))
                .addProviderIds("atlas")
                .setExpectedLatencyUs(8_100)
                .setPriceMicrosPerHour(45_080_000)
                .setCurrencyCode("USD")
                .build();
    }

    private static RailVerdict rail(String rail, String reason) {
        return RailVerdict.newBuilder().setRail(rail).setReason(reason).build();
    }

    private static LinkEvidence link(String id, long latencyUs, long floorUs) {
        return LinkEvidence.newBuilder()
                .setLinkId(id)
                .setLatencyUs(latencyUs)
                .setLatencyFloorUs(floorUs)
                .build();
    }

    private static Breach breach(Promise promise) {
        return Breach.newBuilder()
                .setPromise(promise)
                .setMeasuredUs(18_300)
                .setBoundUs(15_000)
                .setMeasuredRatio(0.0125)
                .setBoundRatio(0.001)
                .build();
    }

    private static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
