package dev.braid.provisioning.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.braid.provisioning.domain.Order.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two connections of one intent under random plans, refusals, carriers that wait for people, lost, late and doubled
 * commands, crashes between any two steps, in every second run carriers that lie and lose, and in every fourth carriers
 * that lose only what soaks. The oracle is the carriers' own order book.
 */
class RolloutModelTest {
    /** Each carrier has two between the same two of its ports. */
    private static final List<Route> ROUTES = IntStream.range(0, 6)
            .mapToObj(i -> new Route(List.of("atlas", "borea", "cirrus").get(i / 2), List.of("link-" + i)))
            .toList();

    private final List<Connection> connections = new ArrayList<>();
    private SplittableRandom random;
    private ModelCarriers carriers;
    /** In half of all runs most plans have the time to be settled and to soak. */
    private boolean steady;

    private Set<String> freezing;
    private Pace pace;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private static int returns;

    @AfterAll
    static void someReturned() {
        assertThat(returns).isGreaterThan(100);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 2000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void alwaysConverges(long seed) {
        random = new SplittableRandom(seed);
        carriers = new ModelCarriers(random);
        carriers.mayDrift = seed % 2 == 0;
        carriers.loseWhatSoaks = seed % 4 == 1;
        steady = seed % 4 < 2;
        freezing = seed % 4 == 0 ? Set.of("atlas", "borea") : Set.of();
        pace = new Pace(
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(8),
                random);
        connections.add(new Connection("acme.web.1"));
        connections.add(new Connection("acme.web.2"));

        for (int i = 0; i < 400; i++) {
            Connection connection = connections.get(random.nextInt(2));
            switch (random.nextInt(11)) {
                case 10 -> carriers.decideOne();
                case 0 -> {
                    if (!steady || !connection.isBusy() || random.nextInt(8) == 0) {
                        connection.wantSomething();
                    }
                }
                case 1 -> carriers.deliverLate(now);
                case 2 -> now = now.plusMillis(random.nextInt(12_000));
                case 3 -> carriers.drift();
                default -> connection.turn(random.nextInt(100) < 15);
            }
            if (carriers.loseWhatSoaks && random.nextInt(3) == 0) {
                connection.loseWhatSoaks();
            }
            connections.forEach(Connection::keepsCarrying);
            connections.forEach(Connection::forgetsNothing);
        }
        carriers.chaos = false;
        int choice = random.nextInt(4);
        connections.forEach(it -> it.wantLast(choice));
        for (int i = 0; i < 200; i++) {
            connections.forEach(Connection::thaw);
            if (i == 100) {
                carriers.drift();
            }
            connections.forEach(it -> it.turn(false));
            connections.forEach(Connection::keepsCarrying);
            connections.forEach(Connection::forgetsNothing);
            connections.forEach(Connection::wantAnotherIfRefused);
            carriers.decideOne();
            now = now.plusSeconds(1);
        }
        connections.forEach(Connection::isAtRest);
    }

    private boolean gateOpen() {
        return connections.stream().allMatch(it -> it.stored.active().isPresent() || it.stored.ready());
    }

    private final class Connection {
        private final String id;
        private final Map<Long, Plan> plans = new HashMap<>();
        private Rollout stored;
        private long sequence;
        private long revision;
        private long activated;
        private long clean;
        private boolean released;
        private boolean charged;
        private Optional<Plan> carrying = Optional.empty();
        private Optional<Plan> soakingBefore = Optional.empty();
        private boolean beforeCarried;
        private Instant soakEndTime = Instant.EPOCH;
        private OptionalLong returning = OptionalLong.empty();
        private Caution caution = new Caution(Instant.EPOCH, Instant.EPOCH, freezing::contains);
        private final Set<String> seenSinceStart = new HashSet<>();
        private final Set<String> misplaced = new HashSet<>();

        Connection(String id) {
            this.id = id;
            this.stored = Rollout.unknown(id);
        }

        void wantSomething() {
            if (random.nextInt(8) == 0) {
                want(Optional.empty());
            } else {
                wantAPlan();
            }
        }

        /** Path computation never leaves a connection of a living intent without a plan that may work. */
        void wantLast(int choice) {
            if (choice == 0) {
                want(Optional.empty());
            } else if (choice == 1 || stored.wanted().isEmpty()) {
                wantAPlan();
            }
        }

        void wantAnotherIfRefused() {
            boolean refused = stored.wanted()
                    .filter(it -> it.revision() == stored.refusedRevision())
                    .isPresent();
            if (refused && stored.active().isEmpty()) {
                wantAPlan();
            }
        }

        boolean isBusy() {
            boolean refused = stored.wanted()
                    .filter(it -> it.revision() == stored.refusedRevision())
                    .isPresent();
            return !refused
                    && (!stored.wanted().equals(stored.active())
                            || stored.spare().isPresent());
        }

        private void wantAPlan() {
            Plan before = plans.get(revision - 1);
            // Back to what was wanted before the last one: some of its legs may be held still.
            List<Route> routes = before != null && random.nextInt(4) == 0 ? before.routes() : anyRoutes();
            Plan plan = new Plan(++revision, revision, random.nextBoolean() ? 100 : 200, routes, 1, "USD");
            plans.put(plan.revision(), plan);
            want(Optional.of(plan));
        }

        private List<Route> anyRoutes() {
            List<Route> shuffled = new ArrayList<>(ROUTES);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            Map<String, Route> ofEach = new LinkedHashMap<>();
            shuffled.subList(0, 1 + random.nextInt(5)).forEach(it -> ofEach.putIfAbsent(it.providerId(), it));
            return List.copyOf(ofEach.values());
        }

        private void want(Optional<Plan> plan) {
            released = false;
            if (plan.isEmpty()) {
                activated = 0;
                carrying = Optional.empty();
                soakingBefore = Optional.empty();
                returning = OptionalLong.empty();
            }
            stored = stored.accept(new Wish(++sequence, revision, revision, plan, true));
        }

        /** One turn of the reconciler; a crash loses everything that was not stored. */
        void turn(boolean crash) {
            Rollout before = stored;
            Decision decision = before.decide(gateOpen(), now, pace, caution);
            stored = decision.rollout();
            decision.reports().forEach(this::check);
            decision.commands().forEach(this::checkHeldBeforeTraffic);
            decision.commands().forEach(this::checkNoReleaseAfterAStart);
            decision.commands().forEach(command -> checkSeenSinceTheStart(before, command));
            decision.commands().forEach(this::checkFrozenIsLeftAlone);
            assertThat(decision.commands())
                    .as("never held where they were ordered")
                    .noneMatch(it -> it.verb() == Command.Verb.ACTIVATE && misplaced.contains(it.legId()));
            if (decision.commands().isEmpty()) {
                checkHalfAPlanHasNoTraffic();
            }
            List<Reply> replies = new ArrayList<>();
            int lived = crash
                    ? random.nextInt(decision.commands().size() + 1)
                    : decision.commands().size();
            for (Command command : decision.commands().subList(0, lived)) {
                replies.add(new Reply(command, carriers.send(command, now)));
            }
            if (crash) {
                now = now.plusMillis(1);
                caution = new Caution(now.plusMillis(random.nextInt(20_000)), now, freezing::contains);
                seenSinceStart.clear();
            } else {
                if (random.nextInt(steady ? 200 : 20) == 0 && carriers.chaos) {
                    wantSomething();
                }
                Decision heard = stored.hear(replies, now, pace, caution);
                stored = heard.rollout();
                replies.stream()
                        .filter(reply ->
                                reply.answer() instanceof Answer.Done || reply.answer() instanceof Answer.Missing)
                        .forEach(reply -> {
                            seenSinceStart.add(reply.command().legId());
                            // What is let go gives the port back.
                            if (!reply.command().aheadOf().equals(Optional.of(Command.Verb.RELEASE))) {
                                carriers.seen(reply.command().legId());
                            }
                        });
                heard.reports().forEach(this::check);
                replies.stream()
                        .filter(Connection::isMisplaced)
                        .forEach(it -> misplaced.add(it.command().legId()));
            }
        }

        private static boolean isMisplaced(Reply reply) {
            return reply.command().verb() == Command.Verb.RESERVE
                    && reply.answer() instanceof Answer.Done(var order)
                    && order.standing() == Standing.HELD
                    && order.astray().isPresent();
        }

        /** While a new plan waits for somebody, the active one has the traffic, as far as all of it is believed to be in use. */
        private void checkHalfAPlanHasNoTraffic() {
            boolean waits = stored.legs().stream()
                    .anyMatch(leg ->
                            leg.state() == LegState.WAITING || leg.state() == LegState.RESERVED && leg.changing());
            stored.active()
                    .filter(plan -> waits && !stored.desired().equals(stored.active()))
                    .filter(plan -> stored.spare().isEmpty())
                    .filter(plan -> plan.routes().stream()
                            .allMatch(route -> stored.living(route)
                                    .filter(leg -> leg.state() == LegState.ACTIVE)
                                    .isPresent()))
                    .ifPresent(this::checkTrafficIsThere);
        }

        private void checkNoReleaseAfterAStart(Command command) {
            assertThat(command.verb() == Command.Verb.RELEASE && now.isBefore(caution.releasesFrom()))
                    .as("%s before %s", command, caution.releasesFrom())
                    .isFalse();
        }

        /** Whoever has just started believes nothing of what is held: it looks before it changes anything. */
        private void checkSeenSinceTheStart(Rollout before, Command command) {
            boolean changesWhatIsHeld =
                    switch (command.verb()) {
                        case ACTIVATE, MODIFY -> true;
                        case RELEASE ->
                            before.legs().stream()
                                    .filter(leg -> leg.legId().equals(command.legId()))
                                    .anyMatch(leg ->
                                            (leg.state().held() || leg.state() == LegState.WAITING) && !leg.resists());
                        case RESERVE, READ_BACK -> false;
                    };
            if (changesWhatIsHeld) {
                assertThat(seenSinceStart).as("%s after a start", command).contains(command.legId());
            }
        }

        private void checkFrozenIsLeftAlone(Command command) {
            assertThat(stored.legs())
                    .filteredOn(leg -> leg.legId().equals(command.legId())
                            && leg.sight().frozen().isPresent())
                    .allMatch(_ -> command.verb() == Command.Verb.READ_BACK);
        }

        /** Somebody has looked at all that was frozen. */
        void thaw() {
            stored.legs().forEach(leg -> stored = stored.thawed(leg.legId()));
        }

        private void check(Report report) {
            switch (report) {
                case Report.Activated(var plan, var previous) -> {
                    assertThat(previous).isEqualTo(activated);
                    boolean returned = returning.equals(OptionalLong.of(plan.revision()));
                    assertThat(returned || plan.revision() > activated)
                            .as("%d after %d", plan.revision(), activated)
                            .isTrue();
                    checkTrafficIsThere(plan);
                    boolean fresh = carrying.filter(it -> it.routes().containsAll(plan.routes()))
                            .isEmpty();
                    if (fresh || returning.isPresent()) {
                        soakingBefore = carrying.filter(before -> returning.isEmpty() && differ(before, plan));
                        beforeCarried = soakingBefore
                                .filter(before -> inService().containsAll(before.routes()))
                                .isPresent();
                        soakEndTime = now.plus(pace.soak());
                    }
                    returning = OptionalLong.empty();
                    activated = plan.revision();
                    carrying = Optional.of(plan);
                    charged = true;
                }
                case Report.OldLegsReleased(var _, var cleanRevision) -> {
                    assertThat(cleanRevision).isEqualTo(activated).isGreaterThan(clean);
                    clean = cleanRevision;
                    if (!carriers.mayDrift) {
                        assertThat(soakingBefore.isPresent() && now.isBefore(soakEndTime))
                                .as("in the soak")
                                .isFalse();
                        assertThat(carriers.living(id))
                                .hasSameSizeAs(stored.active().orElseThrow().routes());
                    }
                }
                case Report.UnusedPlansReleased(var _, var unused, var held) -> {
                    assertThat(unused).isLessThan(stored.highestRevision());
                    assertThat(held).doesNotContain(unused).allMatch(plans::containsKey);
                    if (!carriers.mayDrift) {
                        assertThat(carriers.living(id))
                                .allMatch(it -> held.stream()
                                        .map(plans::get)
                                        .anyMatch(plan -> plan.routes().contains(it.route())
                                                && plan.bandwidthBps() >= it.bandwidthBps()));
                    }
                }
                case Report.WaitingChanged _ -> throw new AssertionError("No rollout says so by itself.");
                case Report.Released(var _, var _) -> {
                    assertThat(released).as("told twice").isFalse();
                    released = true;
                    charged = false;
                    if (!carriers.mayDrift) {
                        assertThat(carriers.living(id))
                                .extracting(ModelCarriers.Held::route)
                                .isSubsetOf(stored.wanted().map(Plan::routes).orElse(List.of()));
                    }
                }
                case Report.Failed(var _, var failed, var _, var _, var back)
                when back > 0 -> {
                    assertThat(failed).isEqualTo(activated);
                    assertThat(returning).as("told twice").isEmpty();
                    assertThat(soakingBefore.map(Plan::revision)).contains(back);
                    soakingBefore = Optional.empty();
                    returning = OptionalLong.of(back);
                    returns++;
                }
                case Report.Failed(var _, var failed, var _, var _, var _) ->
                    assertThat(failed).isGreaterThan(activated);
                case Report.DriftFound(var _, var _, var leg, var _, var _, var _) ->
                    assertThat(leg).startsWith(id);
            }
        }

        /** Nothing of a first plan carries traffic before all of it is held as it is wanted. */
        private void checkHeldBeforeTraffic(Command command) {
            if (command.verb() == Command.Verb.ACTIVATE
                    && !carriers.mayDrift
                    && !carriers.loseWhatSoaks
                    && stored.active().isEmpty()) {
                Plan plan = stored.wanted().orElseThrow();
                assertThat(carriers.living(id))
                        .filteredOn(it -> !it.undecided() && it.bandwidthBps() == plan.bandwidthBps())
                        .extracting(ModelCarriers.Held::route)
                        .containsAll(plan.routes());
            }
        }

        /** At a port the order that was activated last has the traffic: that must be one of the plan's. */
        private void checkTrafficIsThere(Plan plan) {
            if (carriers.mayDrift) {
                return;
            }
            List<Route> others = inService().stream()
                    .filter(it -> !plan.routes().contains(it) && !carriers.activatedLate(id, it))
                    .toList();
            for (Route route : plan.routes()) {
                assertThat(others)
                        .as("has the traffic of %s in revision %d", route, plan.revision())
                        .filteredOn(it -> it.providerId().equals(route.providerId()))
                        .allMatch(it -> carriers.activation(id, it) < carriers.activation(id, route));
            }
        }

        private static boolean differ(Plan before, Plan next) {
            return !before.routes().containsAll(next.routes()) && !next.routes().containsAll(before.routes());
        }

        /** A leg that only the new plan needs goes out of service, while the old plan could still carry all traffic. */
        void loseWhatSoaks() {
            if (soakingBefore.isEmpty() || !now.isBefore(soakEndTime)) {
                return;
            }
            List<Route> old = soakingBefore.get().routes();
            List<Route> now = carrying.orElseThrow().routes();
            List<Route> fresh = now.stream().filter(it -> !old.contains(it)).toList();
            if (!fresh.isEmpty() && inService().containsAll(old) && inService().containsAll(now)) {
                carriers.lose(id, fresh);
            }
        }

        private List<Route> inService() {
            return carriers.living(id).stream()
                    .filter(it -> it.standing() == Standing.IN_SERVICE)
                    .map(ModelCarriers.Held::route)
                    .toList();
        }

        /**
         * The active plan never loses a leg to us, nor the plan before while it soaks; and whatever of it the carriers
         * lose, one of both carries. Carriers that lose orders at any time are another matter.
         */
        void keepsCarrying() {
            if (carriers.mayDrift || stored.active().isEmpty()) {
                return;
            }
            if (soakingBefore.isPresent() && beforeCarried && now.isBefore(soakEndTime)) {
                assertThat(inService())
                        .as("before revision %d", activated)
                        .containsAll(soakingBefore.get().routes());
            }
            boolean before = soakingBefore
                    .filter(it -> inService().containsAll(it.routes()))
                    .isPresent();
            if (!before) {
                assertThat(inService())
                        .as("carrying revision %d", activated)
                        .containsAll(stored.active().orElseThrow().routes());
            }
        }

        /** Whatever a carrier holds is known, so that it is let go one day and its numbers are nobody else's. */
        void forgetsNothing() {
            List<String> forgotten = new ArrayList<>(carriers.references(id));
            stored.legs().stream()
                    .filter(leg -> leg.state() != LegState.REFUSED)
                    .map(Leg::legId)
                    .forEach(forgotten::remove);
            if (!forgotten.isEmpty()) {
                fail("Held and forgotten: %s, known: %s", forgotten, stored.legs());
            }
        }

        void isAtRest() {
            Optional<Plan> wanted = stored.wanted().filter(it -> it.revision() != stored.refusedRevision());
            Optional<Plan> rest = wanted.or(stored::active);
            assertThat(stored.active()).isEqualTo(rest);
            assertThat(carriers.living(id))
                    .as("held at the carriers")
                    .extracting(ModelCarriers.Held::route)
                    .containsExactlyInAnyOrderElementsOf(rest.map(Plan::routes).orElse(List.of()));
            assertThat(carriers.living(id))
                    .allMatch(it -> it.standing() == Standing.IN_SERVICE
                            && it.bandwidthBps() == rest.orElseThrow().bandwidthBps());
            assertThat(carriers.anyAstray(id)).as("astray").isFalse();
            assertThat(stored.unusedRevision())
                    .as("end of an unused plan to be told")
                    .isZero();
            assertThat(charged).as("usage interval open").isEqualTo(rest.isPresent());
            if (rest.isPresent()) {
                assertThat(clean).isEqualTo(rest.get().revision());
            } else if (sequence > 0 && stored.wanted().isEmpty()) {
                assertThat(released).isTrue();
            }
        }
    }
}
