package dev.braid.lab.command;

import dev.braid.lab.build.Lab;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Takes the lab away. */
@Command(name = "down", description = "Takes the lab away, also what a crash has left of one.")
public final class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Lab.down();
        return 0;
    }
}
