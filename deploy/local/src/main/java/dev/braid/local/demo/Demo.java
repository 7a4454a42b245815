package dev.braid.local.demo;

import dev.braid.api.billing.v1.BillingRecord;
import dev.braid.api.intent.v1.Connection;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.path.v1.GetPathRequest;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.telemetry.v1.GetConnectionHealthRequest;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.local.Terminal;
import dev.braid.local.check.InvariantCheck;
import dev.braid.local.check.Violation;
import dev.braid.local.client.BraidClient;
import dev.braid.local.client.Carriers;
import dev.braid.local.client.Pages;
import dev.braid.local.installation.Installation;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The main flow on a running system, told step by step: order, activate, measure, move, bill, give back. */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long EXTRA_US = 40_000;

    private final Installation installation;
    private final BraidClient client;
    private final Carriers carriers;
    private final Terminal terminal;
    private final DemoReport report = new DemoReport();
    private final Customers customers;
    private List<DemoOrder> orders = DemoScript.ORDERS;
    private String slowLink = "";

    public Demo(Installation installation, BraidClient client, Carriers carriers, Terminal terminal) {
        this.installation = installation;
        this.client = client;
        this.carriers = carriers;
        this.terminal = terminal;
        // Ids are never reused: every run has its own.
        report.run = Long.toString(System.currentTimeMillis() / 1000, Character.MAX_RADIX);
        this.customers = new Customers(client, report.run);
    }

    /** Runs all of it; the report says whether everything was as promised. */
    public DemoReport run() {
        try {
            Promise promise = prepare();
            activate();
            PathRecord path = showPath(promise);
            move(promise, path);
            showBilling();
            giveBack();
            report.ok = true;
        } catch (DemoFailed | StatusRuntimeException e) {
            report.failure = e.getMessage();
            terminal.fail(e.getMessage());
            tidyUp();
        }
        return report;
    }

    private Promise prepare() {
        terminal.title("1  Two customers attach to the network");
        Instant start = Instant.now();
        int ports = customers.attach(orders);
        Promise promise = Promise.find(orders, client);
        orders = orders.stream()
                .map(order -> order.name().equals(promise.order().name()) ? promise.order() : order)
                .toList();
        done("ports", "%d ports of %s".formatted(ports, "acme and globex"), start);
        return promise;
    }

    private void activate() {
        terminal.title("2  They submit %d intents at once".formatted(orders.size()));
        Instant start = Instant.now();
        List<Intent> intents = customers.submit(orders);
        int connections = intents.stream().mapToInt(Intent::getConnectionsCount).sum();
        done("submitted", "%d intents, %d connections".formatted(intents.size(), connections), start);
        Map<DemoOrder, Long> times = customers.await(orders, IntentState.INTENT_STATE_ACTIVE, start, PATIENCE);
        done("all active", "every leg ordered, activated and read back", start);
        Instant checkStart = Instant.now();
        List<Violation> violations = new InvariantCheck(installation, client, carriers).await(Duration.ofSeconds(30));
        if (!violations.isEmpty()) {
            violations.forEach(violation -> report.violations.add(violation.toString()));
            throw new DemoFailed("What must hold does not: " + violations.getFirst());
        }
        done("all as it must be", "reservations equal plans, carriers hold what is wanted", checkStart);
        times.forEach((order, millis) -> {
            Intent intent = customers.read(order);
            report.intents.add(new DemoReport.IntentLine(
                    order.tenantId(),
                    intent.getIntentId(),
                    order.shape().name().replace("SHAPE_", ""),
                    intent.getConnectionsCount(),
                    millis,
                    intent.getPriceMicrosPerHour()));
        });
    }

    private PathRecord showPath(Promise promise) {
        DemoOrder order = promise.order();
        Connection connection = customers.read(order).getConnections(0);
        terminal.title("3  One path: %s, %s".formatted(order.displayName(), Figures.gbps(order.bandwidthBps())));
        PathRecord path = client.paths(order.tenantId())
                .getPath(GetPathRequest.newBuilder()
                        .setConnectionId(connection.getConnectionId())
                        .build())
                .getPath();
        report.path = PathTable.line(path.getConnectionId(), path.getPlan(), order.maxLatencyUs());
        PathTable.print(terminal, report.path, path.getPlan().getCurrencyCode());
        return path;
    }

    private void move(Promise promise, PathRecord path) {
        terminal.title("4  A link of it becomes slow");
        awaitMeasured(path.getConnectionId());
        PathPlan plan = path.getPlan();
        long bound = promise.order().maxLatencyUs();
        List<Hop> hops = plan.getHopsList();
        List<Hop> expected = hops.stream()
                .filter(candidate -> candidate.getProviderId().equals(promise.providerId()))
                .toList();
        // Two paths may be nearly equal, and what was measured since may have turned them round.
        Hop hop = Promise.longest(expected.isEmpty() ? hops : expected);
        long extraUs = bound - plan.getExpectedLatencyUs() + EXTRA_US;
        slowLink = hop.getLinkId();
        LatencyFault fault = new LatencyFault(terminal, path.getConnectionId(), plan, bound, slowLink, extraUs);
        Instant start = Instant.now();
        report.move = fault.follow(installation.bootstrapServers(), () -> carriers.raiseLatency(slowLink, extraUs));
        carriers.raiseLatency(slowLink, 0);
        slowLink = "";
        done("moved", "the link is back to normal, the connection stays where it is", start);
    }

    private void showBilling() {
        terminal.title("5  Billing reads braid.billing.v1 with a plain Kafka consumer");
        Instant start = Instant.now();
        List<BillingRecord> records = BillingPage.read(installation.bootstrapServers(), idPrefix());
        report.billingRecordCount = records.size();
        String moved = report.move.connectionId();
        records.stream()
                .filter(record -> record.getConnectionId().equals(moved))
                .forEach(record -> {
                    report.billing.add(BillingPage.json(record));
                    terminal.line("  " + BillingPage.oneLine(record));
                });
        done("billing", "%d records of this run so far".formatted(records.size()), start);
    }

    private void giveBack() {
        terminal.title("6  They terminate everything");
        Instant start = Instant.now();
        customers.terminate(orders);
        customers.await(orders, IntentState.INTENT_STATE_TERMINATED, start, PATIENCE);
        done("all terminated", "", start);

        Instant checkStart = Instant.now();
        List<Violation> violations =
                new ArrayList<>(new InvariantCheck(installation, client, carriers).await(Duration.ofSeconds(30)));
        violations.addAll(stillHeld());
        violations.forEach(violation -> report.violations.add(violation.toString()));
        if (!violations.isEmpty()) {
            violations.forEach(violation -> terminal.fail(violation.toString()));
            throw new DemoFailed("%d things that must hold do not".formatted(violations.size()));
        }
        long reservedBps = new Pages(client)
                .linkStates().stream().mapToLong(link -> link.getReservedBps()).sum();
        done(
                "nothing stays reserved",
                "%d bit/s reserved on all links; reservations, orders and billing agree".formatted(reservedBps),
                checkStart);
    }

    /** What this run still holds, whatever others hold on the same system. */
    private List<Violation> stillHeld() {
        List<Violation> held = new ArrayList<>();
        Pages pages = new Pages(client);
        pages.paths().stream()
                .filter(path -> path.getConnectionId().contains("." + idPrefix()))
                .filter(path -> path.hasPlan() || path.getHeldPlansCount() > 0)
                .forEach(path -> held.add(new Violation("nothing stays reserved", path.getConnectionId())));
        boolean alone = pages.paths().stream().noneMatch(path -> path.hasPlan() || path.getHeldPlansCount() > 0);
        pages.linkStates().stream()
                .filter(link -> alone && link.getReservedBps() != 0)
                .forEach(link -> held.add(new Violation("nothing stays reserved", link.getLinkId())));
        return held;
    }

    private void awaitMeasured(String connectionId) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            try {
                HealthState state = client.telemetry()
                        .getConnectionHealth(GetConnectionHealthRequest.newBuilder()
                                .setConnectionId(connectionId)
                                .build())
                        .getHealth()
                        .getState();
                if (state == HealthState.HEALTH_STATE_MET) {
                    return;
                }
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
                    throw e;
                }
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailed("interrupted");
            }
        }
        throw new DemoFailed("%s was not measured within %d s".formatted(connectionId, PATIENCE.toSeconds()));
    }

    /** How the ids of all intents of this run start. */
    private String idPrefix() {
        return "demo-" + report.run + "-";
    }

    /** After a failure: leave no fault and no intent behind, as far as that goes. */
    private void tidyUp() {
        try {
            if (!slowLink.isEmpty()) {
                carriers.raiseLatency(slowLink, 0);
            }
            customers.terminate(orders);
        } catch (RuntimeException e) {
            terminal.note("tidying up did not work either: " + e.getMessage());
        }
    }

    private void done(String step, String detail, Instant start) {
        long millis = Duration.between(start, Instant.now()).toMillis();
        report.steps.add(new DemoReport.Step(step, millis, detail));
        terminal.done(step, detail, millis);
    }
}
