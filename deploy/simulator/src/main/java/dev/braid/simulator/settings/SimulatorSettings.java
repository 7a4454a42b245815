package dev.braid.simulator.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The settings of the simulator. */
@ConfigMapping(prefix = "braid.simulator")
public interface SimulatorSettings {

    /** The topology file whose providers are played; a relative path starts at the working directory. */
    @WithDefault("deploy/demo/world.json")
    Path topologyFile();

    /** Where the journals of the carriers stand; created if it is missing. */
    @WithDefault(".braid/simulator")
    Path dataDirectory();

    /** What every request must carry in X-Api-Key. There is no default. */
    String apiKey();

    /** From which all chance is drawn: measurements, delays and errors. */
    @WithDefault("20260101")
    long seed();

    /** The largest request body, in bytes. */
    @WithDefault("65536")
    int largestBodyBytes();

    /** How long a carrier takes to reserve. */
    Reserve reserve();

    /** How long a carrier takes to activate, modify or release. */
    Activate activate();

    /** What the links measure. */
    Telemetry telemetry();

    /** The carriers that work by hand. */
    Manual manual();

    /** The carriers that work by hand: nothing is sold through their Sonata API before somebody has looked at it. */
    interface Manual {
        /** By provider, after how many days somebody does, at the latest; who is not named does not work by hand. */
        Map<String, Integer> leadDays();

        /** How long a day lasts. */
        @WithDefault("24h")
        Duration day();
    }

    /** How long a carrier takes to reserve. */
    interface Reserve {
        /** At least. */
        @WithDefault("20ms")
        Duration leastDelay();

        /** At most. */
        @WithDefault("60ms")
        Duration mostDelay();
    }

    /** How long a carrier takes to activate, modify or release. */
    interface Activate {
        /** At least. */
        @WithDefault("30ms")
        Duration leastDelay();

        /** At most. */
        @WithDefault("90ms")
        Duration mostDelay();
    }

    /** What the links measure. */
    interface Telemetry {
        /** Whether samples are sent. */
        @WithDefault("true")
        boolean enabled();

        /** Into how many bursts the samples of one second are spread. */
        @WithDefault("10")
        int burstsPerSecond();
    }
}
