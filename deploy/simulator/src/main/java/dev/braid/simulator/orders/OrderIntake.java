package dev.braid.simulator.orders;

import dev.braid.simulator.domain.CarrierFault;
import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.domain.Decision.Needs;
import dev.braid.simulator.domain.Decision.Refusal;
import dev.braid.simulator.faults.FaultBoard;
import dev.braid.simulator.settings.SimulatorSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Brings requests to a carrier as slowly and as badly as the faults in force want it. */
@Startup
@ApplicationScoped
public class OrderIntake {

    private static final Duration THAW_CHECK = Duration.ofMillis(50);

    private final FaultBoard faults;
    private final SimulatorSettings settings;
    private final References references = new References();
    private final Random random;
    private final Clock clock = Clock.systemUTC();

    /** An intake of its own; the process has one. */
    public OrderIntake(FaultBoard faults, SimulatorSettings settings) {
        this.faults = faults;
        this.settings = settings;
        this.random = new Random(settings.seed());
        checkDelays(
                "reserve", settings.reserve().leastDelay(), settings.reserve().mostDelay());
        checkDelays(
                "activate",
                settings.activate().leastDelay(),
                settings.activate().mostDelay());
    }

    /**
     * Hands a command over and waits for what the carrier makes of it.
     *
     * @throws OutOfOrder when the carrier has an error instead of an answer
     * @throws NobodyListens when the customer has gone while the carrier was frozen; then nothing may have happened
     */
    public Decision command(Carrier carrier, String reference, Command command, BooleanSupplier customerGone) {
        String providerId = carrier.network().providerId();
        return answered(
                providerId,
                customerGone,
                () -> references.oneByOne(providerId + "/" + reference, () -> {
                    pause(usualDelay(command));
                    return decide(carrier, reference, command);
                }));
    }

    /** Reads something of a carrier, with the same faults. */
    public <T> T read(Carrier carrier, BooleanSupplier customerGone, Supplier<T> reading) {
        return answered(carrier.network().providerId(), customerGone, reading);
    }

    /** Whether the carrier says yes at the moment and does nothing. */
    public boolean lies(Carrier carrier) {
        return faults.ofCarrier(carrier.network().providerId()).lie();
    }

    /** Whether the carrier takes a second order under the same name at the moment: no published rule forbids it. */
    public boolean takesDoubles(Carrier carrier) {
        return faults.ofCarrier(carrier.network().providerId()).doubles();
    }

    /** Hands a command over at once, for a carrier that works on it by itself. */
    public Decision decide(Carrier carrier, String reference, Command command) {
        UnaryOperator<Decision> mood = decision -> rejected(carrier, reference, decision);
        return lies(carrier)
                ? mood.apply(carrier.consider(reference, command, clock.instant()))
                : carrier.handle(reference, command, clock.instant(), mood);
    }

    /** The decision, or the rejection that was asked for instead of it. */
    private Decision rejected(Carrier carrier, String reference, Decision decision) {
        String providerId = carrier.network().providerId();
        return decision instanceof Decision.Change change
                        && change.needs() == Needs.MORE_BANDWIDTH
                        && faults.takeRejection(providerId)
                ? new Decision.Refuse(
                        Refusal.REJECTED, "%s rejects order %s on request.".formatted(providerId, reference))
                : decision;
    }

    private <T> T answered(String providerId, BooleanSupplier customerGone, Supplier<T> work) {
        awaitThaw(providerId, customerGone);
        CarrierFault fault = faults.ofCarrier(providerId);
        pause(Duration.ofMillis(fault.delayMs()));
        if (random.nextDouble() < fault.errorRate()) {
            throw new OutOfOrder(providerId);
        }
        T result = work.get();
        // Frozen in between: it has happened, and the customer does not learn of it.
        awaitThaw(providerId, customerGone);
        return result;
    }

    private void awaitThaw(String providerId, BooleanSupplier customerGone) {
        while (faults.ofCarrier(providerId).frozen()) {
            if (customerGone.getAsBoolean()) {
                throw new NobodyListens();
            }
            pause(THAW_CHECK);
        }
    }

    private Duration usualDelay(Command command) {
        return switch (command) {
            case Command.Reserve _ ->
                between(settings.reserve().leastDelay(), settings.reserve().mostDelay());
            case Command.Activate _, Command.Modify _, Command.Release _ ->
                between(settings.activate().leastDelay(), settings.activate().mostDelay());
        };
    }

    private static void checkDelays(String step, Duration least, Duration most) {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "braid.simulator.%s: the delays (%s to %s) must not be negative and must rise."
                            .formatted(step, least, most));
        }
    }

    private Duration between(Duration least, Duration most) {
        return least.plusNanos((long) (random.nextDouble() * most.minus(least).toNanos()));
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The simulator stops.", e);
        }
    }

    /** The carrier has an error instead of an answer. */
    public static final class OutOfOrder extends RuntimeException {
        OutOfOrder(String providerId) {
            super("%s has an error, on request.".formatted(providerId));
        }
    }

    /** The customer has gone before the answer came. */
    public static final class NobodyListens extends RuntimeException {
        NobodyListens() {
            super("The customer has gone before the answer came.");
        }
    }
}
