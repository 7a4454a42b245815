package dev.braid.pcep.adapter;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.Refused;
import dev.braid.pcep.session.KnownLsp;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps bandwidth free: no link promises more than it has, counting the book and what routers hold beside it. */
final class Room {
    private final Network network;
    private final Book book;
    private final int firstColor;

    Room(Network network, Book book, int firstColor) {
        this.network = network;
        this.book = book;
        this.firstColor = firstColor;
    }

    /** Writes a new order down, if it fits. */
    synchronized void take(String reference, List<String> linkIds, long bandwidthBps, Picture picture)
            throws Refused, IOException {
        check(reference, linkIds, bandwidthBps, picture);
        book.keep(new BookEntry(
                reference,
                linkIds,
                bandwidthBps,
                freeColor(),
                false,
                Instant.now().getEpochSecond()));
    }

    /** Writes more for an order down, if it fits. */
    synchronized void change(BookEntry entry, long bandwidthBps, Picture picture) throws Refused, IOException {
        check(entry.reference(), entry.linkIds(), bandwidthBps, picture);
        book.keep(entry.withBandwidth(bandwidthBps));
    }

    private void check(String reference, List<String> linkIds, long bandwidthBps, Picture picture) throws Refused {
        Set<String> names = new HashSet<>(picture.names());
        book.living().forEach(it -> names.add(it.reference()));
        names.remove(reference);
        for (String linkId : linkIds) {
            String fibre = network.fibre(linkId);
            long free = network.capacityBps(linkId)
                    - names.stream()
                            .mapToLong(it -> heldBps(it, fibre, picture))
                            .sum();
            if (bandwidthBps > free) {
                throw new Refused(
                        Reason.NO_CAPACITY,
                        "Link %s has %d bit/s free; %d were asked for.".formatted(linkId, free, bandwidthBps));
            }
        }
    }

    private long heldBps(String reference, String fibre, Picture picture) {
        long bps = book.find(reference)
                .filter(it -> !it.ceased() && over(it.linkIds(), fibre))
                .map(BookEntry::bandwidthBps)
                .orElse(0L);
        for (Map.Entry<String, KnownLsp> lsp : picture.named(reference).entrySet()) {
            List<String> linkIds = network.linksOf(lsp.getValue().route()).orElse(List.of());
            if (over(linkIds, fibre)) {
                bps = Math.max(bps, OrderView.carriedBps(Map.ofEntries(lsp), bps));
            }
        }
        return bps;
    }

    private boolean over(List<String> linkIds, String fibre) {
        return linkIds.stream()
                .anyMatch(it -> network.has(it) && network.fibre(it).equals(fibre));
    }

    private int freeColor() {
        Set<Integer> taken = new HashSet<>();
        book.living().forEach(it -> taken.add(it.color()));
        int color = firstColor;
        while (taken.contains(color)) {
            color++;
        }
        return color;
    }
}
