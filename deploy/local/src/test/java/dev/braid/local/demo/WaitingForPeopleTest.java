package dev.braid.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.local.client.Carriers;
import dev.braid.local.demo.ThreeCarriers.Route;
import dev.braid.local.installation.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real processes on one machine, and intents over three carriers of which one works by hand: at one of them somebody
 * comes when called, at another by themselves after days.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WaitingForPeopleTest {
    private static final Duration DAY = Duration.ofSeconds(10);
    private static final int DAYS = 3;
    private static final int DAYS_UNLESS_CALLED = 1000;
    private static final int MANY = 30;
    /** What the pools of a service may have grown by, and the looks at orders that are under way. */
    private static final int SLACK = 12;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path home;

    private static TestSystem system;

    @BeforeAll
    static void start() throws IOException {
        system = new TestSystem(TestInstallation.workingByHand(
                home, Map.of(Route.SEOUL.byHand(), DAYS_UNLESS_CALLED, Route.MEXICO.byHand(), DAYS), DAY));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @AfterEach
    void everythingThatMustHoldDoes() {
        system.everythingHolds();
    }

    @Test
    @Order(1)
    void anIntentSaysOnWhomItWaitsThroughEveryRestartUntilTheDaysAreOver() throws IOException {
        ThreeCarriers seoul = submitted(Route.SEOUL);
        ThreeCarriers mexico = submitted(Route.MEXICO);
        WaitingPage untilCalled = waiting(seoul);
        WaitingPage untilTheDaysAreOver = waiting(mexico);
        untilCalled.says(DAY.multipliedBy(DAYS_UNLESS_CALLED));
        untilTheDaysAreOver.says(DAY.multipliedBy(DAYS));
        for (Service service : List.of(Service.INTENT, Service.PROVISIONING, Service.PATH)) {
            system.launcher.crash(service);
            system.launcher.revive(service);
            untilCalled.isRemembered();
        }

        untilTheDaysAreOver.holdsUntilTheDaysAreOver();
        untilCalled.endsWhenSomebodySaysYes();
        // Here the plans, the orders and the open intervals are there to be compared.
        system.everythingHolds();
        Stream.of(seoul, mexico).forEach(ThreeCarriers::terminate);
        Stream.of(seoul, mexico).forEach(ThreeCarriers::awaitNothingHeld);
    }

    @Test
    @Order(2)
    void cancelledBeforeAnythingIsOrderedLeavesNothing() {
        ThreeCarriers intent = submitted(Route.SEOUL);
        intent.terminate();
        intent.awaitNothingHeld();
    }

    /** When a tenant cancels what has waited for people. */
    enum Point {
        WAITING,
        PROVISIONING_IS_AWAY,
        /** Somebody has said yes, and nobody here has heard of it. */
        DECIDED_UNHEARD,
        /** Some carriers let traffic through, and one does not answer. */
        ACTIVATING,
        ACTIVE
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void cancelledAtAnyPointLeavesNothing(Point point) throws IOException {
        ThreeCarriers intent = submitted(Route.SEOUL);
        WaitingPage page = waiting(intent);
        switch (point) {
            case WAITING -> intent.terminate();
            case PROVISIONING_IS_AWAY -> {
                system.launcher.crash(Service.PROVISIONING);
                intent.terminate();
                system.launcher.revive(Service.PROVISIONING);
            }
            case DECIDED_UNHEARD -> {
                page.accept();
                intent.terminate();
            }
            case ACTIVATING -> {
                system.carriers.freeze(ThreeCarriers.FIRST);
                page.accept();
                intent.awaitInService(Route.SEOUL.last());
                intent.terminate();
                assertThat(intent.read().getState()).isEqualTo(IntentState.INTENT_STATE_TERMINATING);
                system.carriers.clearFaults();
            }
            case ACTIVE -> {
                page.accept();
                intent.awaitState(IntentState.INTENT_STATE_ACTIVE);
                intent.terminate();
            }
        }
        intent.awaitNothingHeld();
        page.isClosed();
    }

    @Test
    @Order(2)
    void theNoOfASellersPeopleIsToldByTheIntentAndNothingIsHeld() {
        ThreeCarriers intent = submitted(Route.SEOUL);
        WaitingPage page;
        do {
            page = waiting(intent);
            page.reject("no ducts");
        } while (page.isAskedForAnotherWay());
        assertThat(intent.read().getRejection().getMessage())
                .contains(Route.SEOUL.byHand() + " refused", "no ducts", "and no other path does");
        intent.awaitNoneHeld();
    }

    /** One refuses the change at once, while another still waits for people with it. */
    @Test
    @Order(2)
    void theNoOfACarrierToAChangeIsToldByTheIntentWhichKeepsWhatItHas() {
        ThreeCarriers intent = submitted(Route.SEOUL);
        waiting(intent).accept();
        intent.awaitState(IntentState.INTENT_STATE_ACTIVE);
        List<Carriers.Order> held = intent.held();

        system.carriers.rejectNext(ThreeCarriers.FIRST, 1_000);
        intent.changeBandwidth(2);
        Intent refused = Patience.until(intent::read, Intent::hasRejection);
        system.carriers.rejectNext(ThreeCarriers.FIRST, 0);
        assertThat(refused.getRejection().getMessage()).contains(ThreeCarriers.FIRST, "rejects order");
        Patience.until(intent::held, held::equals);
        assertThat(intent.read().getState()).isEqualTo(IntentState.INTENT_STATE_ACTIVE);
        intent.terminate();
        intent.awaitNothingHeld();
    }

    @Test
    @Order(3)
    void manyThatWaitHoldNoMoreThreadsThanOne() {
        ThreeCarriers one = submitted(Route.SEOUL);
        one.awaitWaiting();
        int ofIntents = threads(Service.INTENT).size();
        int ofProvisioning = threads(Service.PROVISIONING).size();
        int ofPaths = threads(Service.PATH).size();

        List<ThreeCarriers> others =
                Stream.generate(() -> submitted(Route.SEOUL)).limit(MANY).toList();
        others.forEach(ThreeCarriers::awaitWaiting);
        // What is held for a wait is held for days, and what works for a moment is gone at some look.
        Patience.until(() -> threads(Service.INTENT), threads -> threads.size() <= ofIntents + SLACK);
        Patience.until(() -> threads(Service.PROVISIONING), threads -> threads.size() <= ofProvisioning + SLACK);
        Patience.until(() -> threads(Service.PATH), threads -> threads.size() <= ofPaths + SLACK);

        Stream.concat(Stream.of(one), others.stream()).forEach(ThreeCarriers::terminate);
        Stream.concat(Stream.of(one), others.stream()).forEach(ThreeCarriers::awaitNothingHeld);
    }

    private static ThreeCarriers submitted(Route route) {
        ThreeCarriers intent = new ThreeCarriers(system, route);
        intent.submit();
        return intent;
    }

    private static WaitingPage waiting(ThreeCarriers intent) {
        return new WaitingPage(
                system,
                intent,
                new HandSeller(system.installation, intent.route().byHand()));
    }

    private static List<String> threads(Service service) {
        return system.launcher.running().stream()
                .filter(running -> running.name().equals(service.label()))
                .map(running -> LiveThreads.of(running.pid()))
                .findFirst()
                .orElseThrow();
    }
}
