package dev.braid.lab.agent;

import dev.braid.lab.order.Attachment;
import dev.braid.lab.order.End;
import dev.braid.lab.order.Leg;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRecord.Activation;
import dev.braid.lab.order.OrderRecord.Phase;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import dev.braid.lab.plan.Fibre;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The orders of a carrier, who has a claim on them, and what is left for others: bandwidth, numbers at hand-offs, numbers
 * of orders.
 */
final class OrderBook {
    private static final int MAX_NUMBER = 0xffff;
    private static final int FIRST_HANDOFF = 2;
    private static final int MAX_HANDOFF = 4094;

    private final Legs legs;
    private final Journal<OrderRecord> journal;
    private final Journal<Claim> claims;

    OrderBook(Legs legs, Journal<OrderRecord> journal, Journal<Claim> claims) {
        this.legs = legs;
        this.journal = journal;
        this.claims = claims;
    }

    List<OrderRecord> all() {
        return journal.entries().values().stream().filter(OrderBook::known).toList();
    }

    /** The same, were this order so. */
    List<OrderRecord> allWith(OrderRecord order) {
        return Stream.concat(
                        all().stream().filter(other -> !other.reference().equals(order.reference())), Stream.of(order))
                .filter(OrderBook::known)
                .toList();
    }

    private static boolean known(OrderRecord order) {
        return order.phase() != Phase.UNDONE;
    }

    Stream<OrderRecord> living() {
        return all().stream().filter(OrderRecord::living);
    }

    Optional<OrderRecord> find(String reference) {
        return Optional.ofNullable(journal.entries().get(reference)).filter(OrderBook::known);
    }

    OrderRecord get(String reference) {
        return find(reference).orElseThrow(() -> new OrderUnknown(legs.carrier().id(), reference));
    }

    /** On disk when it returns. */
    void write(OrderRecord order) {
        journal.write(order);
    }

    /** Of two epochs the later one decides, whatever the revisions are; throws OrderRefused. */
    void admitTerms(Terms terms) {
        Optional<OrderRecord> order = written(terms.reference());
        long taken = newestEpoch(terms.reference());
        if (terms.epoch() < taken) {
            throw new OrderRefused(
                    Reason.STALE_EPOCH, "epoch = %d, and %d was taken before.".formatted(terms.epoch(), taken));
        }
        order.filter(it -> it.epoch() == terms.epoch() && terms.revision() < it.revision())
                .ifPresent(it -> {
                    throw new OrderRefused(
                            Reason.STALE_REVISION,
                            "revision = %d, and %d was taken before.".formatted(terms.revision(), it.revision()));
                });
    }

    /** Remembers the epoch of a command that the order itself does not; on disk when it returns. */
    void claim(Terms terms, long nowMillis) {
        if (terms.epoch() > newestEpoch(terms.reference())) {
            claims.write(new Claim(terms.reference(), terms.epoch(), nowMillis));
        }
    }

    /** Also one of which nothing came to be: its terms were taken. */
    private Optional<OrderRecord> written(String reference) {
        return Optional.ofNullable(journal.entries().get(reference));
    }

    /** 0 where nobody has claimed it. */
    private long newestEpoch(String reference) {
        long ofOrder = written(reference).map(OrderRecord::epoch).orElse(0L);
        Claim claim = claims.entries().get(reference);
        return claim == null ? ofOrder : Math.max(ofOrder, claim.epoch());
    }

    /** Throws OrderRefused when such an order could not be taken now. */
    void qualify(List<String> linkIds, long bandwidthBps) {
        room(linkIds, bandwidthBps, Optional.empty());
        legs.resolve(linkIds, atOwnFibre(linkIds, true), atOwnFibre(linkIds, false));
    }

    /** A new order that fits beside the others, not written yet; throws OrderRefused. */
    OrderRecord admit(Terms terms, List<String> linkIds, long bandwidthBps, End a, End z) {
        End atA = assigned(linkIds, a, true);
        End atZ = assigned(linkIds, z, false);
        legs.resolve(linkIds, atA, atZ);
        room(linkIds, bandwidthBps, Optional.empty());
        return new OrderRecord(
                terms.reference(),
                freeNumber(),
                linkIds,
                bandwidthBps,
                atA,
                atZ,
                terms.revision(),
                terms.epoch(),
                Phase.HELD,
                Activation.NEVER,
                0);
    }

    private End atOwnFibre(List<String> linkIds, boolean atA) {
        return legs.fibreAt(linkIds, atA)
                .map(fibre -> new End(fibre.id(), FIRST_HANDOFF))
                .orElse(End.OPEN);
    }

    /** Capacity is that of the carrier's own fibres, in each direction. */
    void room(List<String> linkIds, long bandwidthBps, Optional<OrderRecord> instead) {
        for (Fibre fibre : legs.fibres(linkIds)) {
            long taken = living().filter(order -> instead.filter(order::equals).isEmpty())
                    .filter(order -> legs.fibres(order.linkIds()).contains(fibre))
                    .mapToLong(OrderRecord::bandwidthBps)
                    .sum();
            if (bandwidthBps > fibre.capacityBps() - taken) {
                throw new OrderRefused(
                        Reason.NO_CAPACITY,
                        "bandwidth_bps = %d, and %s has %d left."
                                .formatted(bandwidthBps, fibre.id(), fibre.capacityBps() - taken));
            }
        }
    }

    /** Where the order leaves over a fibre and nobody has said its number there, the least one that is free. */
    private End assigned(List<String> linkIds, End asked, boolean atA) {
        Optional<Fibre> fibre = asked.open()
                ? legs.fibreAt(linkIds, atA)
                : legs.plan().findFibre(asked.interconnectId()).filter(_ -> asked.number() == 0);
        if (fibre.isEmpty()) {
            return asked.open() ? legs.unsaid(linkIds, atA) : asked;
        }
        Collection<Integer> taken = living().flatMap(order -> {
                    Leg leg = legs.resolve(order.linkIds(), order.a(), order.z());
                    return Stream.of(leg.a(), leg.z());
                })
                .filter(end ->
                        end instanceof Attachment.AtFibre at && at.fibre().equals(fibre.get()))
                .map(end -> ((Attachment.AtFibre) end).number())
                .toList();
        int number = IntStream.rangeClosed(FIRST_HANDOFF, MAX_HANDOFF)
                .filter(free -> !taken.contains(free))
                .findFirst()
                .orElseThrow(() -> new OrderRefused(
                        Reason.NO_CAPACITY,
                        "All numbers at %s are taken.".formatted(fibre.get().id())));
        return new End(asked.open() ? fibre.get().id() : asked.interconnectId(), number);
    }

    /** One that no order has had, as long as there is one; then that of the order that has been over for longest. */
    private int freeNumber() {
        Set<Integer> living = living().map(OrderRecord::number).collect(Collectors.toSet());
        Set<Integer> had = all().stream().map(OrderRecord::number).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, MAX_NUMBER)
                .filter(number -> !had.contains(number))
                .boxed()
                .findFirst()
                .or(() -> all().stream()
                        .filter(order -> !living.contains(order.number()))
                        .min(Comparator.comparingLong(OrderRecord::ceasedMillis))
                        .map(OrderRecord::number))
                .orElseThrow(() ->
                        new OrderRefused(Reason.NO_CAPACITY, "All %d order numbers are taken.".formatted(MAX_NUMBER)));
    }

    /** Later than every other. */
    long nextActivation() {
        return 1
                + all().stream()
                        .mapToLong(order -> order.activation().sequence())
                        .max()
                        .orElse(0);
    }
}
