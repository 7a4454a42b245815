package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Others hear on whom a connection waits: of three carriers the one that works by hand, once, and when that is over. */
class WaitingTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final PendingOn SPLICE =
            new PendingOn("the night shift", "a splice at sea", SINCE, Optional.of(SINCE.plusSeconds(86_400)));

    private final RolloutPlay play = new RolloutPlay();
    private final List<String> told = new ArrayList<>();
    private Connection connection = Connection.unknown("acme", "acme.web", "acme.web.1");
    /** For whom the carrier that works by hand waits now. */
    private Optional<PendingOn> people = Optional.of(SPLICE);

    @Test
    void onlyTheCarrierThatWaitsIsTold() {
        order(plan(1, "atlas", "borea", "manual"));
        assertThat(told).containsExactly("1: manual WAITING");
        Report.WaitingChanged report = new Report.WaitingChanged(1, 1, Waiting.of(play.rollout));
        assertThat(report.legs())
                .containsExactly(new Waiting("acme.web.1.3", route("manual"), LegState.WAITING, SPLICE));
    }

    @Test
    void itIsToldOnceHoweverOftenItIsLookedAtAndAlsoAfterARestart() {
        order(plan(1, "atlas", "manual"));
        for (int i = 0; i < 20; i++) {
            play.now = play.now.plusSeconds(600);
            play();
        }
        assertThat(told).hasSize(1);
        assertThat(SPLICE.sinceTime()).as("as the database keeps it").isEqualTo(SINCE.minusNanos(789));
    }

    @Test
    void otherWordsAndTheEndOfTheWaitingAreTold() {
        order(plan(1, "atlas", "manual"));
        people = Optional.of(new PendingOn("the harbour", "a permit", SINCE, Optional.empty()));
        later();
        people = Optional.empty();
        later();
        assertThat(told).containsExactly("1: manual WAITING", "1: manual WAITING", "1: nobody");
        assertThat(play.rollout.active()).isPresent();
    }

    @Test
    void aChangeThatWaitsIsToldOfTheLegThatStaysAsItIsMeanwhile() {
        people = Optional.empty();
        order(plan(1, "atlas", "manual"));
        people = Optional.of(SPLICE);
        play.want(new Plan(2, 1, 200, plan(1, "atlas", "manual").routes(), 5, "USD"));
        play();
        assertThat(told).last().isEqualTo("2: manual ACTIVE");
        people = Optional.empty();
        later();
        assertThat(told).last().isEqualTo("2: nobody");
    }

    @Test
    void anEndThatWaitsIsToldAndThatItIsOver() {
        people = Optional.empty();
        order(plan(1, "atlas", "manual"));
        people = Optional.of(SPLICE);
        play.want(Optional.empty(), true);
        play();
        assertThat(told).containsExactly("1: manual RELEASING");
        people = Optional.empty();
        later();
        assertThat(told).containsExactly("1: manual RELEASING", "1: nobody");
        assertThat(play.rollout.legs()).isEmpty();
    }

    @Test
    void whatIsChangedBesideADecisionIsToldWithTheNextOne() {
        people = Optional.empty();
        order(plan(1, "manual"));
        Leg leg = play.rollout.legs().getFirst();
        Sight waiting = new Sight(leg.state(), leg.bandwidthBps(), 1, "IN_SERVICE", "o", Optional.of(SPLICE));
        connection = connection.decided(with(leg.with(waiting)), 1);
        connection = connection.with(with(leg));
        play();
        assertThat(told).containsExactly("1: nobody");
    }

    private Rollout with(Leg leg) {
        Draft draft = new Draft(play.rollout);
        draft.legs.set(0, leg);
        return draft.done();
    }

    private void order(Plan plan) {
        play.want(plan);
        play();
    }

    private void later() {
        play.now = play.now.plusSeconds(7200);
        play();
    }

    /** As a worker does: a decision, and what is told with it, are one. */
    private void play() {
        int still = 0;
        while (still < 2) {
            still = play.step(this::carriers, new ArrayList<>()) ? 0 : still + 1;
            play.now = play.now.plusSeconds(still);
            Rollout next = play.rollout;
            connection.waitingUntold(next).ifPresent(report -> told.add(words((Report.WaitingChanged) report)));
            connection = connection.decided(next, 1);
        }
    }

    private static String words(Report.WaitingChanged report) {
        String legs = report.legs().isEmpty()
                ? "nobody"
                : String.join(
                        ", ",
                        report.legs().stream()
                                .map(leg -> leg.route().providerId() + " " + leg.state())
                                .toList());
        return report.revision() + ": " + legs;
    }

    private Answer carriers(Command command) {
        if (people.isEmpty() || !command.route().providerId().equals("manual")) {
            return play.obey(command);
        }
        if (command.verb() == Verb.RESERVE) {
            return new Answer.Done(
                    new Order(Standing.PENDING, command.bandwidthBps(), "PENDING", command.legId(), people));
        }
        Leg leg = play.rollout.legs().stream()
                .filter(it -> it.legId().equals(command.legId()))
                .findFirst()
                .orElseThrow();
        Standing standing = leg.state() == LegState.WAITING ? Standing.PENDING : Standing.IN_SERVICE;
        return new Answer.Done(new Order(standing, leg.bandwidthBps(), standing.name(), "o", people));
    }

    private static Plan plan(long revision, String... providers) {
        return new Plan(
                revision,
                1,
                100,
                Arrays.stream(providers).map(WaitingTest::route).toList(),
                5,
                "USD");
    }

    private static Route route(String provider) {
        return new Route(provider, List.of(provider + "-link"));
    }
}
