package dev.braid.telemetry.health;

import dev.braid.telemetry.clock.Clocks;
import dev.braid.telemetry.kafka.TopicFollower;
import dev.braid.telemetry.metrics.WindowSettings;
import dev.braid.telemetry.windows.WindowRules;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Calls a round of judging every second, at the moment when the windows of the second before have closed and reached
 * every replica: so a judgement falls some 370 ms after the end of its window, not up to a second later. Where windows are
 * not all there by then, it looks again until the next round.
 */
@ApplicationScoped
class HealthClock {
    private static final Logger LOG = Logger.getLogger(HealthClock.class);

    private final HealthRounds rounds;
    private final SilenceAlarms silence;
    private final TopicFollower follower;
    private final Clocks clocks;
    private final long phaseUs;
    private final Duration lookAgain;
    private final long closingNanos;
    private final Thread loop = new Thread(this::run, "judge");
    private volatile boolean running = true;

    HealthClock(
            HealthRounds rounds,
            SilenceAlarms silence,
            TopicFollower follower,
            Clocks clocks,
            HealthSettings settings,
            WindowSettings windowSettings) {
        this.rounds = rounds;
        this.silence = silence;
        this.follower = follower;
        this.clocks = clocks;
        this.lookAgain = settings.lookAgain();
        this.closingNanos = windowSettings.tick().plus(settings.settle()).toNanos();
        this.phaseUs = windowSettings
                        .grace()
                        .plus(windowSettings.tick())
                        .plus(settings.settle())
                        .toNanos()
                / 1_000;
    }

    void start(@Observes StartupEvent event) {
        loop.setDaemon(true);
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        loop.interrupt();
    }

    private void run() {
        while (running) {
            // Fixed here: who looks again for too long is late for the round, and does not miss it.
            long dueNanos = System.nanoTime() + untilRound().toNanos();
            try {
                catchUp(dueNanos);
                Thread.sleep(Duration.ofNanos(Math.max(0, dueNanos - System.nanoTime())));
                if (follower.isCaughtUp()) {
                    rounds.run();
                    silence.look();
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                LOG.error("A round of judging failed; the next one follows", e);
            }
        }
    }

    private void catchUp(long dueNanos) throws InterruptedException {
        // After that the windows of the next second close, which are the next round's.
        long endNanos = dueNanos - closingNanos;
        while (rounds.isWaiting() && endNanos - System.nanoTime() > lookAgain.toNanos()) {
            Thread.sleep(lookAgain);
            rounds.catchUp();
        }
    }

    private Duration untilRound() {
        long passedUs = Math.floorMod(clocks.wallUs() - phaseUs, WindowRules.LENGTH_US);
        return Duration.ofNanos((WindowRules.LENGTH_US - passedUs) * 1_000);
    }
}
