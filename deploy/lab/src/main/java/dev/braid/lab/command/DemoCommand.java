package dev.braid.lab.command;

import dev.braid.lab.demo.LabDemo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what orders do to packets. */
@Command(
        name = "demo",
        description = "Builds the lab, moves real traffic over it, says what came of it, takes it away.")
public final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        new LabDemo(spec.commandLine().getOut()).run(UpCommand.standard());
        return 0;
    }
}
