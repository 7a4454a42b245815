package dev.braid.local.command;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Carriers;
import dev.braid.local.demo.Demo;
import dev.braid.local.demo.DemoReport;
import dev.braid.local.demo.DemoSummary;
import dev.braid.local.installation.Installation;
import dev.braid.local.process.RunState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main flow, on the running system or on one that it brings up for the purpose. */
@Command(name = "demo", description = "Shows an intent becoming a live connection, and latency moving it.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON document; progress goes to the standard error.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Installation installation = Installation.current();
        Terminal terminal = json ? Terminal.aside() : Terminal.standard();
        DemoReport report;
        if (RunState.read(installation).filter(RunState::runs).isPresent()) {
            report = run(installation, terminal);
        } else {
            try (StoppableLauncher up = StoppableLauncher.start(() -> RunningSystem.start(installation, terminal))) {
                report = run(installation, terminal);
                terminal.line("");
                terminal.line("Stopping (./braid up keeps it running) ...");
            }
        }
        if (json) {
            System.out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                    .writeValueAsString(report));
        }
        return report.ok ? 0 : 1;
    }

    private static DemoReport run(Installation installation, Terminal terminal) {
        try (BraidClient client = new BraidClient(installation);
                Carriers carriers = new Carriers(installation)) {
            DemoReport report = new Demo(installation, client, carriers, terminal).run();
            DemoSummary.print(report, terminal);
            return report;
        }
    }
}
