package dev.braid.provisioning.rollout;

import dev.braid.provisioning.domain.Report;
import dev.braid.provisioning.store.Claim;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Counts what was told to others, and says to operators what they have to know of it. */
@ApplicationScoped
class ReportLog {
    private static final Logger LOG = Logger.getLogger(ReportLog.class);

    private final MeterRegistry meters;

    ReportLog(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Only after the commit: a transaction that runs again would count twice. */
    void told(Claim claim, Report report) {
        meters.counter("braid.provisioning.reports", "report", ReportProto.name(report))
                .increment();
        switch (report) {
            case Report.DriftFound drift ->
                LOG.warnf(
                        "Leg %s at %s: %s%s",
                        drift.legId(),
                        drift.providerId(),
                        drift.difference(),
                        drift.frozen() ? "; it is left as it is" : "");
            case Report.Failed failed
            when failed.returnedRevision() > 0 ->
                LOG.warnf(
                        "%s: back to revision %d from %d at %s: %s",
                        claim.connectionId(),
                        failed.returnedRevision(),
                        failed.revision(),
                        failed.route().providerId(),
                        failed.reason());
            case Report.Failed failed ->
                LOG.infof(
                        "%s: revision %d refused by %s: %s",
                        claim.connectionId(), failed.revision(), failed.route().providerId(), failed.reason());
            case Report.Activated _,
                    Report.OldLegsReleased _,
                    Report.UnusedPlansReleased _,
                    Report.Released _,
                    Report.WaitingChanged _ -> LOG.debugf("%s: %s", claim.connectionId(), report);
        }
    }
}
