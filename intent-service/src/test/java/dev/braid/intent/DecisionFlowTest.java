package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.DecisionResult;
import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListDecisionsResponse;
import dev.braid.api.path.v1.DecidedApproval;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.Held;
import dev.braid.api.path.v1.MoveActivated;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.api.path.v1.MoveJudged;
import dev.braid.api.path.v1.MoveResult;
import dev.braid.api.path.v1.MoveResult.ResultCase;
import dev.braid.api.telemetry.v1.HealthState;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Bus;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Network;
import dev.braid.intent.support.Wishes;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the topic of decisions to who asks why a connection was moved. */
@QuarkusTest
@WithTestResource(IntentStack.class)
class DecisionFlowTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    private final Client client = Client.ofNewTenant();
    private final Bus bus = new Bus();
    private Network network;

    @BeforeEach
    void aConnection() {
        network = Network.of(bus, Wishes.submitPair(client, "moving"), 1);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void decisionsAreListedNewestFirstWithWhatCameOfThemHoweverOftenTheyCome() {
        List<DecisionEvent> history = List.of(
                network.held(1, "hold-down", START),
                network.moved(2, START.plusSeconds(5)),
                network.cameOf(2, START.plusSeconds(6), activated()),
                network.cameOf(2, START.plusSeconds(9), judged(12_100)));
        history.forEach(network::say);
        history.forEach(network::say);
        // Of one kind only the first counts.
        network.say(network.cameOf(2, START.plusSeconds(60), judged(25_000)));
        network.say(network.held(2, "minimum-gain", START.plusSeconds(70)));

        List<ConnectionDecision> decisions = await(client, found -> found.size() == 3);
        assertThat(decisions)
                .extracting(ConnectionDecision::getDecisionId)
                .containsExactly(
                        network.held(2, "", START.plusSeconds(70)).getDecisionId(),
                        network.connectionId() + "/2",
                        network.held(1, "", START).getDecisionId());
        ConnectionDecision move = decisions.get(1);
        assertThat(move.getConnectionId()).isEqualTo(network.connectionId());
        assertThat(move.getDecideTime()).isEqualTo(Network.timestamp(START.plusSeconds(5)));
        assertThat(move.getDecision()).isEqualTo(history.get(1).getDecided());
        assertThat(move.getResultsList())
                .extracting(result -> result.getResult().getResultCase())
                .containsExactly(ResultCase.ACTIVATED, ResultCase.JUDGED);
        assertThat(move.getResultsList())
                .extracting(DecisionResult::getOccurTime)
                .containsExactly(Network.timestamp(START.plusSeconds(6)), Network.timestamp(START.plusSeconds(9)));
        assertThat(move.getResults(1).getResult().getJudged().getMeasuredLatencyUs())
                .isEqualTo(12_100);
        assertThat(decisions.getFirst().getResultsList()).isEmpty();
        assertThat(list(Client.operator(), 0, "").getDecisionsList()).isEqualTo(decisions);
    }

    /** How many connections of all are on their way, what others hold of a link, and what operators wrote to each other. */
    @Test
    void whatIsAboutMoreThanTheConnectionIsForOperatorsOnly() {
        network.say(network.held(1, "budget-in-flight", START));

        Held ofTenant = await(client, found -> !found.isEmpty())
                .getFirst()
                .getDecision()
                .getHeld();
        assertThat(ofTenant.getRail()).isEqualTo("budget-in-flight");
        assertThat(ofTenant.getReason()).isEqualTo("For operators only.");
        assertThat(list(Client.operator(), 0, "")
                        .getDecisions(0)
                        .getDecision()
                        .getHeld()
                        .getReason())
                .isEqualTo("It stays.");
    }

    @Test
    void whoApprovedAMoveIsForOperatorsOnlyToo() {
        DecisionEvent held = network.held(1, "declined", START);
        network.say(held.toBuilder()
                .setDecided(held.getDecided().toBuilder()
                        .setApproval(DecidedApproval.newBuilder()
                                .setRecommendationId(network.connectionId() + "/1/0123456789abcdef")
                                .setApprovedBy("ann@local")))
                .build());

        MoveDecision ofTenant =
                await(client, found -> !found.isEmpty()).getFirst().getDecision();
        assertThat(ofTenant.hasApproval()).isTrue();
        assertThat(ofTenant.getApproval().getApprovedBy()).isEmpty();
        assertThat(ofTenant.getHeld().getReason()).isEqualTo("For operators only.");
        assertThat(list(Client.operator(), 0, "")
                        .getDecisions(0)
                        .getDecision()
                        .getApproval()
                        .getApprovedBy())
                .isEqualTo("ann@local");
    }

    @Test
    void aResultOfAMoveThatIsNotKnownIsPassedOver() {
        network.say(network.cameOf(7, START, activated()));
        network.say(network.moved(2, START));
        assertThat(await(client, found -> !found.isEmpty()))
                .extracting(ConnectionDecision::getDecisionId)
                .containsExactly(network.connectionId() + "/2");
    }

    @Test
    void aHundredMovesAndAHundredHeldOnesAreKept() {
        for (int i = 0; i < 105; i++) {
            network.say(network.held(1, "hold-down", START.plusSeconds(i)));
        }
        for (int i = 2; i < 5; i++) {
            network.say(network.moved(i, START.minusSeconds(100).plusSeconds(i)));
        }
        List<ConnectionDecision> kept =
                await(client, found -> found.size() == 103 && !hasHeldAt(found, START.plusSeconds(4)));
        assertThat(hasHeldAt(kept, START.plusSeconds(5))).isTrue();
        assertThat(kept.stream().filter(decision -> decision.getDecision().hasMoved()))
                .hasSize(3);
    }

    private static boolean hasHeldAt(List<ConnectionDecision> decisions, Instant time) {
        return decisions.stream().anyMatch(decision -> decision.getDecideTime().equals(Network.timestamp(time)));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        for (int i = 2; i < 9; i++) {
            // Some are decided at the same moment.
            network.say(network.moved(i, START.plusSeconds(i / 2)));
        }
        List<ConnectionDecision> whole = await(client, found -> found.size() == 7);
        List<ConnectionDecision> paged = new ArrayList<>();
        String token = "";
        do {
            ListDecisionsResponse page = list(client, 3, token);
            assertThat(page.getDecisionsCount()).isLessThanOrEqualTo(3);
            paged.addAll(page.getDecisionsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void nobodyElseSeesThemNeitherHereNorInTheDatabase() throws SQLException {
        network.say(network.moved(2, START));
        await(client, found -> found.size() == 1);
        Client stranger = Client.ofNewTenant();
        assertThat(code(stranger, network.connectionId())).isEqualTo(Code.NOT_FOUND);
        for (String none : List.of(network.intentKey() + ".2", "*.moving.1", "moving", "a..1", "acme.moving.x.1")) {
            assertThat(code(client, none)).as(none).isEqualTo(Code.NOT_FOUND);
            assertThat(code(Client.operator(), none)).as(none).isEqualTo(Code.NOT_FOUND);
        }

        try (Connection connection = EmbeddedStack.connect(Database.INTENT, Database.INTENT.appRole())) {
            connection.setAutoCommit(false);
            assertThat(count(connection, "")).isZero();
            assertThat(count(connection, stranger.tenantId())).isZero();
            assertThat(count(connection, client.tenantId())).isEqualTo(1);
        }
    }

    private static long count(Connection connection, String tenantId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant', '" + tenantId + "', true)");
            try (ResultSet rows = statement.executeQuery("select count(*) from decisions")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static Code code(Client caller, String connectionId) {
        StatusRuntimeException refusal = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> caller.intents()
                        .listDecisions(ListDecisionsRequest.newBuilder()
                                .setConnectionId(connectionId)
                                .build()));
        assertThat(refusal).as(connectionId).isNotNull();
        return refusal.getStatus().getCode();
    }

    private ListDecisionsResponse list(Client caller, int size, String token) {
        return caller.intents()
                .listDecisions(ListDecisionsRequest.newBuilder()
                        .setConnectionId(network.connectionId())
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }

    private List<ConnectionDecision> await(Client caller, Predicate<List<ConnectionDecision>> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            List<ConnectionDecision> found = list(caller, 200, "").getDecisionsList();
            if (wanted.test(found)) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain; the decisions are now: " + found);
            }
            try {
                Thread.sleep(30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static MoveResult.Builder activated() {
        return MoveResult.newBuilder().setActivated(MoveActivated.getDefaultInstance());
    }

    private static MoveResult.Builder judged(long measuredUs) {
        return MoveResult.newBuilder()
                .setJudged(MoveJudged.newBuilder()
                        .setState(HealthState.HEALTH_STATE_MET)
                        .setMeasuredLatencyUs(measuredUs));
    }
}
