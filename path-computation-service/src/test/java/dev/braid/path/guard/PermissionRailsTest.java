package dev.braid.path.guard;

import static dev.braid.path.scenario.Scenario.demand;
import static dev.braid.path.scenario.Scenario.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal.HealthState;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionRailsTest {
    private static final String NORTH = "nordic-gb-lon-nl-ams";
    private static final String STOPPED = "All automatic moves were stopped at noon by ann: storm";

    private final Scenario europe = new Scenario(World.europe());
    private final List<String> askedFor = new ArrayList<>();
    private Permission permission = new Permission.Stopped(STOPPED);

    @BeforeEach
    void aConnectionIsInTrouble() {
        europe.guardedBy(Scenario.POLICY, tenantId -> {
            askedFor.add(tenantId);
            return permission;
        });
        europe.request("web", 1, within(10_000, demand("gb-lon", "de-fra", 1)));
        europe.activate("web.1");
        europe.measure(NORTH, 30_000);
    }

    @Test
    void whatIsStoppedStaysAndMovesOnceItIsNot() {
        assertThat(europe.judge("web.1", HealthState.BROKEN, 33_600))
                .isEqualTo(new Decision.Ignored("stopped", STOPPED));
        assertThat(europe.way("web.1")).contains(NORTH);

        permission = new Permission.Within(Mode.AUTOMATIC);
        europe.judge("web.1", HealthState.BROKEN, 33_600);

        assertThat(europe.way("web.1")).doesNotContain(NORTH);
        assertThat(askedFor).containsExactly("acme", "acme");
    }

    @Test
    void aFailedLinkIsNoExcuse() {
        europe.cut(NORTH);

        assertThat(europe.judge("web.1", HealthState.BROKEN, 0)).isEqualTo(new Decision.Ignored("stopped", STOPPED));
        assertThat(europe.way("web.1")).contains(NORTH);
    }

    /** Whoever reads why nothing moves need not read that of connections that are well. */
    @Test
    void goodNewsAreStillGoodNews() {
        assertThat(europe.judge("web.1", HealthState.MET, 7_000))
                .isInstanceOfSatisfying(
                        Decision.Ignored.class,
                        ignored -> assertThat(ignored.kind()).isEqualTo("not-bad"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"OBSERVE", "RECOMMEND"})
    void theModePermittedCountsAndNotThatOfThePolicy(Mode mode) {
        permission = new Permission.Within(mode);

        assertThat(europe.judge("web.1", HealthState.BROKEN, 33_600))
                .isInstanceOfSatisfying(Decision.Ignored.class, ignored -> {
                    assertThat(ignored.kind()).isEqualTo("mode");
                    assertThat(ignored.reason()).contains("the mode is " + mode);
                });
        assertThat(europe.way("web.1")).contains(NORTH);
    }
}
