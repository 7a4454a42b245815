package dev.braid.lab.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.lab.braid.LabTopology;
import dev.braid.lab.plan.LabFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes of a lab what ./braid topology apply takes. */
@Command(name = "topology", description = "Prints a lab as a topology file of Braid: ./braid topology apply takes it.")
public final class TopologyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The lab file; deploy/lab/lab.json by default.")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there instead.")
    private Path out;

    @Override
    public Integer call() {
        String json = json(file == null ? UpCommand.standard() : file);
        if (out == null) {
            spec.commandLine().getOut().print(json);
            spec.commandLine().getOut().flush();
            return 0;
        }
        try {
            Files.writeString(out, json);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written.".formatted(out), e);
        }
        return 0;
    }

    private static String json(Path file) {
        try {
            return JsonFormat.printer().print(LabTopology.of(LabFile.read(file))) + "\n";
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
