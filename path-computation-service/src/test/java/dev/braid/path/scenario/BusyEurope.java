package dev.braid.path.scenario;

import dev.braid.path.domain.network.Network;
import dev.braid.path.domain.route.Demand;
import dev.braid.path.domain.route.Interval;
import dev.braid.path.domain.route.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Europe with random bookings on whole minutes, and what is left of it, counted minute by minute. */
public final class BusyEurope {
    public static final int MINUTES = 240;
    private static final String[] PLACES = {"gb-lon", "fr-par", "de-fra", "nl-ams"};

    private final Random random;
    private final Scenario scenario = new Scenario(World.europe());
    private int asked;

    public BusyEurope(Random random, int demands) {
        this.random = random;
        for (int i = 0; i < demands; i++) {
            ask();
        }
    }

    public Scenario scenario() {
        return scenario;
    }

    /** A new intent, a new generation of an old one, or the end of one. */
    public void ask() {
        String intent = "i" + random.nextInt(12);
        asked++;
        if (random.nextInt(8) == 0) {
            scenario.terminate(intent, asked);
        } else {
            scenario.request(intent, asked, random.nextInt(5) == 0 ? plain() : window(plain()));
        }
    }

    public Demand plain() {
        int from = random.nextInt(PLACES.length);
        int to = (from + 1 + random.nextInt(PLACES.length - 1)) % PLACES.length;
        int setup = random.nextInt(8);
        return Scenario.demand(PLACES[from], PLACES[to], 0.5 + random.nextInt(14) * 0.5)
                .withPriority(new Priority(setup, random.nextInt(setup + 1), false));
    }

    public Demand window(Demand demand) {
        Interval time = interval();
        return random.nextInt(4) == 0
                ? Scenario.daily(time.start(), time.end(), time.start().plus(Duration.ofDays(2)), demand)
                : Scenario.during(time.start(), time.end(), demand);
    }

    public Interval interval() {
        Instant start = minute(random.nextInt(MINUTES - 30) - 20);
        return new Interval(start, start.plus(Duration.ofMinutes(21 + random.nextInt(90))));
    }

    public Instant minute(int number) {
        return scenario.now().plus(Duration.ofMinutes(number));
    }

    /** What is reserved on each link in the worst minute of the interval; one that starts in the past starts now. */
    public static Map<String, Long> worst(Recount recount, Interval time, Instant now) {
        Map<String, Long> worst = new HashMap<>();
        Instant minute = time.start();
        if (!minute.isAfter(now)) {
            recount.at(Optional.empty()).forEach((link, bps) -> worst.merge(link, bps, Math::max));
            minute = now;
        }
        while (minute.isBefore(time.end())) {
            recount.at(Optional.of(minute)).forEach((link, bps) -> worst.merge(link, bps, Math::max));
            minute = minute.plus(Duration.ofMinutes(1));
        }
        return worst;
    }

    /** The network in the worst minute of the interval, made from nothing. */
    public Network network(Recount recount, Interval time) {
        Map<String, Long> worst = worst(recount, time, scenario.now());
        return Network.of(scenario.state().topology(), link -> worst.getOrDefault(link, 0L), _ -> null);
    }
}
