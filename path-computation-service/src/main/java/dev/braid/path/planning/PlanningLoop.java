package dev.braid.path.planning;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jboss.logging.Logger;

/**
 * The one thread that keeps the state: it follows the topics as a standby, decides while it is the writer, and starts
 * over with nothing in memory whenever something is in doubt.
 */
@ApplicationScoped
public class PlanningLoop {
    private static final Logger LOG = Logger.getLogger(PlanningLoop.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final PlanningSettings settings;
    private final KafkaClients clients;
    private final RecordReader reader;
    private final BatchPlanner planner;
    private final LiveState live;
    private final TopologyCommands commands;
    private final PlanningMetrics metrics;
    private final Clock clock = Clock.systemUTC();
    private volatile boolean stopping;
    private Thread thread;

    PlanningLoop(
            PlanningSettings settings,
            KafkaClients clients,
            RecordReader reader,
            BatchPlanner planner,
            LiveState live,
            TopologyCommands commands,
            PlanningMetrics metrics) {
        this.settings = settings;
        this.clients = clients;
        this.reader = reader;
        this.planner = planner;
        this.live = live;
        this.commands = commands;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    void start() {
        thread = Thread.ofPlatform().name("path-planning").start(this::run);
    }

    void stop() {
        stopping = true;
        try {
            if (thread != null && !thread.join(STOP_WAIT)) {
                LOG.warn("The planning loop did not stop in time; its transaction, if one is open, will be aborted.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try (Replica replica = new Replica(settings, clients, reader, planner, live, metrics, clock)) {
                live(replica);
            } catch (FencedInstanceIdException e) {
                // Joining again would shut the other one out, and so on without end.
                LOG.errorf("Another process runs under this replica's name; this one stops: %s", e.getMessage());
                stopping = true;
            } catch (SteppedDown e) {
                metrics.steppedDown();
                LOG.warnf("Stepped down: %s %s", e.getMessage(), String.valueOf(e.getCause()));
            } catch (RuntimeException e) {
                LOG.errorf("The planning loop starts over: %s", e.toString());
                LOG.debug("Because of", e);
            } finally {
                live.become(Role.JOINING);
                commands.giveUp();
            }
            pause();
        }
    }

    private void live(Replica replica) {
        replica.join();
        boolean elected = false;
        while (!stopping && !elected) {
            elected = replica.follow();
        }
        if (stopping) {
            return;
        }
        replica.takeOver();
        metrics.tookOver();
        live.become(Role.WRITER);
        LOG.info("This replica is the writer.");
        while (!stopping) {
            replica.work(commands);
        }
    }

    private void pause() {
        try {
            if (!stopping) {
                Thread.sleep(settings.rejoinDelay());
            }
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }
}
