package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.ListIntentsResponse;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.path.v1.Constraints;
import dev.braid.api.port.v1.ListPortsRequest;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Wishes;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class ListIntentsTest {
    private Client client;

    @BeforeEach
    void submit() {
        client = Client.ofNewTenant();
        Wishes.createPorts(client, "left", "right");
        for (String id : List.of("b-2", "a-10", "a-9", "b-1", "a-1")) {
            client.intents().submitIntent(Wishes.submit(id, Wishes.pair("left", "right")));
        }
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfTheIds() {
        assertThat(all(client, ListIntentsRequest.newBuilder().setPageSize(2)))
                .containsExactly("a-1", "a-10", "a-9", "b-1", "b-2");
        assertThat(all(client, ListIntentsRequest.newBuilder().setPageSize(5))).hasSize(5);
        assertThat(all(client, ListIntentsRequest.newBuilder())).hasSize(5);
    }

    @Test
    void aPageOfLargeWishesEndsEarlyRatherThanBeTooLargeToBeRead() {
        Client wordy = Client.ofNewTenant();
        Wishes.createPorts(wordy, "left", "right");
        Constraints.Builder constraints = Constraints.newBuilder();
        IntStream.range(0, 256)
                .mapToObj(i -> "%0125d%d".formatted(0, 100 + i))
                .forEach(id -> constraints.addAllowedLinkIds(id).addExcludedLinkIds(id));
        IntentSpec large = Wishes.pair("left", "right").toBuilder()
                .setConstraints(constraints)
                .build();
        List<String> ids = IntStream.range(10, 80).mapToObj(i -> "large-" + i).toList();
        ids.forEach(id -> wordy.intents().submitIntent(Wishes.submit(id, large)));
        assertThat(70L * large.getSerializedSize()).isGreaterThan(4_194_304);
        assertThat(all(wordy, ListIntentsRequest.newBuilder().setPageSize(1_000)))
                .isEqualTo(ids);
    }

    @Test
    void onlyTheStatesAskedForAreListed() {
        client.intents()
                .terminateIntent(
                        TerminateIntentRequest.newBuilder().setIntentId("a-9").build());
        assertThat(all(client, ListIntentsRequest.newBuilder().addStates(IntentState.INTENT_STATE_TERMINATING)))
                .containsExactly("a-9");
    }

    @Test
    void anOperatorSeesOneTenantsIntentsOrEveryones() {
        Client operator = Client.operator();
        assertThat(all(operator, ListIntentsRequest.newBuilder().setTenantId(client.tenantId())))
                .hasSize(5);
        Client other = Client.ofNewTenant();
        Wishes.submitPair(other, "a-1");
        List<Intent> everyones = new ArrayList<>();
        String token = "";
        do {
            ListIntentsResponse page = operator.intents()
                    .listIntents(ListIntentsRequest.newBuilder()
                            .setPageSize(3)
                            .setPageToken(token)
                            .build());
            everyones.addAll(page.getIntentsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(everyones)
                .extracting(i -> i.getTenantId() + "." + i.getIntentId())
                .contains(client.tenantId() + ".a-1", other.tenantId() + ".a-1")
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(everyones)
                .allSatisfy(i -> assertThat(i.getConnectionsList())
                        .isNotEmpty()
                        .allSatisfy(c ->
                                assertThat(c.getConnectionId()).startsWith(i.getTenantId() + "." + i.getIntentId())));
    }

    @Test
    void aTokenOfAnotherListingIsRefused() {
        String token = client.intents()
                .listIntents(ListIntentsRequest.newBuilder().setPageSize(2).build())
                .getNextPageToken();
        for (ListIntentsRequest.Builder request : List.of(
                ListIntentsRequest.newBuilder().addStates(IntentState.INTENT_STATE_ACTIVE),
                ListIntentsRequest.newBuilder())) {
            Client caller = request.getStatesCount() == 0 ? Client.ofNewTenant() : client;
            assertThatThrownBy(() -> caller.intents()
                            .listIntents(request.setPageToken(token).build()))
                    .hasMessageContaining("page_token");
        }
    }

    @Test
    void portsAreListedLikewise() {
        var first = client.ports()
                .listPorts(ListPortsRequest.newBuilder().setPageSize(1).build());
        assertThat(first.getPorts(0).getPortId()).isEqualTo("left");
        var second = client.ports()
                .listPorts(ListPortsRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken(first.getNextPageToken())
                        .build());
        assertThat(second.getPorts(0).getPortId()).isEqualTo("right");
        assertThat(second.getNextPageToken()).isEmpty();
    }

    private static List<String> all(Client caller, ListIntentsRequest.Builder request) {
        List<String> ids = new ArrayList<>();
        ListIntentsResponse page;
        do {
            page = caller.intents().listIntents(request.build());
            page.getIntentsList().forEach(i -> ids.add(i.getIntentId()));
            request.setPageToken(page.getNextPageToken());
        } while (!page.getNextPageToken().isEmpty());
        return ids;
    }
}
