package dev.braid.lab.command;

import dev.braid.lab.build.Lab;
import dev.braid.lab.build.LabFailed;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can happen to a link of the lab while packets are on it. */
public final class ChangeCommands {
    private static final Pattern DELAY = Pattern.compile("delay_us=(\\d{1,7})");
    private static final long MAX_DELAY_US = 1_000_000;

    private ChangeCommands() {}

    /** Sets the delay. */
    @Command(name = "set", description = "Sets the delay of a link in both directions: set a2-c2 delay_us=25000")
    public static final class Set implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "LINK")
        private String link;

        @Parameters(index = "1", paramLabel = "delay_us=N")
        private String setting;

        @Override
        public Integer call() {
            Matcher delay = DELAY.matcher(setting);
            if (!delay.matches() || Long.parseLong(delay.group(1)) > MAX_DELAY_US) {
                throw new LabFailed("%s, but must be delay_us=0 to delay_us=%d.".formatted(setting, MAX_DELAY_US));
            }
            Lab lab = Lab.current();
            lab.relay().delay(name(lab, link), Long.parseLong(delay.group(1)));
            return 0;
        }
    }

    /** Cuts the fibre. */
    @Command(name = "cut", description = "Cuts a link: both ends lose their carrier, what is on the fibre is lost.")
    public static final class Cut implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "LINK")
        private String link;

        @Override
        public Integer call() {
            Lab lab = Lab.current();
            lab.relay().cut(name(lab, link));
            return 0;
        }
    }

    /** Mends the fibre. */
    @Command(name = "mend", description = "Mends a link that was cut.")
    public static final class Mend implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "LINK")
        private String link;

        @Override
        public Integer call() {
            Lab lab = Lab.current();
            lab.relay().mend(name(lab, link));
            return 0;
        }
    }

    private static String name(Lab lab, String word) {
        return lab.plan()
                .findLinkName(word)
                .orElseThrow(() -> new LabFailed(
                        "There is no link %s in this lab; ./braid lab status shows them all.".formatted(word)));
    }
}
