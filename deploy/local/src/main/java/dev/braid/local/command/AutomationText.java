package dev.braid.local.command;

import com.google.protobuf.util.Timestamps;
import dev.braid.api.path.v1.Automation;
import dev.braid.api.path.v1.AutomationMode;
import dev.braid.api.path.v1.AutomationRequest;
import dev.braid.api.path.v1.ModeWish;
import dev.braid.local.Terminal;
import java.util.Locale;

/** The state of automation for people. */
final class AutomationText {
    private static final String PREFIX = "AUTOMATION_MODE_";

    private AutomationText() {}

    static void print(Automation automation, StopFile file, Terminal terminal) {
        terminal.line(automation.getStopped() ? automation.getStopSummary() : "Automatic moves are not stopped.");
        terminal.line("mode of all: " + word(automation.getMode()));
        automation
                .getTenantModesList()
                .forEach(each -> terminal.line("mode of %s: %s".formatted(each.getTenantId(), word(each.getMode()))));
        if (automation.hasPending()) {
            AutomationRequest pending = automation.getPending();
            terminal.line("waits for approval until %s: %s, asked for by %s: %s"
                    .formatted(
                            Timestamps.toString(pending.getExpireTime()),
                            wish(pending),
                            pending.getRequestedBy(),
                            pending.getReason()));
            terminal.line("  ./braid automation approve %s --as NAME".formatted(pending.getRequestId()));
        }
        if (file.exists()) {
            terminal.line("the file %s is there".formatted(file.path()));
        }
    }

    private static String wish(AutomationRequest pending) {
        return switch (pending.getWishCase()) {
            case RELEASE -> "the end of the stop";
            case SET_MODE -> {
                ModeWish wish = pending.getSetMode();
                yield "mode of %s: %s"
                        .formatted(wish.getTenantId().isEmpty() ? "all" : wish.getTenantId(), word(wish.getMode()));
            }
            case WISH_NOT_SET -> "something that this program does not know";
        };
    }

    private static String word(AutomationMode mode) {
        return mode.name().replace(PREFIX, "").toLowerCase(Locale.ROOT);
    }
}
