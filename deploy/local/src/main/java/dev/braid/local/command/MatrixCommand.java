package dev.braid.local.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.LatencyRow;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.RunState;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how far metros are from each other. */
@Command(name = "matrix", description = "Shows the least measured latency between metros.")
public final class MatrixCommand implements Callable<Integer> {
    private static final int MOST = 20;

    @Parameters(paramLabel = "METRO", arity = "1..*", description = "From 2 to 20 of them, such as lon par fra.")
    private List<String> metroIds;

    @Option(names = "--provider", defaultValue = "", description = "Over the links of this provider only.")
    private String providerId;

    @Option(names = "--day", defaultValue = "", description = "As it was on this day of UTC, such as 2026-07-24.")
    private String day;

    @Option(names = "--json", description = "One JSON object a row, as the API has it.")
    private boolean json;

    @Override
    public Integer call() throws InvalidProtocolBufferException {
        LinkedHashSet<String> metros = new LinkedHashSet<>(metroIds);
        if (metros.size() < 2 || metros.size() > MOST) {
            throw new IllegalArgumentException("%d metros must be from 2 to %d.".formatted(metros.size(), MOST));
        }
        Installation installation = Installation.current();
        if (RunState.read(installation).filter(RunState::runs).isEmpty()) {
            throw new IllegalArgumentException("Braid is not running: start it with ./braid up.");
        }
        GetLatencyMatrixRequest request = GetLatencyMatrixRequest.newBuilder()
                .addAllMetroIds(metros)
                .setProviderId(providerId)
                .setDay(day)
                .build();
        try (BraidClient client = new BraidClient(installation)) {
            List<LatencyRow> rows = client.telemetry().getLatencyMatrix(request).getRowsList();
            if (json) {
                JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
                for (LatencyRow row : rows) {
                    System.out.println(printer.print(row));
                }
            } else {
                MatrixText.lines(List.copyOf(metros), rows).forEach(Terminal.standard()::line);
            }
            return 0;
        } catch (StatusRuntimeException e) {
            if (CallFaults.areOfWhoAsks(e.getStatus().getCode())) {
                throw new IllegalArgumentException(e.getStatus().getDescription(), e);
            }
            throw e;
        }
    }
}
