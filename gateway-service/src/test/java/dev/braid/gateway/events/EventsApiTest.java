package dev.braid.gateway.events;

import static dev.braid.gateway.events.Messages.health;
import static dev.braid.gateway.events.Messages.metrics;
import static dev.braid.gateway.events.Messages.path;
import static dev.braid.gateway.events.Messages.released;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.braid.api.Topic;
import dev.braid.embedded.EmbeddedStack;
import dev.braid.gateway.rest.RestClient;
import dev.braid.gateway.rest.Services;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class EventsApiTest {
    private static KafkaProducer<String, byte[]> producer;

    @TestHTTPResource("/")
    URI base;

    @BeforeAll
    static void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", EmbeddedStack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @BeforeEach
    void waitUntilTheGatewayListens() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> RestClient.anonymous(base)
                                .send("GET", "/q/health/ready", null)
                                .statusCode()
                        == 200);
    }

    @Test
    void aTenantSeesItsOwnEventsAndNothingOfOthers() throws Exception {
        try (Listener acme = Listener.to(RestClient.tenant(base, "acme"), "/v1/events");
                Listener globex = Listener.to(RestClient.tenant(base, "globex"), "/v1/events");
                Listener operator = Listener.to(RestClient.operator(base), "/v1/events")) {
            send(Topic.PATHS, "globex.own.1", path("globex", "globex.own.1"));
            send(Topic.PROVISIONING, "globex.own.1", released("globex", "globex.own.1"));
            send(Topic.HEALTH, "globex.own.1", health("globex", "globex.own.1"));
            send(Topic.LINK_METRICS, "atlas-lon-par-1", metrics("atlas-lon-par-1"));
            send(Topic.PATHS, "nobody.1", path("", "nobody.1"));
            send(Topic.PATHS, "acme.own.1", path("acme", "acme.own.1"));

            // Partitions have no order among them: the operator's stream says when all has arrived.
            List<Listener.Event> all = operator.next(6);
            assertThat(all.stream().map(event -> event.name() + " " + event.subject()))
                    .containsExactlyInAnyOrder(
                            "path globex.own.1",
                            "provisioning globex.own.1",
                            "health globex.own.1",
                            "link-metrics atlas-lon-par-1",
                            "path nobody.1",
                            "path acme.own.1");
            assertThat(acme.next(1).getFirst().subject()).isEqualTo("acme.own.1");
            assertThat(globex.next(3))
                    .allSatisfy(event ->
                            assertThat(event.data().getString("tenantId")).isEqualTo("globex"));

            // What comes next is the next of its own: nothing was in between.
            send(Topic.PATHS, "acme.own.2", path("acme", "acme.own.2"));
            send(Topic.PATHS, "globex.own.2", path("globex", "globex.own.2"));
            assertThat(acme.next(1).getFirst().subject()).isEqualTo("acme.own.2");
            assertThat(globex.next(1).getFirst().subject()).isEqualTo("globex.own.2");
        }
    }

    @Test
    void aReaderWhoComesBackGoesOnWhereItWas() throws Exception {
        RestClient client = RestClient.tenant(base, "returning");
        String lastSeen;
        try (Listener first = Listener.to(client, "/v1/events")) {
            send(Topic.PATHS, "returning.a.1", path("returning", "returning.a.1"));
            lastSeen = first.next(1).getFirst().id();
        }
        try (Listener operator = Listener.to(RestClient.operator(base), "/v1/events?event=path")) {
            send(Topic.PATHS, "other.a.1", path("other", "other.a.1"));
            send(Topic.PATHS, "returning.a.1", path("returning", "returning.a.1"));
            operator.next(2);
        }
        try (Listener second = Listener.to(client, "/v1/events", "Last-Event-ID", lastSeen)) {
            assertThat(second.next(1).getFirst().subject()).isEqualTo("returning.a.1");
        }
        try (Listener late = Listener.to(client, "/v1/events", "Last-Event-ID", "braid.paths.v1-0-999999")) {
            assertThat(late.next(1).getFirst().name()).isEqualTo("gap");
        }
        assertThat(client.send("GET", "/v1/events", null, "Last-Event-ID", "yesterday")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void onlyTheWantedEventsComeAndRecordsThatCannotBeReadStopNothing() throws Exception {
        try (Listener listener = Listener.to(RestClient.operator(base), "/v1/events?event=health&event=provisioning")) {
            sendRaw(Topic.HEALTH, "bad.1", new byte[] {1, 2, 3});
            sendRaw(Topic.HEALTH, "gone.1", null);
            sendRaw(Topic.HEALTH, null, health("acme", "acme.keyless.1").toByteArray());
            send(Topic.PATHS, "acme.other.1", path("acme", "acme.other.1"));
            send(Topic.HEALTH, "acme.wanted.1", health("acme", "acme.wanted.1"));
            assertThat(listener.next(1).getFirst().subject()).isEqualTo("acme.wanted.1");
        }
        assertThat(RestClient.operator(base).send("GET", "/q/metrics", null).body())
                .contains("braid_gateway_unreadable_events_total{reason=\"MALFORMED\"");
    }

    @Test
    void whoMayNotListenIsRefused() {
        assertThat(RestClient.anonymous(base).send("GET", "/v1/events", null).statusCode())
                .isEqualTo(401);
        assertThat(RestClient.tenant(base, "acme")
                        .send("POST", "/v1/events", "{}")
                        .statusCode())
                .isEqualTo(405);
        assertThat(RestClient.tenant(base, "acme")
                        .send("GET", "/v1/events?tenant_id=globex", null)
                        .statusCode())
                .isEqualTo(400);
        assertThat(RestClient.tenant(base, "acme")
                        .send("GET", "/v1/events?event=everything", null)
                        .statusCode())
                .isEqualTo(400);
        String source = EmbeddedStack.issuer().token(null, Set.of("telemetry-source"), Duration.ofMinutes(1));
        assertThat(RestClient.withToken(base, source)
                        .send("GET", "/v1/events", null)
                        .statusCode())
                .isEqualTo(403);
        String homeless = EmbeddedStack.issuer().token(null, Set.of("tenant-admin"), Duration.ofMinutes(1));
        assertThat(RestClient.withToken(base, homeless)
                        .send("GET", "/v1/events", null)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theStreamEndsWhenTheTokenDoes() throws IOException {
        String brief = EmbeddedStack.issuer().token("acme", Set.of("tenant-viewer"), Duration.ofSeconds(3));
        HttpResponse<InputStream> stream = RestClient.withToken(base, brief).open("/v1/events");
        assertThat(stream.statusCode()).isEqualTo(200);
        String all = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(all).startsWith(": open\n\n").contains(": still here");
    }

    /** Its window is tiny and it does not look, while far more happens than all buffers hold. */
    @Test
    void aSlowReaderIsToldOfTheGapAndSlowsNobody() throws Exception {
        String token = EmbeddedStack.issuer().token(null, Set.of("operator"), Duration.ofMinutes(1));
        try (Socket slow = new Socket();
                Listener quick = Listener.to(RestClient.operator(base), "/v1/events?event=health")) {
            slow.setReceiveBufferSize(4096);
            slow.setSoTimeout(20_000);
            slow.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            slow.getOutputStream()
                    .write("GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(token)
                            .getBytes(StandardCharsets.US_ASCII));
            String padding = "x".repeat(2000);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < 6000; i++) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topic.LINK_METRICS.topicName(),
                        "slow",
                        metrics("slow-" + i + padding).toByteArray())));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            send(Topic.HEALTH, "acme.important.1", health("acme", "acme.important.1"));
            assertThat(quick.next(1).getFirst().subject()).isEqualTo("acme.important.1");

            var reader = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            boolean gap = false;
            boolean important = false;
            while (!gap || !important) {
                String line = reader.readLine();
                assertThat(line).as("the stream goes on").isNotNull();
                gap |= line.startsWith("data: {\"missingCount\":");
                important |= line.contains("acme.important.1");
            }
        }
    }

    private static void send(Topic topic, String key, Message message) throws ExecutionException, InterruptedException {
        sendRaw(topic, key, message.toByteArray());
    }

    private static void sendRaw(Topic topic, String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
    }
}
