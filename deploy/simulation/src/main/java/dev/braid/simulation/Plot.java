package dev.braid.simulation;

import dev.braid.path.domain.network.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Draws the faults of a scenario. All lie between a calm beginning and a calm end. */
final class Plot {
    private static final long SECOND_US = Defaults.SECOND_US;
    /** Nothing goes wrong before. */
    static final long FIRST_US = 60 * SECOND_US;

    private static final long LAST_US = 530 * SECOND_US;
    private static final long HOUR_US = 3_600 * SECOND_US;

    private final World world;
    private final RandomGenerator random;
    private final List<Fault> faults = new ArrayList<>();

    private Plot(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    static List<Fault> of(Scenario scenario, World world, RandomGenerator random) {
        Plot plot = new Plot(world, random);
        plot.spikes();
        plot.restarts();
        switch (scenario) {
            case SLOW_LINK -> plot.slowLinks(random.nextInt(3, 7));
            case FLAPPING_LINK -> plot.flap();
            case SLOW_DRIFT -> plot.drift();
            case BROWN_OUT -> plot.brownOut();
            case LYING_SOURCE -> plot.lie();
            case CUT_CABLE -> plot.cutCable();
            case TELEMETRY_SILENCE -> plot.silence();
            case CLOCK_JUMP -> plot.clocks();
            case RECOVERY_HERD -> plot.herd();
        }
        return List.copyOf(plot.faults);
    }

    /** When the last of the faults is over. */
    static long endUs(List<Fault> faults) {
        return faults.stream().mapToLong(Fault::untilUs).max().orElse(0);
    }

    /** Too short for anybody to be moved. */
    private void spikes() {
        for (int i = 0; i < 6; i++) {
            long fromUs = random.nextLong(FIRST_US, LAST_US - 2 * SECOND_US);
            faults.add(new Fault.Slow(pair(), fromUs, fromUs + SECOND_US, latencyUs()));
        }
    }

    private void restarts() {
        for (Fault.Service service : Fault.Service.values()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                long fromUs = random.nextLong(FIRST_US, LAST_US - 20 * SECOND_US);
                faults.add(new Fault.Restart(service, fromUs, fromUs + random.nextLong(SECOND_US, 15 * SECOND_US)));
            }
        }
    }

    private void slowLinks(int count) {
        for (int i = 0; i < count; i++) {
            long fromUs = fromUs();
            faults.add(new Fault.Slow(pair(), fromUs, untilUs(fromUs), latencyUs()));
        }
    }

    private void flap() {
        long periodUs = random.nextBoolean() ? SECOND_US : random.nextLong(2, 20) * SECOND_US;
        faults.add(new Fault.Flap(pair(), FIRST_US, FIRST_US + HOUR_US, periodUs));
    }

    private void drift() {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            long fromUs = fromUs();
            faults.add(new Fault.Drift(pair(), fromUs, LAST_US, random.nextLong(20, 200)));
        }
    }

    private void brownOut() {
        long fromUs = fromUs();
        faults.add(new Fault.Slow(linksOf(carrier()), fromUs, untilUs(fromUs), random.nextLong(2_000, 15_000)));
    }

    private void lie() {
        long fromUs = fromUs();
        faults.add(new Fault.Lie(carrier(), fromUs, untilUs(fromUs), random.nextLong(20_000, 80_000)));
    }

    private void cutCable() {
        Set<String> cut = new TreeSet<>(pair());
        int first = random.nextInt(World.RISK_GROUPS);
        for (Link link : world.links()) {
            for (int i = 0; i < 3; i++) {
                if (link.riskGroupIds().contains("risk-" + (first + i) % World.RISK_GROUPS)) {
                    cut.add(link.linkId());
                }
            }
        }
        long fromUs = fromUs();
        faults.add(new Fault.Cut(cut, fromUs, untilUs(fromUs)));
    }

    private void silence() {
        slowLinks(3);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            long fromUs = fromUs();
            long untilUs = Math.min(LAST_US, fromUs + random.nextLong(3, 200) * SECOND_US);
            faults.add(
                    random.nextInt(4) == 0
                            ? new Fault.Freeze(carrier(), fromUs, untilUs)
                            : new Fault.Silence(carrier(), fromUs, untilUs));
        }
    }

    private void clocks() {
        slowLinks(2);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            long fromUs = fromUs();
            faults.add(new Fault.SourceClock(carrier(), fromUs, untilUs(fromUs), random.nextLong(-40, 40) * SECOND_US));
        }
        if (random.nextBoolean()) {
            long fromUs = fromUs();
            faults.add(new Fault.TelemetryClock(fromUs, untilUs(fromUs), random.nextLong(-120, 120) * SECOND_US));
        }
    }

    private void herd() {
        long fromUs = fromUs();
        long untilUs = untilUs(fromUs);
        String silent = carrier();
        faults.add(new Fault.Silence(silent, fromUs, untilUs));
        World.CARRIERS.stream()
                .filter(carrier -> !carrier.equals(silent))
                .forEach(carrier ->
                        faults.add(new Fault.Slow(linksOf(carrier), fromUs, untilUs, random.nextLong(2_000, 15_000))));
        faults.add(new Fault.Cut(pair(), fromUs, untilUs));
        for (Fault.Service service : Fault.Service.values()) {
            faults.add(new Fault.Restart(service, untilUs - random.nextLong(10 * SECOND_US), untilUs));
        }
    }

    private long fromUs() {
        return random.nextLong(FIRST_US, LAST_US - 120 * SECOND_US);
    }

    private long untilUs(long fromUs) {
        return random.nextLong(fromUs + 60 * SECOND_US, LAST_US);
    }

    private long latencyUs() {
        return random.nextLong(5_000, 40_000);
    }

    private String carrier() {
        return World.CARRIERS.get(random.nextInt(World.CARRIERS.size()));
    }

    /** Both directions of some link. */
    private Set<String> pair() {
        int link = random.nextInt(world.links().size() / 2) * 2;
        // Those of the JDK have another order in every process, and the trace would have, too.
        return new TreeSet<>(List.of(
                world.links().get(link).linkId(), world.links().get(link + 1).linkId()));
    }

    private Set<String> linksOf(String carrier) {
        Set<String> linkIds = new TreeSet<>();
        world.links().stream()
                .filter(link -> link.providerId().equals(carrier))
                .forEach(link -> linkIds.add(link.linkId()));
        return linkIds;
    }
}
