package dev.braid.path.domain.decision;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.ReservationBook;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** What was said, as it was said: the newest records, measures and reports, and whose turn they make it. */
final class Facts {
    private final ReservationBook book;
    private final Layered<String, LinkMeasure> measures;
    private final Layered<String, Long> reportsSeen;
    /** These two are {@code null} on a fork, which nobody asks for them. */
    private final Agenda agenda;

    private final StrandedConnections stranded;

    Facts() {
        this(new ReservationBook(), new Layered<>(), new Layered<>(), new Agenda(), new StrandedConnections());
    }

    private Facts(
            ReservationBook book,
            Layered<String, LinkMeasure> measures,
            Layered<String, Long> reportsSeen,
            Agenda agenda,
            StrandedConnections stranded) {
        this.book = book;
        this.measures = measures;
        this.reportsSeen = reportsSeen;
        this.agenda = agenda;
        this.stranded = stranded;
    }

    Facts fork() {
        return new Facts(book.fork(), measures.fork(), reportsSeen.fork(), null, null);
    }

    /** Whether it is news. */
    boolean write(PathRecord record) {
        Optional<PathRecord> before = book.find(record.connectionId());
        if (before.isPresent() && before.get().sequence() >= record.sequence()) {
            return false;
        }
        watch(before, Optional.of(record));
        book.put(record);
        return true;
    }

    void forget(String connectionId) {
        watch(book.find(connectionId), Optional.empty());
        book.remove(connectionId);
    }

    private void watch(Optional<PathRecord> before, Optional<PathRecord> after) {
        if (agenda != null) {
            agenda.replace(before, after);
            stranded.replace(before, after);
        }
    }

    /** Whether it is news. */
    boolean measure(LinkMeasure measure) {
        Optional<LinkMeasure> known = measures.find(measure.linkId());
        if (known.isPresent() && !measure.measureTime().isAfter(known.get().measureTime())) {
            return false;
        }
        measures.put(measure.linkId(), measure);
        if (stranded != null) {
            stranded.read(measure);
        }
        return true;
    }

    void forgetMeasure(String linkId) {
        measures.remove(linkId);
        if (stranded != null) {
            stranded.forget(linkId);
        }
    }

    void see(Change.ReportSeen seen) {
        reportsSeen.put(seen.connectionId(), Math.max(seen.sequence(), lastReport(seen.connectionId())));
    }

    ReservationBook book() {
        return book;
    }

    Layered<String, LinkMeasure> measures() {
        return measures;
    }

    long lastReport(String connectionId) {
        return reportsSeen.find(connectionId).orElse(0L);
    }

    Set<String> due(Instant now) {
        return agenda.due(now);
    }

    NavigableSet<PathRecord> stranded() {
        return stranded.of(book);
    }

    Set<String> downLinkIds() {
        return stranded.downLinkIds();
    }
}
