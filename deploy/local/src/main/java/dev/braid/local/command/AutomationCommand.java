package dev.braid.local.command;

import dev.braid.api.path.v1.ApproveReleaseRequest;
import dev.braid.api.path.v1.Automation;
import dev.braid.api.path.v1.AutomationMode;
import dev.braid.api.path.v1.AutomationServiceGrpc.AutomationServiceBlockingStub;
import dev.braid.api.path.v1.GetAutomationRequest;
import dev.braid.api.path.v1.ListWaitingMovesRequest;
import dev.braid.api.path.v1.RequestReleaseRequest;
import dev.braid.api.path.v1.SetModeRequest;
import dev.braid.api.path.v1.StopAutomationRequest;
import dev.braid.local.Terminal;
import dev.braid.local.client.BraidClient;
import dev.braid.local.installation.Installation;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops automatic moves, and lets them go again. */
@Command(
        name = "automation",
        description = "Stops automatic moves and sets how far they go.",
        subcommands = {
            AutomationCommand.Status.class,
            AutomationCommand.Stop.class,
            AutomationCommand.Release.class,
            AutomationCommand.Approve.class,
            AutomationCommand.SetMode.class,
            AutomationCommand.Waiting.class
        })
public final class AutomationCommand {
    private static final int MOST_WAITING = 200;

    /** What can be set; the contract's modes by short names. */
    enum Mode {
        OBSERVE(AutomationMode.AUTOMATION_MODE_OBSERVE),
        RECOMMEND(AutomationMode.AUTOMATION_MODE_RECOMMEND),
        AUTOMATIC(AutomationMode.AUTOMATION_MODE_AUTOMATIC);

        private final AutomationMode contract;

        Mode(AutomationMode contract) {
            this.contract = contract;
        }
    }

    /** Asks the service, or tells it something, as an operator with a name. */
    abstract static class Call implements Callable<Integer> {
        @Option(names = "--as", paramLabel = "NAME", description = "Who you are; otherwise the user of this machine.")
        private String name;

        String name() {
            return name == null ? System.getProperty("user.name") : name;
        }

        int say(Function<AutomationServiceBlockingStub, List<String>> call) {
            try (BraidClient client = new BraidClient(Installation.current())) {
                call.apply(client.automation(name())).forEach(Terminal.standard()::line);
            }
            return 0;
        }

        int show(Function<AutomationServiceBlockingStub, Automation> call) {
            Installation installation = Installation.current();
            try (BraidClient client = new BraidClient(installation)) {
                Automation automation = call.apply(client.automation(name()));
                AutomationText.print(automation, new StopFile(installation.stopFile()), Terminal.standard());
            }
            return 0;
        }
    }

    /** Tells which moves wait for a budget. */
    @Command(name = "waiting", description = "Lists the moves off slow links that wait for a budget, in their order.")
    static final class Waiting extends Call {
        @Option(names = "--first", defaultValue = "50", description = "So many of them; default 50, at most 200.")
        private int first;

        @Override
        public Integer call() {
            if (first < 1 || first > MOST_WAITING) {
                throw new IllegalArgumentException("--first %d must be from 1 to %d.".formatted(first, MOST_WAITING));
            }
            return say(
                    service -> RecommendationWords.waiting(service.listWaitingMoves(ListWaitingMovesRequest.newBuilder()
                                    .setPageSize(first)
                                    .build())
                            .getMovesList()));
        }
    }

    /** Tells whether automatic moves are stopped. */
    @Command(name = "status", description = "Tells what automatic moves may do, and what waits for approval.")
    static final class Status extends Call {
        @Override
        public Integer call() {
            return show(service -> service.getAutomation(GetAutomationRequest.getDefaultInstance())
                    .getAutomation());
        }
    }

    /** Stops all automatic moves. */
    @Command(name = "stop", description = "Stops all automatic moves at once.")
    static final class Stop extends Call {
        @Option(names = "--reason", required = true, description = "Why, in one line.")
        private String reason;

        @Option(names = "--local", description = "By a file on this machine: needs no service, no Kafka, no database.")
        private boolean local;

        @Override
        public Integer call() {
            if (local) {
                StopFile file = new StopFile(Installation.current().stopFile());
                file.write(name(), reason);
                Terminal.standard()
                        .line("%s is there: this machine moves nothing, and no other as soon as Kafka can be reached."
                                .formatted(file.path()));
                return 0;
            }
            try {
                return show(service -> service.stopAutomation(StopAutomationRequest.newBuilder()
                                .setReason(reason)
                                .build())
                        .getAutomation());
            } catch (StatusRuntimeException e) {
                Terminal.aside()
                        .line("braid: it is not certain that they are stopped. Without any service: "
                                + "./braid automation stop --local --reason ...");
                throw e;
            }
        }
    }

    /** Asks for the end of the stop. */
    @Command(name = "release", description = "Asks for the end of the stop; somebody else has to approve it.")
    static final class Release extends Call {
        @Option(names = "--reason", required = true, description = "Why, in one line.")
        private String reason;

        @Option(names = "--local", description = "Removes the file of stop --local first.")
        private boolean local;

        @Override
        public Integer call() {
            StopFile file = new StopFile(Installation.current().stopFile());
            if (local) {
                file.delete();
            }
            if (file.exists()) {
                throw new IllegalArgumentException(
                        "%s is there, and stops again what is released: remove it with --local."
                                .formatted(file.path()));
            }
            return show(service -> service.requestRelease(
                            RequestReleaseRequest.newBuilder().setReason(reason).build())
                    .getAutomation());
        }
    }

    /** Approves what somebody else asked for. */
    @Command(name = "approve", description = "Approves what somebody else asked for, and so does it.")
    static final class Approve extends Call {
        @Parameters(paramLabel = "ID", description = "Of the request, as status shows it.")
        private String requestId;

        @Override
        public Integer call() {
            return show(service -> service.approveRelease(ApproveReleaseRequest.newBuilder()
                            .setRequestId(requestId)
                            .build())
                    .getAutomation());
        }
    }

    /** Sets how far automatic moves go. */
    @Command(name = "mode", description = "Sets how far automatic moves go; less strict waits for approval.")
    static final class SetMode extends Call {
        @Parameters(paramLabel = "MODE", description = "observe, recommend or automatic.")
        private Mode mode;

        @Option(names = "--tenant", description = "Whose; otherwise of all. The stricter of the two counts.")
        private String tenant;

        @Option(names = "--reason", required = true, description = "Why, in one line.")
        private String reason;

        @Override
        public Integer call() {
            return show(service -> service.setMode(SetModeRequest.newBuilder()
                            .setTenantId(tenant == null ? "" : tenant)
                            .setMode(mode.contract)
                            .setReason(reason)
                            .build())
                    .getAutomation());
        }
    }
}
