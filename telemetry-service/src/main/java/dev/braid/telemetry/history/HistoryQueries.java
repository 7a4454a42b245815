package dev.braid.telemetry.history;

import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.TenantScope;
import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.domain.ConnectionSpan;
import dev.braid.telemetry.domain.LinkDay;
import dev.braid.telemetry.domain.LinkSpan;
import dev.braid.telemetry.domain.LinkTotals;
import dev.braid.telemetry.domain.PathFacts;
import dev.braid.telemetry.domain.Resolution;
import dev.braid.telemetry.network.LinkCatalog;
import dev.braid.telemetry.network.PathBook;
import dev.braid.telemetry.store.ConnectionHours;
import dev.braid.telemetry.store.ConnectionMinutes;
import dev.braid.telemetry.store.HistoryDatabase;
import dev.braid.telemetry.store.HistoryDatabase.Work;
import dev.braid.telemetry.store.HistoryTable;
import dev.braid.telemetry.store.LinkSpans;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** What is read of the history. It waits for the database, so only threads that may wait call it. */
@ApplicationScoped
public class HistoryQueries {
    private static final Logger LOG = Logger.getLogger(HistoryQueries.class);
    private static final List<Resolution> OF_LINKS = List.of(Resolution.values());
    private static final List<Resolution> OF_CONNECTIONS = List.of(Resolution.MINUTE, Resolution.HOUR);
    private static final int USUAL_POINTS = 1_000;
    private static final long US_PER_SECOND = Resolution.SECOND.lengthUs();

    /** One connection of the pool is left to the writer. */
    private static final int AT_ONCE = 5;

    private final HistoryDatabase database;
    private final LinkSpans spans;
    private final ConnectionMinutes minutes;
    private final ConnectionHours hours;
    private final LinkCatalog links;
    private final PathBook paths;
    private final HistorySettings settings;
    private final Clocks clocks;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * What was asked for.
     *
     * @param endUs empty for now
     * @param resolution empty for the finest that fits
     * @param maxPoints 0 for the usual
     */
    public record Question(long startUs, OptionalLong endUs, Optional<Resolution> resolution, int maxPoints) {}

    /**
     * Spans of one length, in the order of their time.
     *
     * @param keptSinceUs what is older is not kept at that resolution any more
     */
    public record Answer<T>(Resolution resolution, List<T> spans, long keptSinceUs) {}

    HistoryQueries(
            HistoryDatabase database,
            LinkSpans spans,
            ConnectionMinutes minutes,
            ConnectionHours hours,
            LinkCatalog links,
            PathBook paths,
            HistorySettings settings,
            Clocks clocks) {
        this.database = database;
        this.spans = spans;
        this.minutes = minutes;
        this.hours = hours;
        this.links = links;
        this.paths = paths;
        this.settings = settings;
        this.clocks = clocks;
    }

    /**
     * What the link measured.
     *
     * @throws Refusal when there can be no answer, or no link, or there is no history or nobody who has it now
     */
    public Answer<LinkSpan> link(String linkId, Question question) {
        Range range = range(question, OF_LINKS);
        List<LinkSpan> found = read(
                new TenantScope.All(),
                connection -> spans.list(
                        connection,
                        HistoryTable.ofLinks(range.resolution()),
                        linkId,
                        range.fromUs() / US_PER_SECOND,
                        Math.ceilDiv(range.untilUs(), US_PER_SECOND),
                        mostPoints(question)));
        // A link that is gone has a history still.
        if (found.isEmpty() && links.find(linkId).isEmpty()) {
            throw Refusal.notFound("link", linkId);
        }
        return answer(range, found);
    }

    /**
     * How the promises of the connection were kept, and what its path measured.
     *
     * @param scope whose connections the caller may see
     * @throws Refusal as above; another tenant's connection is none
     */
    public Answer<ConnectionSpan> connection(TenantScope scope, String connectionId, Question question) {
        Range range = range(question, OF_CONNECTIONS);
        long from = range.fromUs() / US_PER_SECOND;
        long until = Math.ceilDiv(range.untilUs(), US_PER_SECOND);
        List<ConnectionSpan> found = read(scope, connection -> switch (range.resolution()) {
            case MINUTE -> minutes.list(connection, connectionId, from, until);
            case HOUR -> hours.list(connection, connectionId, from, until);
            case SECOND -> throw new IllegalArgumentException("No seconds are kept of connections.");
        });
        if (found.isEmpty()
                && paths.find(connectionId).filter(facts -> sees(scope, facts)).isEmpty()) {
            throw Refusal.notFound("connection", connectionId);
        }
        return answer(range, found);
    }

    /**
     * What each link measured on a day of UTC.
     *
     * @throws Refusal when the day is not over or not kept any more, or as above
     */
    public Map<String, LinkDay> day(LocalDate day) {
        requireHistory();
        long startSecond = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        long endSecond = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        long nowUs = clocks.wallUs();
        if (endSecond > nowUs / US_PER_SECOND) {
            throw Refusal.invalid(
                    "day",
                    "must be over, but is %s, which ends at %s".formatted(day, Instant.ofEpochSecond(endSecond)));
        }
        if (endSecond * US_PER_SECOND <= Range.keptSinceUs(Resolution.HOUR, settings::kept, nowUs)) {
            throw Refusal.invalid(
                    "day",
                    "is %s, and the history is kept for %d days"
                            .formatted(day, settings.kept(Resolution.HOUR).toDays()));
        }
        return read(new TenantScope.All(), connection -> {
            Map<String, LinkDay> days = new HashMap<>();
            spans.eachLink(
                    connection,
                    HistoryTable.LINK_HOURS,
                    startSecond,
                    endSecond,
                    (linkId, hours) -> days.put(linkId, new LinkDay(LinkTotals.sum(hours), hours.size())));
            return days;
        });
    }

    private static boolean sees(TenantScope scope, PathFacts facts) {
        return switch (scope) {
            case TenantScope.All() -> true;
            case TenantScope.One(String tenantId) -> tenantId.equals(facts.tenantId());
        };
    }

    private Range range(Question question, List<Resolution> resolutions) {
        requireHistory();
        long nowUs = clocks.wallUs();
        return Range.of(
                question.startUs(),
                question.endUs().orElse(nowUs),
                question.resolution(),
                resolutions,
                mostPoints(question),
                settings::kept,
                nowUs);
    }

    private void requireHistory() {
        if (!database.isConfigured()) {
            throw Refusal.failedPrecondition(
                    "NO_HISTORY", "This installation keeps no history: it has no database for it.");
        }
    }

    private <T> Answer<T> answer(Range range, List<T> found) {
        return new Answer<>(
                range.resolution(), found, Range.keptSinceUs(range.resolution(), settings::kept, clocks.wallUs()));
    }

    private <T> T read(TenantScope scope, Work<T> work) {
        if (!free.tryAcquire()) {
            throw Refusal.resourceExhausted(
                    "TOO_MANY_QUERIES", "%d queries of the history run already; ask again later.".formatted(AT_ONCE));
        }
        try {
            return database.run(scope, work);
        } catch (SQLException e) {
            LOG.warnf("The history cannot be read: %s", e.toString());
            throw Refusal.unavailable("The database of the history does not answer; ask again later.");
        } finally {
            free.release();
        }
    }

    private static int mostPoints(Question question) {
        return question.maxPoints() == 0 ? USUAL_POINTS : question.maxPoints();
    }
}
