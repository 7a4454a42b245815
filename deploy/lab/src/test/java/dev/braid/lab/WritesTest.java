package dev.braid.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.lab.kernel.Commands;
import dev.braid.lab.kernel.Write;
import dev.braid.lab.kernel.Writes;
import dev.braid.lab.plan.Sids;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who says that nothing was written must have heard it if it had been. */
@ExtendWith(NeedsRoot.class)
class WritesTest {
    private static final String NODE = "zz";
    private static final String SPACE = Sids.namespace(NODE);

    @BeforeEach
    void aRouter() {
        Commands.run("ip", "netns", "add", SPACE);
        Commands.run("ip", "-n", SPACE, "link", "set", "lo", "up");
    }

    @AfterEach
    void none() {
        Commands.run("ip", "netns", "del", SPACE);
    }

    @Test
    void routesRulesAndFiltersAreHeardWithTheirTimesAndReadingIsNot() {
        try (Writes writes = new Writes(List.of(NODE))) {
            Instant before = Instant.now();
            Commands.run("ip", "-n", SPACE, "route", "add", "blackhole", "192.0.2.0/24");
            Commands.run("ip", "-n", SPACE, "-6", "route", "add", "blackhole", "2001:db8::/64");
            Commands.run("ip", "-n", SPACE, "rule", "add", "from", "192.0.2.1", "lookup", "7");
            nft("add table inet braid; add chain inet braid police_x");
            nft("add rule inet braid police_x limit rate over 1000 bytes/second drop");
            nft("flush chain inet braid police_x");
            Commands.run("ip", "-n", SPACE, "route", "show", "table", "all");
            nft("list ruleset");
            List<Write> heard = writes.stop();
            assertThat(heard)
                    .extracting(Write::change)
                    .anyMatch(change -> change.startsWith("blackhole 192.0.2.0/24"))
                    .anyMatch(change -> change.startsWith("blackhole 2001:db8::/64"))
                    .anyMatch(change -> change.contains("from 192.0.2.1 lookup 7"))
                    .anyMatch(change -> change.equals("add table inet braid"))
                    .anyMatch(change -> change.startsWith("add rule inet braid police_x limit"))
                    .anyMatch(change -> change.startsWith("delete rule inet braid police_x"))
                    .hasSize(7);
            assertThat(heard).allSatisfy(write -> assertThat(write.time()).isBetween(before, Instant.now()));
        }
    }

    @Test
    void whereNothingIsWrittenNothingIsHeard() {
        try (Writes writes = new Writes(List.of(NODE))) {
            nft("list ruleset");
            assertThat(writes.stop()).isEmpty();
        }
    }

    private static void nft(String line) {
        Commands.run("ip", "netns", "exec", SPACE, "nft", line);
    }
}
