package dev.braid.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import dev.braid.api.intent.v1.Intent;
import dev.braid.api.intent.v1.IntentServiceGrpc;
import dev.braid.api.intent.v1.IntentSpec;
import dev.braid.api.intent.v1.IntentState;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.WatchIntentRequest;
import dev.braid.api.intent.v1.WatchIntentResponse;
import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.intent.support.Client;
import dev.braid.intent.support.IntentStack;
import dev.braid.intent.support.Wishes;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IntentStack.class)
class WatchIntentTest {
    private final Client client = Client.ofNewTenant();

    @Test
    void theStateOfNowComesFirstThenEveryLaterOneUpToTheLast() throws Exception {
        Intent submitted = Wishes.submitPair(client, "watched");
        try (Reader reader = new Reader(client, "watched")) {
            reader.request(1_000);
            assertThat(reader.next()).isEqualTo(submitted);
            rename("watched", "renamed");
            assertThat(reader.next().getSpec().getDisplayName()).isEqualTo("renamed");
            client.intents()
                    .terminateIntent(TerminateIntentRequest.newBuilder()
                            .setIntentId("watched")
                            .build());
            Intent last = reader.next();
            assertThat(last.getState()).isEqualTo(IntentState.INTENT_STATE_TERMINATING);
            assertThat(last).isEqualTo(Wishes.get(client, "watched"));
            assertThat(reader.poll(300)).isNull();
        }
    }

    @Test
    void aChangeThatAnotherReplicaCommittedIsSeen() throws Exception {
        Wishes.submitPair(client, "remote");
        try (Reader reader = new Reader(client, "remote")) {
            reader.request(1_000);
            reader.next();
            changeElsewhere("remote");
            assertThat(reader.next().getVersion()).isEqualTo(2);
        }
    }

    @Test
    void aChangeAfterTheDatabaseDroppedItsListenersIsSeen() throws Exception {
        Wishes.submitPair(client, "dropped");
        try (Reader reader = new Reader(client, "dropped")) {
            reader.request(1_000);
            reader.next();
            execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
            changeElsewhere("dropped");
            assertThat(reader.next().getVersion()).isEqualTo(2);
        }
    }

    /** Each state of this mesh is some 100 kB, so that what is not read soon fills every buffer on the way. */
    @Test
    void aSlowReaderMissesStatesInBetweenButNeverTheLast() throws Exception {
        int changes = 60;
        List<String> ports = IntStream.range(0, 40).mapToObj(i -> "port-" + i).toList();
        Wishes.createPorts(client, ports.toArray(String[]::new));
        client.intents().submitIntent(Wishes.submit("large", Wishes.mesh(ports)));
        try (Reader reader = new Reader(client, "large")) {
            reader.request(1);
            reader.next();
            for (int i = 1; i <= changes; i++) {
                rename("large", "name " + i);
            }
            reader.request(1_000);
            List<Long> versions = new ArrayList<>();
            Intent intent;
            do {
                intent = reader.next();
                versions.add(intent.getVersion());
            } while (intent.getVersion() < changes + 1);
            assertThat(versions).isSorted().doesNotHaveDuplicates().hasSizeLessThan(changes);
            assertThat(intent.getSpec().getDisplayName()).isEqualTo("name " + changes);
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> client.intents()
                        .watchIntent(WatchIntentRequest.newBuilder()
                                .setIntentId("nothing")
                                .build())
                        .next())
                .hasMessageContaining("NOT_FOUND");
    }

    private void rename(String intentId, String displayName) {
        client.intents()
                .updateIntent(UpdateIntentRequest.newBuilder()
                        .setIntentId(intentId)
                        .setSpec(IntentSpec.newBuilder().setDisplayName(displayName))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                        .build());
    }

    /** What a replica does, from outside this process. */
    private void changeElsewhere(String intentId) throws SQLException {
        execute(
                "begin; update intents set version = version + 1 where tenant_id = '%1$s' and intent_id = '%2$s'; select pg_notify('intent_changes', '%1$s.%2$s'); commit"
                        .formatted(client.tenantId(), intentId));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = EmbeddedStack.connectAsAdmin(Database.INTENT);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Takes no more states than it asked for. */
    private static final class Reader implements AutoCloseable {
        private final BlockingQueue<Intent> states = new LinkedBlockingQueue<>();
        private ClientCallStreamObserver<WatchIntentRequest> call;

        Reader(Client client, String intentId) {
            IntentServiceGrpc.newStub(client.channel())
                    .watchIntent(
                            WatchIntentRequest.newBuilder()
                                    .setIntentId(intentId)
                                    .build(),
                            new ClientResponseObserver<WatchIntentRequest, WatchIntentResponse>() {
                                @Override
                                public void beforeStart(ClientCallStreamObserver<WatchIntentRequest> stream) {
                                    stream.disableAutoRequestWithInitial(0);
                                    call = stream;
                                }

                                @Override
                                public void onNext(WatchIntentResponse response) {
                                    states.add(response.getIntent());
                                }

                                @Override
                                public void onError(Throwable failure) {}

                                @Override
                                public void onCompleted() {}
                            });
        }

        void request(int count) {
            call.request(count);
        }

        Intent next() throws InterruptedException {
            Intent intent = poll(15_000);
            assertThat(intent).as("the next state").isNotNull();
            return intent;
        }

        Intent poll(long milliseconds) throws InterruptedException {
            return states.poll(milliseconds, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            call.cancel("read enough", null);
        }
    }
}
