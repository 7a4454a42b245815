package dev.braid.local.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.braid.api.intent.v1.GetSlaReportRequest;
import dev.braid.api.intent.v1.SlaReport;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.RunState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells how the promises of an intent were kept in a month, and what is credited where they were not. */
@Command(name = "sla", description = "Tells how promises were kept in a month, and what is credited.")
public final class SlaCommand implements Callable<Integer> {
    private static final Pattern INTENT = Pattern.compile("([a-z0-9-]+)[.]([a-z0-9-]+)");
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    @Parameters(paramLabel = "INTENT", description = "Its key, such as acme.web-to-db.")
    private String intentKey;

    @Option(names = "--month", defaultValue = "", description = "Such as 2026-11, by UTC; default the one under way.")
    private String month;

    @Option(names = "--json", description = "One JSON object, as the API has it.")
    private boolean json;

    @Override
    public Integer call() throws InvalidProtocolBufferException {
        Matcher key = INTENT.matcher(intentKey);
        if (!key.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no key of an intent: they are TENANT.INTENT, such as acme.web-to-db."
                            .formatted(intentKey));
        }
        if (!month.isEmpty() && !MONTH.matcher(month).matches()) {
            throw new IllegalArgumentException(
                    "--month %s must be a year and a month, such as 2026-11.".formatted(month));
        }
        Installation installation = Installation.current();
        if (RunState.read(installation).filter(RunState::runs).isEmpty()) {
            throw new IllegalArgumentException("Braid is not running: start it with ./braid up.");
        }
        try (BraidClient client = new BraidClient(installation)) {
            print(client.allSlas()
                    .getSlaReport(GetSlaReportRequest.newBuilder()
                            .setTenantId(key.group(1))
                            .setIntentId(key.group(2))
                            .setMonth(month)
                            .build())
                    .getReport());
            return 0;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new IllegalArgumentException(
                        "There is no intent '%s'; keys are TENANT.INTENT, such as acme.web-to-db.".formatted(intentKey),
                        e);
            }
            throw e;
        }
    }

    private void print(SlaReport report) throws InvalidProtocolBufferException {
        if (json) {
            System.out.println(
                    JsonFormat.printer().omittingInsignificantWhitespace().print(report));
        } else {
            SlaWords.all(report).forEach(Terminal.standard()::line);
        }
    }
}
