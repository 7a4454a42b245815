package dev.braid.local.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Pages;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.RunState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why a connection was moved for its health, or was not. */
@Command(name = "why", description = "Tells why a connection was moved, or was not.")
public final class WhyCommand implements Callable<Integer> {
    private static final int MOST = 200;

    @Parameters(paramLabel = "CONNECTION", description = "Its id, such as acme.web-to-db.1.")
    private String connectionId;

    @Option(names = "--last", defaultValue = "10", description = "So many of the newest decisions; default 10.")
    private int last;

    @Option(names = "--rails", description = "Also what each guard rail said.")
    private boolean rails;

    @Option(names = "--json", description = "One JSON object a line, as the API has it.")
    private boolean json;

    @Override
    public Integer call() throws InvalidProtocolBufferException {
        if (last < 1 || last > MOST) {
            throw new IllegalArgumentException("--last %d must be from 1 to %d.".formatted(last, MOST));
        }
        Installation installation = Installation.current();
        if (RunState.read(installation).filter(RunState::runs).isEmpty()) {
            throw new IllegalArgumentException("Braid is not running: start it with ./braid up.");
        }
        try (BraidClient client = new BraidClient(installation)) {
            List<ConnectionDecision> decisions =
                    new Pages(client).decisions(connectionId, last).reversed();
            if (json) {
                print(decisions);
            } else {
                DecisionWords words = new DecisionWords(rails);
                words.all(connectionId, decisions).forEach(Terminal.standard()::line);
            }
            return 0;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new IllegalArgumentException(
                        "There is no connection '%s'; ids are TENANT.INTENT.NUMBER, such as acme.web-to-db.1."
                                .formatted(connectionId),
                        e);
            }
            throw e;
        }
    }

    private static void print(List<ConnectionDecision> decisions) throws InvalidProtocolBufferException {
        JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
        for (ConnectionDecision decision : decisions) {
            System.out.println(printer.print(decision));
        }
    }
}
