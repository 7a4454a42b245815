package dev.braid.intent.sla;

import dev.braid.intent.agreement.Agreement;
import dev.braid.intent.agreement.SlaSettings;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.store.SlaMonthRepository;
import dev.braid.intent.store.SlaMonthRepository.Unsettled;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Settles months that are over and whose grace is. Every replica looks, at any time: what is settled already is passed
 * over, and whatever a killed one left behind the next one finds.
 */
@ApplicationScoped
class Settler {
    private static final Logger LOG = Logger.getLogger(Settler.class);
    private static final int PAGE = 100;
    /** Use of a month may still come to light: so many months are looked at again though all was settled. */
    private static final int MONTHS_LOOKED_AT_AGAIN = 2;

    private final Transactions transactions;
    private final SlaMonthRepository months;
    private final Settlement settlement;
    private final TopicProgress progress;
    private final Agreement agreement;
    private final SlaSettings settings;
    private final MeterRegistry meters;
    private Cancellable timer = () -> {};

    Settler(
            Transactions transactions,
            SlaMonthRepository months,
            Settlement settlement,
            TopicProgress progress,
            Agreement agreement,
            SlaSettings settings,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.months = months;
        this.settlement = settlement;
        this.progress = progress;
        this.agreement = agreement;
        this.settings = settings;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        timer = Multi.createFrom()
                .ticks()
                .startingAfter(settings.settlePeriod())
                .every(settings.settlePeriod())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> settle(Moments.now())
                        .onFailure()
                        .invoke(failure -> LOG.warnf("Months are settled later: %s", failure.toString()))
                        .onFailure()
                        .recoverWithItem(0))
                .subscribe()
                .with(count -> {
                    if (count > 0) {
                        LOG.infof("Settled the months of %d connections", count);
                    }
                });
    }

    void stop(@Observes ShutdownEvent event) {
        timer.cancel();
    }

    /** Settles all months that are due at that time; says how many connections' months it settled. */
    Uni<Integer> settle(Instant now) {
        return transactions
                .run(
                        new TenantScope.All(),
                        session -> months.accountedSince(session)
                                .chain(since -> months.closed(session).map(closed -> due(since, closed, now))))
                .chain(due -> {
                    Uni<Integer> count = Uni.createFrom().item(0);
                    for (SlaMonth month : due) {
                        count = count.chain(before -> settle(month, now).map(settled -> before + settled));
                    }
                    return count;
                });
    }

    private List<SlaMonth> due(Instant since, Set<SlaMonth> closed, Instant now) {
        List<SlaMonth> due = new ArrayList<>();
        for (SlaMonth month = SlaMonth.firstWhole(since); !agreement.due(month).isAfter(now); month = month.next()) {
            if (!closed.contains(month)) {
                due.add(month);
            }
        }
        return due;
    }

    /** What was told until the month became due must have been heard, by whichever replica reads it. */
    private Uni<Integer> settle(SlaMonth month, Instant now) {
        return progress.hasHeardUntil(agreement.due(month)).chain(heard -> {
            if (!heard) {
                LOG.infof("%s is settled when all that was told of it is heard", month);
                return Uni.createFrom().item(0);
            }
            Pass pass = new Pass(month, now);
            return pass.from(Unsettled.NONE)
                    .call(() -> pass.failed.get() == 0 && isOld(month, now)
                            ? transactions.run(new TenantScope.All(), session -> months.close(session, month, now))
                            : Uni.createFrom().voidItem());
        });
    }

    private boolean isOld(SlaMonth month, Instant now) {
        SlaMonth later = month;
        for (int i = 0; i < MONTHS_LOOKED_AT_AGAIN; i++) {
            later = later.next();
        }
        return !agreement.due(later).isAfter(now);
    }

    /** Once through all connections of a month. One that cannot be settled does not keep the others. */
    private final class Pass {
        private final SlaMonth month;
        private final Instant now;
        private final AtomicInteger failed = new AtomicInteger();

        private Pass(SlaMonth month, Instant now) {
            this.month = month;
            this.now = now;
        }

        private Uni<Integer> from(Unsettled after) {
            return transactions
                    .run(new TenantScope.All(), session -> months.unsettled(session, month, after, PAGE))
                    .chain(page -> all(page)
                            .chain(settled -> page.size() < PAGE
                                    ? Uni.createFrom().item(settled)
                                    : from(page.getLast()).map(rest -> settled + rest)));
        }

        private Uni<Integer> all(List<Unsettled> page) {
            return Multi.createFrom()
                    .iterable(page)
                    .onItem()
                    .transformToUniAndConcatenate(this::one)
                    .collect()
                    .with(Collectors.summingInt(settled -> settled ? 1 : 0));
        }

        private Uni<Boolean> one(Unsettled of) {
            return settlement
                    .settle(of, month, now)
                    .onFailure()
                    .invoke(failure -> {
                        failed.incrementAndGet();
                        meters.counter("braid.sla.settlement.failures").increment();
                        LOG.errorf("%s of %s is not settled: %s", month, of.connectionId(), failure);
                    })
                    .onFailure()
                    .recoverWithItem(false)
                    .invoke(settled -> {
                        if (settled) {
                            meters.counter("braid.sla.settlements").increment();
                        }
                    });
        }
    }
}
