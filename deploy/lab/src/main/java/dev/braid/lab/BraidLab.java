package dev.braid.lab;

import dev.braid.lab.build.LabFailed;
import dev.braid.lab.command.ChangeCommands;
import dev.braid.lab.command.DemoCommand;
import dev.braid.lab.command.DownCommand;
import dev.braid.lab.command.StatusCommand;
import dev.braid.lab.command.TopologyCommand;
import dev.braid.lab.command.UpCommand;
import dev.braid.lab.kernel.CommandFailed;
import dev.braid.lab.plan.LabFileInvalid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./braid lab}: carriers of Linux routers on this machine. */
@Command(
        name = "braid lab",
        description = "Builds carriers of Linux routers with SRv6 on this machine, and changes their links.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            TopologyCommand.class,
            ChangeCommands.Set.class,
            ChangeCommands.Cut.class,
            ChangeCommands.Mend.class,
            DemoCommand.class
        })
public final class BraidLab {
    /** Ends with 0, or with another number when something failed and was told. */
    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(".level=OFF\n".getBytes(StandardCharsets.US_ASCII)));
        int code = 1;
        try {
            code = commandLine().execute(arguments);
        } finally {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new BraidLab()).setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr()
                    .println("braid lab: "
                            + switch (failure) {
                                case LabFailed known -> known.getMessage();
                                case LabFileInvalid wrong -> wrong.getMessage();
                                case CommandFailed refused -> refused.getMessage();
                                default -> failure.toString();
                            });
            if (System.getenv("BRAID_DEBUG") != null) {
                failure.printStackTrace(command.getErr());
            }
            return 1;
        });
    }
}
