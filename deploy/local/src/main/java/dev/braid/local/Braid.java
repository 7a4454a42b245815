package dev.braid.local;

import dev.braid.local.command.AdapterCommand;
import dev.braid.local.command.ApproveCommand;
import dev.braid.local.command.AutomationCommand;
import dev.braid.local.command.CannotVerify;
import dev.braid.local.command.DeclineCommand;
import dev.braid.local.command.DemoCommand;
import dev.braid.local.command.DownCommand;
import dev.braid.local.command.EventsCommand;
import dev.braid.local.command.HistoryCommand;
import dev.braid.local.command.LogsCommand;
import dev.braid.local.command.MatrixCommand;
import dev.braid.local.command.RecommendationsCommand;
import dev.braid.local.command.SlaCommand;
import dev.braid.local.command.StatusCommand;
import dev.braid.local.command.TokenCommand;
import dev.braid.local.command.TopologyCommand;
import dev.braid.local.command.UpCommand;
import dev.braid.local.command.WhyCommand;
import dev.braid.local.process.UpFailed;
import dev.braid.local.topology.imports.ImportFailed;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./braid}: runs the whole system on one machine and looks after it. */
@Command(
        name = "braid",
        description = "Runs Braid on this machine.",
        mixinStandardHelpOptions = true,
        version = "braid 0.1.0-SNAPSHOT",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            TokenCommand.class,
            TopologyCommand.class,
            EventsCommand.class,
            WhyCommand.class,
            SlaCommand.class,
            HistoryCommand.class,
            MatrixCommand.class,
            AutomationCommand.class,
            RecommendationsCommand.class,
            ApproveCommand.class,
            DeclineCommand.class,
            AdapterCommand.class
        })
public final class Braid {
    /** Ends with 0, or with another number when something failed and was told. */
    public static void main(String[] arguments) throws IOException {
        // Libraries speak to developers; people hear of their troubles through our own messages.
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(".level=OFF\n".getBytes(StandardCharsets.US_ASCII)));
        int code = 1;
        try {
            code = commandLine().execute(arguments);
        } finally {
            // Also after an error that nobody expected: no thread of a library keeps the program alive.
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        CommandLine braid = new CommandLine(new Braid()).setCaseInsensitiveEnumValuesAllowed(true);
        return braid.setExecutionExceptionHandler((failure, command, _) -> {
            String message =
                    switch (failure) {
                        case UpFailed known -> known.getMessage();
                        case StatusRuntimeException refused ->
                            "%s: %s"
                                    .formatted(
                                            refused.getStatus().getCode(),
                                            firstLine(refused.getStatus().getDescription()));
                        case CannotVerify cannot -> cannot.getMessage();
                        case ImportFailed wrong -> wrong.getMessage();
                        case IllegalArgumentException wrong -> wrong.getMessage();
                        default -> failure.toString();
                    };
            command.getErr().println("braid: " + message);
            if (System.getenv("BRAID_DEBUG") != null) {
                failure.printStackTrace(command.getErr());
            }
            return failure instanceof ImportFailed || failure instanceof CannotVerify ? 2 : 1;
        });
    }

    /** What follows is for developers. */
    private static String firstLine(String description) {
        return description == null ? "" : description.lines().findFirst().orElse("");
    }
}
