package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.LegChange.Action;
import dev.braid.provisioning.domain.Order.Standing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rehearsed is what is done: the rollout is then played, and what its providers were told is compared. */
class RehearsalTest {
    private static final long LONGER_THAN_A_SOAK = 60;
    private static final String[] PROVIDERS = {"atlas", "borea", "cirrus", "duneway"};

    private final RolloutPlay play = new RolloutPlay();

    @Test
    void ofANewConnectionEveryLegIsOrdered() {
        assertThat(rehearse(plan(1, 100, "atlas", "borea"))).containsExactly("ORDER atlas 0>100", "ORDER borea 0>100");
    }

    @Test
    void aPlanThatIsActiveKeepsEverything() {
        active(plan(1, 100, "atlas", "borea"));
        assertThat(rehearse(plan(1, 100, "atlas", "borea")))
                .containsExactly("KEEP atlas 100>100", "KEEP borea 100>100");
    }

    @Test
    void otherBandwidthOverTheSameLegsIsModifiedInPlace() {
        active(plan(1, 100, "atlas", "borea"));
        assertThat(rehearse(plan(2, 250, "atlas", "borea")))
                .containsExactly("MODIFY atlas 100>250", "MODIFY borea 100>250");
        assertThat(rehearse(plan(2, 50, "atlas", "borea")))
                .containsExactly("MODIFY atlas 100>50", "MODIFY borea 100>50");
    }

    @Test
    void aMoveOrdersKeepsModifiesAndReleases() {
        active(plan(1, 100, "atlas", "borea"));
        assertThat(rehearse(plan(2, 100, "borea", "cirrus")))
                .containsExactly("KEEP borea 100>100", "ORDER cirrus 0>100", "RELEASE atlas 100>0");
        assertThat(rehearse(plan(2, 70, "borea", "cirrus")))
                .containsExactly("MODIFY borea 100>70", "ORDER cirrus 0>70", "RELEASE atlas 100>0");
    }

    @Test
    void aLegThatIsHandedOverAtTheSamePlaceKeepsItsNumber() {
        active(handedOver(1, new Handoff("exchange", 7)));
        assertThat(rehearse(handedOver(2, Handoff.between("exchange"))))
                .containsExactly("KEEP atlas 100>100", "KEEP borea 100>100");
        assertThat(rehearse(handedOver(2, Handoff.between("elsewhere"))))
                .containsExactly(
                        "ORDER atlas 0>100", "ORDER borea 0>100", "RELEASE atlas 100>0", "RELEASE borea 100>0");
    }

    private static Plan handedOver(long revision, Handoff between) {
        return new Plan(
                revision,
                1,
                100,
                List.of(
                        new Route("atlas", List.of("a"), Handoff.atCustomer("port-a"), between),
                        new Route("borea", List.of("b"), between, Handoff.atCustomer("port-z"))),
                1,
                "USD");
    }

    @Test
    void whatIsLetGoFirstIsOrderedAnew() {
        active(plan(1, 100, "atlas"));
        assertThat(texts(Rehearsal.of(play.rollout, Optional.of(plan(2, 100, "atlas")), true, _ -> true, play.now)
                        .legs()))
                .containsExactly("ORDER atlas 0>100", "RELEASE atlas 100>0");
        assertThat(texts(Rehearsal.of(play.rollout, Optional.empty(), false, _ -> true, play.now)
                        .legs()))
                .containsExactly("RELEASE atlas 100>0");
    }

    @Test
    void whereAProviderCannotModifyThePlanFailsThere() {
        active(plan(1, 100, "atlas", "borea"));
        Rehearsal.Outcome outcome = Rehearsal.of(
                play.rollout, Optional.of(plan(2, 250, "atlas", "borea")), false, "atlas"::equals, play.now);
        assertThat(outcome.legs()).isEmpty();
        assertThat(outcome.refusal()).hasValueSatisfying(failed -> {
            assertThat(failed.route().providerId()).isEqualTo("borea");
            assertThat(failed.reason()).startsWith("UNSUPPORTED: ");
        });
    }

    @Test
    void aProviderThatCannotModifyIsNoReasonWhereNothingIsModified() {
        active(plan(1, 100, "atlas", "borea"));
        assertThat(Rehearsal.of(play.rollout, Optional.of(plan(2, 100, "borea", "cirrus")), false, _ -> false, play.now)
                        .refusal())
                .isEmpty();
    }

    /** From wherever a rollout stands, be it in the middle of another change. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whatIsRehearsedIsWhatProvidersAreThenTold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Action, Integer> seen = new TreeMap<>();
        for (int round = 0; round < 200; round++) {
            RolloutPlay earnest = new RolloutPlay();
            Obedient providers = new Obedient();
            for (int revision = 1; revision < 4; revision++) {
                earnest.want(plan(random, revision));
                for (int steps = random.nextInt(7); steps > 0; steps--) {
                    earnest.step(providers, new ArrayList<>());
                }
            }
            Plan next = plan(random, 4);
            Rollout from = earnest.rollout;
            Rehearsal.Outcome foreseen = Rehearsal.of(from, Optional.of(next), false, _ -> true, earnest.now);

            providers.verbs().clear();
            earnest.want(next);
            earnest.play(providers);
            assertThat(earnest.rollout.active()).contains(next);
            earnest.now = earnest.now.plusSeconds(LONGER_THAN_A_SOAK);
            earnest.play(providers);

            Set<String> done = new TreeSet<>();
            for (Leg leg : earnest.rollout.legs()) {
                Set<Verb> verbs = providers.verbs().getOrDefault(leg.legId(), Set.of());
                Action action = verbs.contains(Verb.RESERVE)
                        ? Action.ORDER
                        : verbs.contains(Verb.MODIFY) ? Action.MODIFY : Action.KEEP;
                done.add("%s %s %d>%d"
                        .formatted(action, leg.route().providerId(), now(from, leg, action), leg.bandwidthBps()));
                seen.merge(action, 1, Integer::sum);
            }
            for (Leg leg : from.legs()) {
                if (providers.verbs().getOrDefault(leg.legId(), Set.of()).contains(Verb.RELEASE)) {
                    done.add("RELEASE %s %d>0".formatted(leg.route().providerId(), leg.bandwidthBps()));
                    seen.merge(Action.RELEASE, 1, Integer::sum);
                }
            }
            assertThat(new TreeSet<>(texts(foreseen.legs())))
                    .as("seed %d, round %d, from %s", seed, round, from)
                    .isEqualTo(done);
        }
        assertThat(seen.values()).hasSize(Action.values().length).allMatch(count -> count > 20);
    }

    private static long now(Rollout from, Leg leg, Action action) {
        return action == Action.ORDER
                ? 0
                : from.legs().stream()
                        .filter(it -> it.legId().equals(leg.legId()))
                        .mapToLong(Leg::bandwidthBps)
                        .sum();
    }

    /** Providers that do as they are told, and what they were told. */
    private record Obedient(Map<String, Standing> orders, Map<String, Set<Verb>> verbs)
            implements Function<Command, Answer> {
        Obedient() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        @Override
        public Answer apply(Command command) {
            verbs.computeIfAbsent(command.legId(), _ -> EnumSet.noneOf(Verb.class))
                    .add(command.verb());
            switch (command.verb()) {
                case RESERVE -> orders.put(command.legId(), Standing.HELD);
                case ACTIVATE -> orders.put(command.legId(), Standing.IN_SERVICE);
                case RELEASE -> orders.put(command.legId(), Standing.CEASED);
                case MODIFY, READ_BACK -> {}
            }
            Standing standing = orders.get(command.legId());
            return new Answer.Done(new Order(standing, command.bandwidthBps(), standing.name(), "o"));
        }
    }

    private void active(Plan plan) {
        play.want(plan);
        play.play(play::obey);
        assertThat(play.rollout.active()).contains(plan);
    }

    private List<String> rehearse(Plan plan) {
        Rehearsal.Outcome outcome = Rehearsal.of(play.rollout, Optional.of(plan), false, _ -> true, play.now);
        assertThat(outcome.refusal()).isEmpty();
        return texts(outcome.legs());
    }

    private static List<String> texts(List<LegChange> legs) {
        return legs.stream()
                .map(leg ->
                        "%s %s %d>%d".formatted(leg.action(), leg.route().providerId(), leg.nowBps(), leg.thenBps()))
                .toList();
    }

    private static Plan plan(SplittableRandom random, long revision) {
        int first = random.nextInt(PROVIDERS.length);
        String[] some = Stream.of(first, first + 1 + random.nextInt(PROVIDERS.length - 1))
                .map(at -> PROVIDERS[at % PROVIDERS.length])
                .limit(1 + random.nextInt(2))
                .toArray(String[]::new);
        return plan(revision, 100 * (1 + random.nextInt(3)), some);
    }

    private static Plan plan(long revision, long bandwidthBps, String... providers) {
        return new Plan(
                revision,
                1,
                bandwidthBps,
                Stream.of(providers)
                        .map(provider -> new Route(provider, List.of(provider + "-1")))
                        .toList(),
                1,
                "USD");
    }
}
