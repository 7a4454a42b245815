package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.support.ProvisioningStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seller need not refuse a second order of the same name: what was ordered twice is used once and given back twice. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class SonataDoublesTest {
    private static final long BPS = 1_000_000_000L;
    private static final List<String> PATH = List.of("atlas-lon-par-1", "atlas-par-fra-1");
    private static final String SONATA = "/carriers/atlas/mefApi/sonata";
    private static final String ORDERING = SONATA + "/productOrderingManagement/v10/";

    @TempDir
    static Path folder;

    private static SimulatorProcess simulator;

    private SellerDesk desk;
    private LaggingSeller seller;
    private SonataBuyer buyer;
    private String leg;
    private List<String> doubles;

    @BeforeAll
    static void startSimulator() throws IOException, InterruptedException {
        assumeTrue(Files.exists(SimulatorProcess.JAR), "The simulator is not built: " + SimulatorProcess.JAR);
        simulator = new SimulatorProcess(folder);
    }

    @AfterAll
    static void stopSimulator() {
        if (simulator != null) {
            simulator.close();
        }
    }

    /** The lists are behind while the order is sent, so that it is sent again. */
    @BeforeEach
    void orderTwice() throws IOException {
        desk = new SellerDesk(simulator);
        desk.faults("carriers/atlas", "{\"doubles\":true}");
        seller = new LaggingSeller(simulator);
        buyer = SonataBuyer.of(seller.url(), "atlas", Duration.ofSeconds(10));
        leg = "acme.double.1." + Instant.now().toEpochMilli();
        seller.list(_ -> false);
        seller.inventory(_ -> false);
        assertThat(ask(Verb.RESERVE)).isInstanceOf(Answer.Unknown.class);
        assertThat(ask(Verb.RESERVE)).isInstanceOf(Answer.Unknown.class);
        seller.list(_ -> true);
        seller.inventory(_ -> true);
        doubles = orders("id");
        assertThat(doubles).hasSize(2);
    }

    @AfterEach
    void close() {
        seller.close();
        desk.mend();
    }

    @Test
    void oneIsActivatedOnceAndForAllAndTheOtherCancelled() {
        is(Verb.RESERVE, Standing.HELD);
        is(Verb.ACTIVATE, Standing.IN_SERVICE);
        assertThat(orders("state")).containsExactly("completed", "cancelled");
        is(Verb.ACTIVATE, Standing.IN_SERVICE);
        assertThat(orders("state")).containsExactly("completed", "cancelled");
        is(Verb.RELEASE, Standing.CEASED);
        nothingIsLeft();
    }

    @Test
    void whatIsOnlyHeldIsTakenBackTwice() {
        is(Verb.RELEASE, Standing.CEASED);
        assertThat(orders("state")).containsExactly("cancelled", "cancelled");
    }

    @Test
    void whatIsInServiceTwiceIsDisconnectedTwice() {
        doubles.forEach(this::deliver);
        is(Verb.READ_BACK, Standing.IN_SERVICE);
        is(Verb.RELEASE, Standing.CEASED);
        nothingIsLeft();
    }

    @Test
    void ofTwoInServiceOneIsLeftByTheNextCommand() {
        doubles.forEach(this::deliver);
        assertThat(buyer.ask(Verb.MODIFY, leg, PATH, 2 * BPS)).isInstanceOf(Answer.Done.class);
        assertThat(products()).containsExactly("active", "active", "terminated", "terminated");
        is(Verb.RELEASE, Standing.CEASED);
        nothingIsLeft();
    }

    @Test
    void whatCarriesTrafficStaysAlthoughAnOlderOrderComesToLight() {
        seller.list(doubles.getLast()::equals);
        is(Verb.ACTIVATE, Standing.IN_SERVICE);
        seller.list(_ -> true);
        is(Verb.READ_BACK, Standing.IN_SERVICE);
        is(Verb.ACTIVATE, Standing.IN_SERVICE);
        assertThat(orders("state")).containsExactly("cancelled", "completed");
        is(Verb.RELEASE, Standing.CEASED);
        nothingIsLeft();
    }

    @Test
    void theEndOfOneIsNotTheEndWhileTheInventoryShowsTheOther() {
        doubles.forEach(this::deliver);
        seller.list(id -> !id.equals(doubles.getLast()));
        is(Verb.RELEASE, Standing.IN_SERVICE);
        is(Verb.RELEASE, Standing.CEASED);
        nothingIsLeft();
    }

    @Test
    void anEmptyListHidesNothingThatTheInventoryShows() {
        deliver(doubles.getFirst());
        seller.list(_ -> false);
        is(Verb.READ_BACK, Standing.IN_SERVICE);
        is(Verb.RESERVE, Standing.IN_SERVICE);
        assertThat(orders("id")).isEqualTo(doubles);
        assertThat(ask(Verb.RELEASE)).isEqualTo(new Answer.Missing());
        nothingIsLeft();
        seller.list(_ -> true);
        is(Verb.RELEASE, Standing.CEASED);
    }

    @Test
    void nothingIsOrderedAgainWhileTheInventoryShowsIt() {
        seller.list(_ -> false);
        is(Verb.RESERVE, Standing.HELD);
        assertThat(orders("id")).isEqualTo(doubles);
        seller.list(_ -> true);
        is(Verb.RELEASE, Standing.CEASED);
    }

    private void is(Verb verb, Standing standing) {
        assertThat(ask(verb))
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(done.order().standing()).isEqualTo(standing));
    }

    private Answer ask(Verb verb) {
        return buyer.ask(verb, leg, PATH, BPS);
    }

    private void deliver(String orderId) {
        for (int item = 1; item <= PATH.size(); item++) {
            assertThat(desk.send(
                                    "POST",
                                    ORDERING + "modifyProductOrderItemRequestedDeliveryDate",
                                    ("{\"requestedCompletionDate\":\"%s\",\"productOrderItem\":"
                                                    + "{\"productOrderId\":\"%s\",\"productOrderItemId\":\"%d\"}}")
                                            .formatted(Instant.now(), orderId, item))
                            .status())
                    .isEqualTo(201);
        }
    }

    private void nothingIsLeft() {
        assertThat(orders("state")).isSubsetOf("completed", "cancelled");
        assertThat(products()).isSubsetOf("terminated", "cancelled");
    }

    /** Of what was added under our name, as the seller has it. */
    private List<String> orders(String field) {
        return texts(ORDERING + "productOrder?externalId=" + leg, field);
    }

    private List<String> products() {
        return texts(SONATA + "/productInventory/v7/product?externalId=" + leg, "status");
    }

    private List<String> texts(String path, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : desk.get(path).body()) {
            texts.add(node.path(field).asText());
        }
        return texts;
    }
}
