package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An order says on whom it waits: who is asked, and of these only who waits for somebody, once one has said so. */
class PendingOnTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-01-09T00:00:00Z");
    private static final List<String> THREE = List.of("atlas", "borea", "norrvane");

    @Test
    void allThatAreAskedUntilOneSaysThatItWaits() {
        Connection planned = connection(1, PathPhase.PLANNED, 0);
        assertThat(of(IntentState.PROVISIONING, planned))
                .isEqualTo(new PendingOn(
                        "atlas, borea, norrvane", "to act on 1 of 1 connections", Facts.TIME, Optional.empty()));
        assertThat(of(IntentState.PROVISIONING, waiting(planned, leg("norrvane", MONDAY, FRIDAY))))
                .isEqualTo(new PendingOn(
                        "norrvane", "the night shift: a splice (leg acme.x.1.norrvane)", MONDAY, Optional.of(FRIDAY)));
    }

    @Test
    void theSlowestOfSeveralCountsAndIsUnknownWhereOneDoesNotSay() {
        Connection planned = connection(1, PathPhase.PLANNED, 0);
        Connection both =
                waiting(planned, leg("norrvane", FRIDAY, FRIDAY), leg("atlas", MONDAY, FRIDAY.plusSeconds(1)));
        PendingOn known = of(IntentState.PROVISIONING, both);
        assertThat(known.party()).isEqualTo("atlas, norrvane");
        assertThat(known.sinceTime()).isEqualTo(MONDAY);
        assertThat(known.expireTime()).contains(FRIDAY.plusSeconds(1));
        Connection open = waiting(planned, leg("norrvane", FRIDAY, FRIDAY), leg("atlas", MONDAY, null));
        assertThat(of(IntentState.PROVISIONING, open).expireTime()).isEmpty();
    }

    @Test
    void manyLegsAreCountedRatherThanNamed() {
        Connection planned = connection(1, PathPhase.PLANNED, 0);
        WaitingLeg[] many =
                IntStream.range(0, 9).mapToObj(i -> leg("p" + i, MONDAY, null)).toArray(WaitingLeg[]::new);
        assertThat(of(IntentState.PROVISIONING, waiting(planned, many)).reason())
                .isEqualTo("the night shift: a splice (leg acme.x.1.p0); the night shift: a splice (leg acme.x.1.p1);"
                        + " the night shift: a splice (leg acme.x.1.p2); and for 6 more legs");
    }

    @Test
    void aSiblingThatIsReadyIsNotWaitedFor() {
        Connection ready = connection(1, PathPhase.PLANNED, 0);
        Connection slow = waiting(connection(2, PathPhase.PLANNED, 0), leg("norrvane", MONDAY, null));
        assertThat(PendingOn.of(IntentState.PROVISIONING, Facts.TIME, List.of(ready, slow)))
                .map(PendingOn::party)
                .contains("norrvane");
    }

    @Test
    void anOldLegWhoseEndWaitsKeepsNobodyWaitingForANewPlan() {
        Connection moving = waiting(connection(1, PathPhase.PLANNED, 1), end("atlas"), leg("norrvane", MONDAY, null));
        assertThat(of(IntentState.PROVISIONING, moving).party()).isEqualTo("norrvane");
        Connection onlyOld = waiting(connection(1, PathPhase.PLANNED, 1), end("atlas"));
        assertThat(of(IntentState.PROVISIONING, onlyOld).reason()).isEqualTo("to act on 1 of 1 connections");
    }

    @Test
    void anEndWaitsForThoseWhoseEndWaits() {
        Connection releasing = waiting(connection(1, PathPhase.RELEASING, 1), end("atlas"), leg("borea", MONDAY, null));
        assertThat(of(IntentState.TERMINATING, releasing).party()).isEqualTo("atlas");
        assertThat(of(IntentState.PROVISIONING, releasing).party()).isEqualTo("atlas");
        Connection unheard = waiting(connection(1, PathPhase.ACTIVE, 2), leg("borea", MONDAY, null));
        assertThat(of(IntentState.TERMINATING, unheard).reason()).isEqualTo("to let go of 1 of 1 connections");
    }

    @Test
    void anOrderAtRestWaitsForNobody() {
        Connection moving = waiting(connection(1, PathPhase.PLANNED, 1), leg("norrvane", MONDAY, null));
        for (IntentState state : IntentState.values()) {
            boolean waits = state == IntentState.PROVISIONING || state == IntentState.TERMINATING;
            assertThat(PendingOn.of(state, Facts.TIME, List.of(moving)).isPresent())
                    .as("%s", state)
                    .isEqualTo(waits);
        }
    }

    @Test
    void theTenantSeesThatSomebodyWaitsAndNothingNewWhenThatIsSaidAgain() {
        Intent intent = ((Step.Moved) Facts.mesh(2).onPath(1, Facts.planned(1, 1, 1), Facts.TIME)).intent();
        List<WaitingLeg> legs = List.of(leg("norrvane", MONDAY, null));
        Step waits = intent.onCarriage(1, Carriage.NONE.waitingFor(1, legs), Facts.TIME);
        assertThat(waits)
                .isInstanceOfSatisfying(
                        Step.Moved.class,
                        moved -> assertThat(
                                        moved.intent().pendingOn().orElseThrow().party())
                                .isEqualTo("norrvane"));
        intent = ((Step.Moved) waits).intent();
        assertThat(intent.onCarriage(1, Carriage.NONE.waitingFor(2, legs), Facts.TIME))
                .isInstanceOf(Step.Noted.class);
        assertThat(intent.onCarriage(1, Carriage.NONE.waitingFor(3, List.of()), Facts.TIME))
                .isInstanceOf(Step.Moved.class);
    }

    private static PendingOn of(IntentState state, Connection connection) {
        return PendingOn.of(state, Facts.TIME, List.of(connection)).orElseThrow();
    }

    /** Over three providers. */
    private static Connection connection(int ordinal, PathPhase phase, long activeRevision) {
        Optional<PathFacts.Plan> plan =
                phase.isWanted() ? Optional.of(new PathFacts.Plan(2, 1, 1_000, 5_000, 7, "EUR")) : Optional.empty();
        PathFacts facts = new PathFacts(2, 1, phase, plan, Optional.empty(), THREE);
        Ends ends = new Ends("a", "z");
        return new Connection(
                        "acme.x." + ordinal,
                        ordinal,
                        ends,
                        "at-a",
                        "at-z",
                        Optional.empty(),
                        Carriage.NONE,
                        Optional.empty())
                .with(facts)
                .with(Carriage.NONE.active(1, activeRevision, activeRevision));
    }

    private static Connection waiting(Connection connection, WaitingLeg... legs) {
        return connection.with(connection.carriage().waitingFor(2, List.of(legs)));
    }

    private static WaitingLeg leg(String providerId, Instant since, Instant until) {
        return leg(providerId, false, since, until);
    }

    private static WaitingLeg end(String providerId) {
        return leg(providerId, true, MONDAY, null);
    }

    private static WaitingLeg leg(String providerId, boolean ends, Instant since, Instant until) {
        return new WaitingLeg(
                "acme.x.1." + providerId,
                providerId,
                ends,
                "the night shift",
                "a splice",
                since,
                Optional.ofNullable(until),
                Verbatim.NOTHING);
    }
}
