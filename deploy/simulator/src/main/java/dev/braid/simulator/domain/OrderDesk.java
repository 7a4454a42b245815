package dev.braid.simulator.domain;

import dev.braid.simulator.domain.Decision.Change;
import dev.braid.simulator.domain.Decision.Needs;
import dev.braid.simulator.domain.Decision.Refusal;
import dev.braid.simulator.domain.Decision.Refuse;
import dev.braid.simulator.domain.Decision.Same;
import dev.braid.simulator.domain.Order.State;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a command means for an order: pure, so that storing and counting are the caller's job.
 *
 * <pre>
 *            reserve          activate              release
 *   (none) ----------&gt; HELD ----------&gt; IN_SERVICE ----------&gt; CEASED
 *                       | modify         | modify                 ^
 *                       +----------------+------------------------+
 * </pre>
 */
public record OrderDesk(CarrierNetwork network, Bookings bookings) {

    /**
     * What the carrier makes of a command that arrives now.
     *
     * @param claimedEpoch the latest whose command was refused; 0 where none was
     */
    public Decision decide(
            String reference, Optional<Order> existing, long claimedEpoch, Command command, Instant now) {
        if (now.isAfter(command.notAfter())) {
            return new Refuse(
                    Refusal.EXPIRED, "The command was meant until %s; it is %s.".formatted(command.notAfter(), now));
        }
        long seenEpoch = Math.max(existing.map(Order::epoch).orElse(0L), claimedEpoch);
        if (command.epoch() < seenEpoch) {
            return new Refuse(
                    Refusal.STALE_EPOCH,
                    "Epoch %d of order %s was seen; %d is older.".formatted(seenEpoch, reference, command.epoch()));
        }
        if (existing.isEmpty()) {
            return switch (command) {
                case Command.Reserve reserve -> open(reference, reserve, now);
                case Command.Activate _, Command.Modify _, Command.Release _ -> unknown(reference);
            };
        }
        Order order = existing.get();
        // Who writes last has the say: revisions count within one epoch only.
        if (command.epoch() == order.epoch() && command.revision() < order.revision()) {
            return new Refuse(
                    Refusal.STALE_REVISION,
                    "Revision %d of order %s was seen; %d is older."
                            .formatted(order.revision(), reference, command.revision()));
        }
        return switch (command) {
            case Command.Reserve reserve -> repeat(order, reserve, now);
            case Command.Activate activate -> activate(order, activate, now);
            case Command.Modify modify -> modify(order, modify, now);
            case Command.Release release -> release(order, release, now);
        };
    }

    private Decision open(String reference, Command.Reserve reserve, Instant now) {
        Optional<Refuse> fault = network.refuse(reserve.linkIds());
        if (fault.isPresent()) {
            return fault.get();
        }
        Order order = new Order(
                reference,
                network.providerId() + "/" + reference,
                reserve.linkIds(),
                reserve.bandwidthBps(),
                State.HELD,
                reserve.revision(),
                reserve.epoch(),
                now);
        return ifThereIsRoom(order, reserve.bandwidthBps());
    }

    private Decision repeat(Order order, Command.Reserve reserve, Instant now) {
        return switch (order.state()) {
            case HELD, IN_SERVICE -> {
                if (order.linkIds().equals(reserve.linkIds()) && order.bandwidthBps() == reserve.bandwidthBps()) {
                    yield seen(order, reserve, now);
                }
                yield new Refuse(
                        Refusal.CONFLICT,
                        "Order %s is for %d bit/s over %s."
                                .formatted(order.reference(), order.bandwidthBps(), order.linkIds()));
            }
            case CEASED -> ceased(order);
        };
    }

    private Decision activate(Order order, Command.Activate activate, Instant now) {
        return switch (order.state()) {
            case HELD -> new Change(order.in(State.IN_SERVICE, activate, now), Needs.NOTHING);
            case IN_SERVICE -> seen(order, activate, now);
            case CEASED -> ceased(order);
        };
    }

    private Decision modify(Order order, Command.Modify modify, Instant now) {
        return switch (order.state()) {
            case HELD, IN_SERVICE -> {
                if (modify.bandwidthBps() == order.bandwidthBps()) {
                    yield seen(order, modify, now);
                }
                yield ifThereIsRoom(
                        order.with(modify.bandwidthBps(), modify, now), modify.bandwidthBps() - order.bandwidthBps());
            }
            case CEASED -> ceased(order);
        };
    }

    private Decision release(Order order, Command.Release release, Instant now) {
        return switch (order.state()) {
            case HELD, IN_SERVICE -> new Change(order.in(State.CEASED, release, now), Needs.NOTHING);
            case CEASED -> seen(order, release, now);
        };
    }

    private Decision ifThereIsRoom(Order order, long moreBps) {
        if (moreBps <= 0) {
            return new Change(order, Needs.NOTHING);
        }
        Optional<String> full = bookings.fullLink(order.linkIds(), moreBps);
        if (full.isPresent()) {
            return new Refuse(
                    Refusal.NO_CAPACITY,
                    "Link %s has %d bit/s free; %d more were asked for."
                            .formatted(full.get(), bookings.freeBps(full.get()), moreBps));
        }
        return new Change(order, Needs.MORE_BANDWIDTH);
    }

    /** A newer revision or epoch is worth remembering even where nothing else changes: it makes older ones stale. */
    private static Decision seen(Order order, Command command, Instant now) {
        return command.revision() == order.revision() && command.epoch() == order.epoch()
                ? new Same(order)
                : new Change(order.in(order.state(), command, now), Needs.NOTHING);
    }

    private static Refuse ceased(Order order) {
        return new Refuse(Refusal.CEASED, "Order %s has ceased.".formatted(order.reference()));
    }

    private static Refuse unknown(String reference) {
        return new Refuse(Refusal.UNKNOWN_ORDER, "There is no order %s.".formatted(reference));
    }
}
