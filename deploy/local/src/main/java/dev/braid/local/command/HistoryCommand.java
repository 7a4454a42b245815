package dev.braid.local.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import dev.braid.api.telemetry.v1.QueryConnectionHistoryRequest;
import dev.braid.api.telemetry.v1.QueryLinkHistoryRequest;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.RunState;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a link or a connection measured. */
@Command(name = "history", description = "Shows what a link or a connection measured.")
public final class HistoryCommand implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final int MOST_POINTS = 60;

    @Parameters(
            paramLabel = "ID",
            description = "Of a link, such as atlas-lon-par-1, or a connection: acme.web-to-db.1.")
    private String id;

    @Option(names = "--last", defaultValue = "1h", description = "How far back: 90s, 15m, 6h, 30d; default 1h.")
    private String last;

    @Option(names = "--json", description = "One JSON object a point, as the API has it.")
    private boolean json;

    @Override
    public Integer call() throws InvalidProtocolBufferException {
        Duration back = time(last);
        Installation installation = Installation.current();
        if (RunState.read(installation).filter(RunState::runs).isEmpty()) {
            throw new IllegalArgumentException("Braid is not running: start it with ./braid up.");
        }
        var start = Timestamps.fromMillis(Instant.now().minus(back).toEpochMilli());
        try (BraidClient client = new BraidClient(installation)) {
            // A connection's id is made of three parts, and no link's id has a dot.
            if (id.contains(".")) {
                var points = client.telemetry()
                        .queryConnectionHistory(QueryConnectionHistoryRequest.newBuilder()
                                .setConnectionId(id)
                                .setStartTime(start)
                                .setMaxPoints(MOST_POINTS + 1)
                                .build())
                        .getPointsList();
                print(points, HistoryText.connection(points));
            } else {
                var points = client.telemetry()
                        .queryLinkHistory(QueryLinkHistoryRequest.newBuilder()
                                .setLinkId(id)
                                .setStartTime(start)
                                .setMaxPoints(MOST_POINTS + 1)
                                .build())
                        .getPointsList();
                print(points, HistoryText.link(points));
            }
            return 0;
        } catch (StatusRuntimeException e) {
            if (CallFaults.areOfWhoAsks(e.getStatus().getCode())) {
                throw new IllegalArgumentException(e.getStatus().getDescription(), e);
            }
            throw e;
        }
    }

    private void print(List<? extends Message> points, List<String> lines) throws InvalidProtocolBufferException {
        if (!json) {
            lines.forEach(Terminal.standard()::line);
            return;
        }
        JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
        for (Message point : points) {
            System.out.println(printer.print(point));
        }
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--last %s must be a time such as 90s, 15m, 6h or 30d.".formatted(text));
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
