package dev.braid.provisioning.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.braid.api.Topic;
import dev.braid.api.provisioning.v1.PlanFailed;
import dev.braid.api.provisioning.v1.ProvisioningEvent;
import dev.braid.provisioning.shipped.Bench.Spot;
import dev.braid.provisioning.shipped.Scene.Holding;
import dev.braid.provisioning.support.Bus;
import dev.braid.provisioning.support.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three carriers refuses its reservation or its activation while the others hold theirs, and the service is killed
 * when the legs are being released, which none to all of the carriers have done. After the restart nothing is held, and who
 * refused is told once.
 */
class RollBackProcessTest {
    private static final long BPS = 100_000_000;
    private static final List<String> CARRIERS = List.of("atlas", "duneway", Scene.REMOTE);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static Scene scene;

    private final Bus bus = new Bus(Topic.PROVISIONING);

    /** So many of those that are to let go have done it, and nobody here has heard of it. */
    private record RollBack(Wanted wanted, String refusing, Call refused, int done) {
        /** Who refuses a reservation holds nothing that could be released. */
        static List<String> releasing(String refusing, Call refused) {
            return CARRIERS.stream()
                    .filter(it -> refused == Call.ACTIVATE || !it.equals(refusing))
                    .toList();
        }

        List<Spot> releases() {
            return releasing(refusing, refused).stream()
                    .map(it -> new Spot(wanted.connectionId, it, Call.RELEASE))
                    .toList();
        }

        List<String> stillHolding() {
            List<String> all = releasing(refusing, refused);
            return all.subList(done, all.size());
        }

        void begin() {
            scene.bench.arrange(new Spot(wanted.connectionId, refusing, refused), List.of(Treatment.REFUSAL));
            for (int i = 0; i < releases().size(); i++) {
                scene.bench.hold(releases().get(i), i < done ? Treatment.HELD_AFTER : Treatment.HELD_BEFORE);
            }
            wanted.send(wanted.plan(BPS, Scene.links(CARRIERS)));
        }
    }

    @BeforeAll
    static void open() throws Exception {
        scene = new Scene(folder);
    }

    @AfterAll
    static void close() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void killedWhileItRollsBackItGoesOnUntilNothingIsHeld() throws Exception {
        List<RollBack> all = rollBacks();
        all.forEach(RollBack::begin);
        await().atMost(Expected.LONGEST)
                .untilAsserted(() -> assertThat(all.stream()
                                .flatMap(it -> it.releases().stream())
                                .filter(it -> !scene.bench.reached(it)))
                        .isEmpty());
        heldByThoseWhoHaveNotLetGo(all);
        scene.service.kill();
        scene.bench.thaw();
        scene.service.start();

        Map<Wanted, Expected> expected = new LinkedHashMap<>();
        all.forEach(it -> expected.put(it.wanted, Expected.nothing("FAILED 1")));
        Expected.await(scene, bus, expected);
        assertThat(scene.bench.untouched()).isEmpty();
        for (RollBack one : all) {
            assertThat(bus.events(one.wanted.connectionId))
                    .filteredOn(ProvisioningEvent::hasFailed)
                    .singleElement()
                    .extracting(ProvisioningEvent::getFailed)
                    .returns(one.refusing, PlanFailed::getProviderId)
                    .satisfies(it -> assertThat(it.getReason()).contains("not today"));
        }

        // What is wanted next is not held back by any of it, and who refused is not told of again.
        all.forEach(it -> {
            it.wanted.send(it.wanted.plan(BPS, Scene.links(CARRIERS)));
            expected.put(
                    it.wanted,
                    Expected.of(Expected.each(CARRIERS, BPS), "FAILED 1", "ACTIVATED 2", "OLD_LEGS_RELEASED 2"));
        });
        Expected.await(scene, bus, expected);
    }

    private static List<RollBack> rollBacks() {
        List<RollBack> all = new ArrayList<>();
        for (Call refused : List.of(Call.RESERVE, Call.ACTIVATE)) {
            for (String refusing : CARRIERS) {
                for (int done = 0; done <= RollBack.releasing(refusing, refused).size(); done++) {
                    all.add(new RollBack(Wanted.connection("rolledback"), refusing, refused, done));
                }
            }
        }
        return all;
    }

    private static void heldByThoseWhoHaveNotLetGo(List<RollBack> all) {
        await().atMost(Expected.LONGEST).untilAsserted(() -> {
            Map<String, List<String>> held = scene.holdings().stream()
                    .collect(Collectors.groupingBy(
                            Holding::connectionId, Collectors.mapping(Holding::providerId, Collectors.toList())));
            assertThat(all)
                    .allSatisfy(it -> assertThat(held.getOrDefault(it.wanted.connectionId, List.of()))
                            .containsExactlyInAnyOrderElementsOf(it.stillHolding()));
        });
    }
}
