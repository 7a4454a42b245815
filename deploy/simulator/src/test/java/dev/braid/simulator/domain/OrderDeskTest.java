package dev.braid.simulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.simulator.domain.CarrierNetwork.CarrierLink;
import dev.braid.simulator.domain.Decision.Change;
import dev.braid.simulator.domain.Decision.Needs;
import dev.braid.simulator.domain.Decision.Refuse;
import dev.braid.simulator.domain.Decision.Same;
import dev.braid.simulator.domain.Order.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderDeskTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(10);
    private static final List<String> PATH = List.of("ab", "bc");

    private final CarrierNetwork network = new CarrierNetwork(
            "carrier",
            Map.of(
                    "ab", link("ab", "ba", "a", "b", 100),
                    "ba", link("ba", "ab", "b", "a", 100),
                    "bc", link("bc", "cb", "b", "c", 60),
                    "cb", link("cb", "bc", "c", "b", 60)));
    private final Bookings bookings = new Bookings(network);
    private final OrderDesk desk = new OrderDesk(network, bookings);

    @Test
    void everyStateAnswersEveryCommand() {
        Map<String, Optional<Order>> states = new LinkedHashMap<>();
        states.put("(none)", Optional.empty());
        for (State state : State.values()) {
            states.put(state.name(), Optional.of(order(state)));
        }
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("reserve same", new Command.Reserve(PATH, 10, 5, 2, LATER));
        commands.put("reserve other", new Command.Reserve(List.of("ab"), 10, 5, 2, LATER));
        commands.put("reserve huge", new Command.Reserve(PATH, 1000, 5, 2, LATER));
        commands.put("activate", new Command.Activate(5, 2, LATER));
        commands.put("modify same", new Command.Modify(10, 5, 2, LATER));
        commands.put("modify up", new Command.Modify(20, 5, 2, LATER));
        commands.put("modify down", new Command.Modify(1, 5, 2, LATER));
        commands.put("modify huge", new Command.Modify(1000, 5, 2, LATER));
        commands.put("release", new Command.Release(5, 2, LATER));
        commands.put("release newer", new Command.Release(6, 2, LATER));
        commands.put("release older", new Command.Release(4, 2, LATER));
        commands.put("release epoch 1", new Command.Release(9, 1, LATER));
        commands.put("release epoch 0", new Command.Release(5, 0, LATER));
        commands.put("release epoch 3", new Command.Release(1, 3, LATER));
        commands.put("modify epoch 1", new Command.Modify(20, 9, 1, LATER));
        commands.put("reserve epoch 1", new Command.Reserve(PATH, 10, 9, 1, LATER));
        commands.put("late in epoch 1", new Command.Release(5, 1, NOW.minusNanos(1)));
        commands.put("release late", new Command.Release(5, 2, NOW.minusNanos(1)));

        StringBuilder picture = new StringBuilder(row("", states.keySet().toArray()));
        commands.forEach((name, command) -> picture.append(row(
                name,
                states.values().stream()
                        .map(state -> shown(desk.decide("r", state, 0, command, NOW)))
                        .toArray())));

        assertThat(picture.toString()).isEqualTo("""
                                (none)          HELD            IN_SERVICE      CEASED
                reserve same    HELD 10 +       =               =               CEASED!
                reserve other   HELD 10 +       CONFLICT!       CONFLICT!       CEASED!
                reserve huge    NO_CAPACITY!    CONFLICT!       CONFLICT!       CEASED!
                activate        UNKNOWN_ORDER!  IN_SERVICE 10   =               CEASED!
                modify same     UNKNOWN_ORDER!  =               =               CEASED!
                modify up       UNKNOWN_ORDER!  HELD 20 +       IN_SERVICE 20 + CEASED!
                modify down     UNKNOWN_ORDER!  HELD 1          IN_SERVICE 1    CEASED!
                modify huge     UNKNOWN_ORDER!  NO_CAPACITY!    NO_CAPACITY!    CEASED!
                release         UNKNOWN_ORDER!  CEASED 10       CEASED 10       =
                release newer   UNKNOWN_ORDER!  CEASED 10       CEASED 10       CEASED 10
                release older   UNKNOWN_ORDER!  STALE_REVISION! STALE_REVISION! STALE_REVISION!
                release epoch 1 UNKNOWN_ORDER!  STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                release epoch 0 UNKNOWN_ORDER!  STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                release epoch 3 UNKNOWN_ORDER!  CEASED 10       CEASED 10       CEASED 10
                modify epoch 1  UNKNOWN_ORDER!  STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                reserve epoch 1 HELD 10 +       STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                late in epoch 1 EXPIRED!        EXPIRED!        EXPIRED!        EXPIRED!
                release late    EXPIRED!        EXPIRED!        EXPIRED!        EXPIRED!
                """);
    }

    @Test
    void aNewerRevisionIsRememberedEvenIfNothingElseChanges() {
        Decision decision =
                desk.decide("r", Optional.of(order(State.HELD)), 0, new Command.Reserve(PATH, 10, 9, 2, LATER), NOW);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Change.class,
                        change -> assertThat(change.order().revision()).isEqualTo(9));
    }

    /** Else the writer before could undo it with the revision that it had then. */
    @Test
    void aLaterEpochIsRememberedWithItsOwnRevision() {
        Decision taken =
                desk.decide("r", Optional.of(order(State.IN_SERVICE)), 0, new Command.Activate(3, 4, LATER), NOW);

        assertThat(taken).isInstanceOfSatisfying(Change.class, change -> {
            assertThat(change.order().epoch()).isEqualTo(4);
            assertThat(change.order().revision()).isEqualTo(3);
        });
        Order after = ((Change) taken).order();
        assertThat(shown(desk.decide("r", Optional.of(after), 0, new Command.Modify(1, 5, 2, LATER), NOW)))
                .isEqualTo("STALE_EPOCH!");
        assertThat(shown(desk.decide("r", Optional.of(after), 0, new Command.Modify(1, 2, 4, LATER), NOW)))
                .isEqualTo("STALE_REVISION!");
    }

    /** A delayed command of the replica that had the order before finds that another has gone on. */
    @Test
    void ofTwoWritersTheEarlierOneCannotUndoTheLaterOne() {
        Command delayed = new Command.Modify(90, 7, 2, LATER);
        Command newer = new Command.Modify(20, 7, 3, LATER);
        Order after = ((Change) desk.decide("r", Optional.of(order(State.IN_SERVICE)), 0, newer, NOW)).order();

        assertThat(desk.decide("r", Optional.of(after), 0, delayed, NOW))
                .isEqualTo(new Refuse(Decision.Refusal.STALE_EPOCH, "Epoch 3 of order r was seen; 2 is older."));
    }

    /** Whether the one who has the order now asked for something possible does not matter. */
    @Test
    void anEarlierWriterThanOneThatWasRefusedIsTurnedAwayWhateverThereIs() {
        Map<String, Command> commands = new LinkedHashMap<>();
        for (long epoch = 2; epoch <= 4; epoch++) {
            commands.put("reserve epoch " + epoch, new Command.Reserve(PATH, 10, 1, epoch, LATER));
            commands.put("modify epoch " + epoch, new Command.Modify(20, 1, epoch, LATER));
            commands.put("release epoch " + epoch, new Command.Release(1, epoch, LATER));
        }
        commands.put("late in epoch 2", new Command.Release(5, 2, NOW.minusNanos(1)));

        StringBuilder picture = new StringBuilder();
        commands.forEach((name, command) -> picture.append(row(
                name,
                shown(desk.decide("r", Optional.empty(), 3, command, NOW)),
                shown(desk.decide("r", Optional.of(order(State.HELD)), 3, command, NOW)),
                shown(desk.decide("r", Optional.of(order(State.CEASED)), 3, command, NOW)))));

        // The order is of epoch 2 and revision 5; no revision of epoch 3 was taken.
        assertThat(picture.toString()).isEqualTo("""
                reserve epoch 2 STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                modify epoch 2  STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                release epoch 2 STALE_EPOCH!    STALE_EPOCH!    STALE_EPOCH!
                reserve epoch 3 HELD 10 +       HELD 10         CEASED!
                modify epoch 3  UNKNOWN_ORDER!  HELD 20 +       CEASED!
                release epoch 3 UNKNOWN_ORDER!  CEASED 10       CEASED 10
                reserve epoch 4 HELD 10 +       HELD 10         CEASED!
                modify epoch 4  UNKNOWN_ORDER!  HELD 20 +       CEASED!
                release epoch 4 UNKNOWN_ORDER!  CEASED 10       CEASED 10
                late in epoch 2 EXPIRED!        EXPIRED!        EXPIRED!
                """);
    }

    @Test
    void anOrderNeedsRoomInBothDirectionsOfEveryLink() {
        bookings.replace(Optional.empty(), order("other", List.of("cb"), 55));

        assertThat(shown(desk.decide("r", Optional.empty(), 0, new Command.Reserve(PATH, 5, 1, 0, LATER), NOW)))
                .isEqualTo("HELD 5 +");
        assertThat(desk.decide("r", Optional.empty(), 0, new Command.Reserve(PATH, 6, 1, 0, LATER), NOW))
                .isEqualTo(
                        new Refuse(Decision.Refusal.NO_CAPACITY, "Link bc has 5 bit/s free; 6 more were asked for."));
    }

    @Test
    void linksOfOthersAndLinksThatAreNoPathAreRefused() {
        assertThat(refusal(List.of("ab", "xy"))).isEqualTo("UNKNOWN_LINK");
        assertThat(refusal(List.of("bc", "ab"))).isEqualTo("NOT_CONNECTED");
        assertThat(refusal(List.of("ab", "cb"))).isEqualTo("NOT_CONNECTED");
        assertThat(refusal(List.of("ab", "ba"))).isEqualTo("NOT_CONNECTED");
        assertThat(refusal(List.of("ab", "ab"))).isEqualTo("NOT_CONNECTED");
    }

    @Test
    void aCeasedOrderGivesBackEverything() {
        Order held = order("r", PATH, 10);
        bookings.replace(Optional.empty(), held);
        assertThat(bookings.orderedBps()).containsEntry("ab", 10L).containsEntry("cb", 10L);

        Order active = held.in(State.IN_SERVICE, new Command.Activate(1, 0, LATER), NOW);
        bookings.replace(Optional.of(held), active);
        assertThat(bookings.carryingBps("ba")).isEqualTo(10);
        assertThat(bookings.orderedBps()).containsEntry("ab", 10L).containsEntry("cb", 10L);

        bookings.replace(Optional.of(active), active.in(State.CEASED, new Command.Release(1, 0, LATER), NOW));
        assertThat(bookings.orderedBps()).isEmpty();
        assertThat(bookings.carryingBps("ba")).isZero();
    }

    private String refusal(List<String> links) {
        return shown(desk.decide("r", Optional.empty(), 0, new Command.Reserve(links, 1, 1, 0, LATER), NOW))
                .replace("!", "");
    }

    private static String shown(Decision decision) {
        return switch (decision) {
            case Change(var order, var needs) ->
                "%s %d%s".formatted(order.state(), order.bandwidthBps(), needs == Needs.MORE_BANDWIDTH ? " +" : "");
            case Same _ -> "=";
            case Refuse refuse -> refuse.refusal() + "!";
        };
    }

    private static String row(String name, Object... cells) {
        StringBuilder row = new StringBuilder("%-15s".formatted(name));
        for (Object cell : cells) {
            row.append(" %-15s".formatted(cell));
        }
        return row.toString().stripTrailing() + "\n";
    }

    private static Order order(State state) {
        return new Order("r", "carrier/r", PATH, 10, state, 5, 2, NOW);
    }

    private static Order order(String reference, List<String> links, long bandwidthBps) {
        return new Order(reference, "carrier/" + reference, links, bandwidthBps, State.HELD, 1, 0, NOW);
    }

    private static CarrierLink link(String id, String reverse, String from, String to, long capacityBps) {
        return new CarrierLink(id, reverse, from, to, capacityBps, 1000, 0);
    }
}
