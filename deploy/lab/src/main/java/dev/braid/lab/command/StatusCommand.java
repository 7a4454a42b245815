package dev.braid.lab.command;

import dev.braid.lab.build.Lab;
import dev.braid.lab.build.RunningProcess;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells how the links are, and what runs. */
@Command(name = "status", description = "Shows the links with their delays and what they carried, and what runs.")
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Lab lab = Lab.current();
        lab.relay().stats().forEach(out::println);
        for (RunningProcess process : RunningProcess.listIn(Lab.folder())) {
            out.printf(
                    "%s runs as process %d%n", process.name(), process.handle().pid());
        }
        out.flush();
        return 0;
    }
}
