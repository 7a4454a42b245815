package dev.braid.path.planning.control;

import dev.braid.path.control.Answer;
import dev.braid.path.control.Automation;
import dev.braid.path.control.Order;
import dev.braid.path.planning.Settlements;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one thread that keeps what this replica knows of what people decided: it follows the topic, makes certain again and
 * again that it has read the newest, and writes orders. Whenever something is in doubt it reads all again.
 */
@ApplicationScoped
public class ControlLoop {
    private static final Logger LOG = Logger.getLogger(ControlLoop.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private static final int MAX_ATTEMPTS = 20;
    private static final int MAX_STEP_ASIDE_MILLIS = 100;

    private final ControlSettings settings;
    private final ControlClients clients;
    private final Controls controls;
    private final ControlOrders orders;
    private final Settlements settlements;
    private final Clock clock = Clock.systemUTC();
    private final Random stepAside = new Random();
    private volatile boolean stopping;
    private boolean troubled;
    private Thread thread;

    ControlLoop(
            ControlSettings settings,
            ControlClients clients,
            Controls controls,
            ControlOrders orders,
            Settlements settlements) {
        this.settings = settings;
        this.clients = clients;
        this.controls = controls;
        this.orders = orders;
        this.settlements = settlements;
    }

    void onStart(@Observes StartupEvent event) {
        start();
    }

    void onStop(@Observes ShutdownEvent event) {
        stop();
    }

    void start() {
        thread = Thread.ofPlatform().name("path-controls").start(this::run);
    }

    void stop() {
        stopping = true;
        try {
            if (thread != null && !thread.join(STOP_WAIT)) {
                LOG.warn("The loop of the controls did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try (ControlTopic topic = new ControlTopic(clients)) {
                while (!stopping) {
                    turn(topic);
                }
            } catch (RuntimeException e) {
                if (!troubled) {
                    LOG.errorf("It cannot be read whether automatic moves are stopped: %s", e.toString());
                }
                LOG.debug("Because of", e);
                troubled = true;
            } finally {
                orders.giveUp();
            }
            pause(settings.restartDelay().toMillis());
        }
    }

    private void turn(ControlTopic topic) {
        makeCertain(topic);
        if (controls.file() instanceof StopFile.Sight.Present(var file, var note)
                && topic.state().stop().isEmpty()) {
            // Who can reach one machine only stops all of them, as soon as Kafka is there; and two let them go again.
            write(topic, new Order.Engage("file@" + hostName(), "The file %s is there. %s".formatted(file, note)));
        }
        follow(topic, orders::pollStop);
        settle(topic);
        follow(topic, orders::poll);
        topic.poll(settings.confirmInterval());
        controls.learn(topic.state());
    }

    private void follow(ControlTopic topic, Supplier<ControlOrders.Waiting> waiting) {
        for (ControlOrders.Waiting next = waiting.get(); next != null; next = waiting.get()) {
            try {
                next.answer().complete(write(topic, next.order()));
            } catch (RuntimeException e) {
                ControlOrders.giveUp(next);
                throw e;
            }
        }
    }

    /** All that came of approvals in one record: a stop that comes meanwhile waits for that one at most. */
    private void settle(ControlTopic topic) {
        Collection<Order.Settle> all = settlements.list();
        if (all.isEmpty()) {
            return;
        }
        write(topic, all.toArray(Order[]::new));
        for (Order.Settle settlement : all) {
            LOG.infof("What came of the approval of %s: %s", settlement.move(), settlement.reason());
            settlements.written(settlement);
        }
    }

    private void makeCertain(ControlTopic topic) {
        long asked = System.nanoTime();
        topic.readAll();
        controls.learn(topic.state(), asked);
        if (troubled) {
            LOG.info("It can be read again whether automatic moves are stopped.");
            troubled = false;
        }
    }

    /** What came of the last of these, that are written together. */
    private Answer write(ControlTopic topic, Order... together) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writeOnce(topic, together);
            } catch (ControlTopic.Overtaken e) {
                LOG.infof("Somebody else changes the controls at the same time (attempt %d): %s", attempt, together[0]);
                if (attempt == MAX_ATTEMPTS) {
                    throw new IllegalStateException("Somebody else was faster %d times.".formatted(attempt), e);
                }
                pause(stepAside.nextInt(MAX_STEP_ASIDE_MILLIS));
                if (!(together[0] instanceof Order.Engage)) {
                    follow(topic, orders::pollStop);
                }
            }
        }
    }

    private Answer writeOnce(ControlTopic topic, Order... together) throws ControlTopic.Overtaken {
        long asked = System.nanoTime();
        Instant now = clock.instant();
        Answer[] answer = new Answer[1];
        topic.write(
                newest -> {
                    Automation after = newest;
                    for (Order order : together) {
                        answer[0] = after.on(
                                order,
                                now,
                                controls.byDefault(),
                                UUID.randomUUID().toString());
                        after = answer[0] instanceof Answer.Changed(var automation) ? automation : after;
                    }
                    return after;
                },
                together[0].by(),
                now);
        controls.learn(topic.state(), asked);
        return answer[0];
    }

    private static String hostName() {
        String name = System.getenv("HOSTNAME");
        return name == null || name.isBlank() ? "localhost" : name;
    }

    private void pause(long millis) {
        try {
            if (!stopping) {
                Thread.sleep(millis);
            }
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }
}
