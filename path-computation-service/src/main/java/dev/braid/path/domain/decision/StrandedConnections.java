package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.Hop;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Phase;
import dev.braid.path.domain.route.ReservationBook;
import java.util.Comparator;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The connections whose plan in force leads over a link that is down, the most important first: who is set up at the
 * better priority, holds at the better one, has the larger bandwidth, and then by id. A function of the records and
 * measures alone, so a process that starts knows who was left by the one before. The book is searched when somebody asks
 * after a link went down, and not before.
 */
public final class StrandedConnections {
    /** Who comes first where not all can. */
    public static final Comparator<PathRecord> IMPORTANCE = Comparator.<PathRecord>comparingInt(
                    record -> record.demand().priority().setup())
            .thenComparingInt(record -> record.demand().priority().hold())
            .thenComparing(Comparator.<PathRecord>comparingLong(
                            record -> record.demand().bandwidthBps())
                    .reversed())
            .thenComparing(PathRecord::connectionId);

    private final Set<String> downLinkIds = new HashSet<>();
    private final NavigableSet<PathRecord> known = new TreeSet<>(IMPORTANCE);
    private boolean searched = true;

    StrandedConnections() {}

    void replace(Optional<PathRecord> before, Optional<PathRecord> after) {
        if (!downLinkIds.isEmpty()) {
            before.ifPresent(known::remove);
            after.filter(this::isStranded).ifPresent(known::add);
        }
    }

    void read(LinkMeasure measure) {
        if (measure.down()) {
            searched &= !downLinkIds.add(measure.linkId());
        } else {
            forget(measure.linkId());
        }
    }

    void forget(String linkId) {
        if (downLinkIds.remove(linkId)) {
            known.removeIf(record -> !isStranded(record));
        }
    }

    private boolean isStranded(PathRecord record) {
        return record.phase() == Phase.ACTIVE
                && record.plan().stream().flatMap(plan -> plan.hops().stream()).anyMatch(this::isDown);
    }

    private boolean isDown(Hop hop) {
        return downLinkIds.contains(hop.linkId()) || downLinkIds.contains(hop.reverseLinkId());
    }

    Set<String> downLinkIds() {
        return downLinkIds;
    }

    NavigableSet<PathRecord> of(ReservationBook book) {
        if (!searched) {
            known.addAll(book.all().parallel().filter(this::isStranded).toList());
            searched = true;
        }
        return known;
    }
}
