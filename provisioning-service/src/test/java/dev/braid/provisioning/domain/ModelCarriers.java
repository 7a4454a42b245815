package dev.braid.provisioning.domain;

import dev.braid.provisioning.domain.Order.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The carriers of the model: an order book that obeys the rules of the order API, people who take their time, and faults
 * on the way to it. They may refuse also what they hold, and deny it once.
 */
final class ModelCarriers {
    private static final long NO_CHANGE = 0;

    /** An order as the carrier has it; a change that its people have not decided yet, or 0. */
    record Held(Route route, Standing standing, long bandwidthBps, long changeToBps, long seenRevision) {
        Held in(Standing next) {
            return new Held(route, next, bandwidthBps, NO_CHANGE, seenRevision);
        }

        Held at(long bps) {
            return new Held(route, standing, bps, NO_CHANGE, seenRevision);
        }

        boolean undecided() {
            return standing == Standing.PENDING || standing != Standing.CEASED && changeToBps != NO_CHANGE;
        }
    }

    private final SplittableRandom random;
    private final List<Command> underway = new ArrayList<>();
    /** The orders that were said to be gone while they were there: once, as nobody could know better after that. */
    private final Set<String> denied = new HashSet<>();

    final Map<String, Held> book = new TreeMap<>();
    /** The orders that are elsewhere than they were ordered. */
    private final Set<String> astray = new HashSet<>();
    /** When each order was activated last, counted over all of them. */
    private final Map<String, Integer> activations = new HashMap<>();

    /** What is held and will be in service when somebody comes to it. */
    private final Set<String> activating = new HashSet<>();

    /** What they do something at that nobody has asked for. */
    private final Set<String> working = new HashSet<>();

    private final Set<String> activatedLate = new HashSet<>();
    private int activationCount;

    boolean chaos = true;
    boolean mayDrift;
    boolean loseWhatSoaks;

    ModelCarriers(SplittableRandom random) {
        this.random = random;
    }

    /** Sends a command over a network that loses, delays and repeats, to a carrier that may refuse or lie. */
    Answer send(Command command, Instant now) {
        if (!chaos) {
            return execute(command, now, false);
        }
        int dice = random.nextInt(100);
        if (dice < 8) {
            return new Answer.Unknown("lost on the way there");
        }
        if (dice < 16) {
            underway.add(command);
            return new Answer.Unknown("still on the way there");
        }
        if (dice < 24) {
            execute(command, now, true);
            return new Answer.Unknown("lost on the way back");
        }
        if (dice < 28 && mayDrift) {
            return lie(command).orElseGet(() -> execute(command, now, true));
        }
        return execute(command, now, true);
    }

    /** A command that the network kept arrives now. */
    void deliverLate(Instant now) {
        if (!underway.isEmpty()) {
            Command late = underway.remove(random.nextInt(underway.size()));
            int before = activationCount;
            execute(late, now, true);
            if (activationCount > before) {
                activatedLate.add(late.legId());
            }
        }
    }

    /** The people of a carrier come to one of the orders that wait for them. */
    void decideOne() {
        List<String> waiting = book.entrySet().stream()
                .filter(it ->
                        it.getValue().undecided() || activating.contains(it.getKey()) || working.contains(it.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        boolean refuses = chaos && random.nextInt(100) < 30;
        String reference = waiting.get(random.nextInt(waiting.size()));
        book.computeIfPresent(reference, (_, held) -> {
            if (working.remove(reference)) {
                return held;
            }
            if (activating.remove(reference)) {
                activations.put(reference, ++activationCount);
                activatedLate.add(reference);
                return held.in(Standing.IN_SERVICE);
            }
            if (held.standing == Standing.PENDING) {
                return held.in(refuses ? Standing.CEASED : Standing.HELD);
            }
            return held.at(refuses ? held.bandwidthBps : held.changeToBps);
        });
    }

    /**
     * The carrier loses, changes or moves an order by itself; of what has ceased it keeps the memory. Not one for which a
     * command is still under way: that would bring it back after it was found to be gone, for the audit of orphans to find.
     */
    void drift() {
        List<String> references = living().map(Map.Entry::getKey)
                .filter(it ->
                        underway.stream().noneMatch(command -> command.legId().equals(it)))
                .toList();
        if (mayDrift && !references.isEmpty()) {
            String reference = references.get(random.nextInt(references.size()));
            Held held = book.get(reference);
            switch (random.nextInt(5)) {
                case 4 -> working.add(reference);
                case 0 -> book.remove(reference);
                case 1 -> book.put(reference, held.at(50));
                case 2 -> astray.add(reference);
                default -> {
                    if (held.standing == Standing.IN_SERVICE) {
                        book.put(reference, held.in(Standing.HELD));
                    }
                }
            }
        }
    }

    /** The carrier loses one of these orders in one way or another. */
    void lose(String connectionId, List<Route> routes) {
        Route lost = routes.get(random.nextInt(routes.size()));
        String reference = book.entrySet().stream()
                .filter(it -> it.getKey().startsWith(connectionId + "."))
                .filter(it -> it.getValue().standing == Standing.IN_SERVICE)
                .filter(it -> it.getValue().route.equals(lost))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        Held held = book.get(reference);
        switch (random.nextInt(3)) {
            case 0 -> book.remove(reference);
            case 1 -> book.put(reference, held.in(Standing.CEASED));
            default -> book.put(reference, held.in(Standing.HELD));
        }
    }

    private Optional<Answer> lie(Command command) {
        boolean first = denied.add(command.legId());
        Optional<Answer> denial = first && random.nextBoolean() ? Optional.of(new Answer.Missing()) : Optional.empty();
        return switch (command.verb()) {
            case RESERVE -> Optional.of(done(command, Standing.HELD));
            case ACTIVATE, MODIFY -> denial.or(() -> Optional.of(done(command, Standing.IN_SERVICE)));
            case RELEASE -> Optional.of(done(command, Standing.CEASED));
            case READ_BACK -> first ? denial.or(() -> Optional.of(done(command, Standing.CEASED))) : denial;
        };
    }

    private static Answer done(Command command, Standing standing) {
        return new Answer.Done(new Order(standing, command.bandwidthBps(), standing.name(), "lie"));
    }

    private Answer execute(Command command, Instant now, boolean mayRefuse) {
        if (now.isAfter(command.notAfterTime())) {
            return new Answer.Unknown("410 expired");
        }
        Held held = book.get(command.legId());
        if (held != null && command.revision() < held.seenRevision) {
            return new Answer.Unknown("409 stale");
        }
        boolean refuses = mayRefuse && random.nextInt(100) < 12;
        boolean asksPeople = mayRefuse && random.nextInt(100) < 30;
        return switch (command.verb()) {
            case RESERVE -> {
                // Also what it holds: it looks at its capacity before it looks at its orders.
                if (refuses) {
                    yield new Answer.Refused("NO_CAPACITY", "full");
                }
                if (held == null && mayDrift && mayRefuse && random.nextInt(100) < 8) {
                    astray.add(command.legId());
                }
                Standing standing = asksPeople ? Standing.PENDING : Standing.HELD;
                yield put(
                        command,
                        held == null
                                ? new Held(command.route(), standing, command.bandwidthBps(), NO_CHANGE, 0)
                                : held);
            }
            case ACTIVATE -> {
                // An order that is activated is placed as ordered, most of the time.
                if (!mayRefuse || random.nextBoolean()) {
                    astray.remove(command.legId());
                }
                yield held == null
                        ? new Answer.Missing()
                        : held.standing == Standing.CEASED
                                ? looked(command, held)
                                : held.standing == Standing.PENDING || refuses
                                        ? new Answer.Refused("REJECTED", "no")
                                        : asksPeople && held.standing == Standing.HELD && held.changeToBps == NO_CHANGE
                                                ? later(command, held)
                                                : activated(command, held);
            }
            case MODIFY -> held == null ? new Answer.Missing() : modify(command, held, refuses, asksPeople);
            case RELEASE -> held == null ? new Answer.Missing() : put(command, held.in(Standing.CEASED));
            case READ_BACK -> held == null ? new Answer.Missing() : new Answer.Done(order(command.legId(), held));
        };
    }

    private Answer later(Command command, Held held) {
        activating.add(command.legId());
        return put(command, held);
    }

    private Answer activated(Command command, Held held) {
        activations.put(command.legId(), ++activationCount);
        activatedLate.remove(command.legId());
        return put(command, held.in(Standing.IN_SERVICE));
    }

    private Answer modify(Command command, Held held, boolean refuses, boolean asksPeople) {
        boolean more = command.bandwidthBps() > held.bandwidthBps;
        if (held.standing == Standing.CEASED) {
            return looked(command, held);
        }
        if (held.standing == Standing.PENDING || refuses && more) {
            return new Answer.Refused("NO_CAPACITY", "full");
        }
        boolean waits = more && (asksPeople || held.changeToBps == command.bandwidthBps());
        return put(
                command,
                waits
                        ? new Held(held.route, held.standing, held.bandwidthBps, command.bandwidthBps(), 0)
                        : held.at(command.bandwidthBps()));
    }

    /** Adapters answer a command that meets an order that is over with a look at it. */
    private Answer looked(Command command, Held held) {
        return new Answer.Done(order(command.legId(), held));
    }

    private Answer put(Command command, Held next) {
        Held seen = new Held(next.route, next.standing, next.bandwidthBps, next.changeToBps, command.revision());
        book.put(command.legId(), seen);
        return new Answer.Done(order(command.legId(), seen));
    }

    private Order order(String reference, Held held) {
        if (held.standing != Standing.HELD) {
            activating.remove(reference);
        }
        if (held.standing == Standing.CEASED) {
            working.remove(reference);
        }
        Optional<PendingOn> people = held.undecided() || activating.contains(reference) || working.contains(reference)
                ? Optional.of(new PendingOn("people", "their time", Instant.EPOCH, Optional.empty()))
                : Optional.empty();
        Order order = new Order(held.standing, held.bandwidthBps, held.standing.name(), "o", people);
        return astray.contains(reference) && held.standing != Standing.CEASED ? order.astray("elsewhere") : order;
    }

    /** When the order of the connection over that route, which is in service, was activated last; 0 for never. */
    int activation(String connectionId, Route route) {
        return inService(connectionId, route)
                .mapToInt(it -> activations.getOrDefault(it, 0))
                .max()
                .orElse(0);
    }

    /** Whether that was done by a command which the network had kept, or when people came to it. */
    boolean activatedLate(String connectionId, Route route) {
        return inService(connectionId, route).anyMatch(activatedLate::contains);
    }

    /** Whoever wants to know can know now when it was activated. */
    void seen(String reference) {
        activatedLate.remove(reference);
    }

    private Stream<String> inService(String connectionId, Route route) {
        return references(connectionId).stream()
                .filter(it -> book.get(it).standing == Standing.IN_SERVICE)
                .filter(it -> book.get(it).route.equals(route));
    }

    boolean anyAstray(String connectionId) {
        return references(connectionId).stream().anyMatch(astray::contains);
    }

    /** The references of the connection under which something lives. */
    List<String> references(String connectionId) {
        return living().map(Map.Entry::getKey)
                .filter(it -> it.startsWith(connectionId + "."))
                .toList();
    }

    /** What lives under references that begin with the connection's id. */
    List<Held> living(String connectionId) {
        return references(connectionId).stream().map(book::get).toList();
    }

    private Stream<Map.Entry<String, Held>> living() {
        return book.entrySet().stream().filter(it -> it.getValue().standing != Standing.CEASED);
    }
}
