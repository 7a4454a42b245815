package dev.braid.telemetry.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.api.Topic;
import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.LinkKind;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.telemetry.domain.LinkFacts;
import dev.braid.telemetry.network.LinkCatalog;
import dev.braid.telemetry.support.Tail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TopologyTest extends ServiceTest {
    private static final long NEWER_THAN_ANY = 1_000_000;

    @Inject
    LinkCatalog catalog;

    @ParameterizedTest
    @ValueSource(strings = {"link/other-key", "link/keyed-", "node/keyed", "keyed", "/keyed"})
    void aLinkUnderAKeyThatIsNotItsOwnIsPutAwayCountedAndNotBelieved(String key) {
        double before = counted("braid.dead.letters", "topic", Topic.TOPOLOGY.topicName(), "reason", "INVALID");
        broker.link("keyed", "atlas", 1_000);
        eventually(() -> catalog.find("keyed").isPresent());
        try (Tail letters = new Tail(Topic.TELEMETRY_DEAD_LETTERS)) {
            broker.write(Topic.TOPOLOGY, key, forged("keyed"));
            eventually(() -> letters.seen(letter -> key.equals(letter.key())).size() == 1);

            var letter = letters.seen(l -> key.equals(l.key())).getFirst();
            assertThat(new String(
                            letter.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                    .startsWith("INVALID")
                    .contains("'" + key + "'", "'keyed'");
        }

        assertThat(counted("braid.dead.letters", "topic", Topic.TOPOLOGY.topicName(), "reason", "INVALID") - before)
                .isEqualTo(1);
        assertThat(catalog.find("keyed")).contains(new LinkFacts("keyed", "atlas", 1_000));
        assertThat(catalog.find("other-key")).isEmpty();
    }

    private static TopologyElement forged(String linkId) {
        return TopologyElement.newBuilder()
                .setVersion(NEWER_THAN_ANY)
                .setLink(Link.newBuilder()
                        .setLinkId(linkId)
                        .setProviderId("borealis")
                        .setFromNodeId("a")
                        .setToNodeId("b")
                        .setReverseLinkId(linkId + "-back")
                        .setKind(LinkKind.LINK_KIND_TERRESTRIAL)
                        .setCapacityBps(10_000_000_000L)
                        .setLatencyFloorUs(50_000))
                .build();
    }
}
