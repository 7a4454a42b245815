package dev.braid.local.command;

import dev.braid.local.Terminal;
import dev.braid.local.installation.Installation;
import dev.braid.local.installation.Service;
import dev.braid.local.process.Launcher;
import dev.braid.local.process.Memory;
import dev.braid.local.process.RunState;

/** What a person wants to know once everything runs. */
final class Summary {
    private Summary() {}

    static void print(Installation installation, Launcher launcher, Terminal terminal) {
        String memory = RunState.read(installation)
                .map(state -> Memory.text(state.residentBytes()))
                .orElse("unknown");
        String gateway = "http://127.0.0.1:" + installation.settings().httpPort(Service.GATEWAY);
        terminal.title("Ready in %s; %s resident".formatted(Terminal.seconds(launcher.readyMillis()), memory));
        terminal.line("  Console   %s/".formatted(gateway));
        terminal.line("  REST      %s/v1/…   described in %s/openapi.json".formatted(gateway, gateway));
        terminal.line("  gRPC      127.0.0.1:%d (intents), TLS, authority %s"
                .formatted(
                        installation.settings().grpcPort(Service.INTENT),
                        installation.certificates().resolve("authority.pem")));
        terminal.line("  Kafka     " + installation.bootstrapServers());
        terminal.line("  Token     ./braid token --tenant acme --role tenant-admin");
        terminal.line("  Logs      ./braid logs [service] [-f]");
        terminal.line("  Stop      Ctrl-C here, or ./braid down");
    }
}
