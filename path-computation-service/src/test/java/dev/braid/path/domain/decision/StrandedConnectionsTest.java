package dev.braid.path.domain.decision;

import static dev.braid.path.scenario.Scenario.demand;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.network.LinkMeasure;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.Priority;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrandedConnectionsTest {
    private static final String LINK = "atlas-gb-lon-fr-par";
    private static final String BACK = "atlas-fr-par-gb-lon";

    private final Scenario scenario = new Scenario(new World()
            .line("atlas", "gb-lon", "fr-par", 4_000, 100, 100)
            .line("nordic", "gb-lon", "fr-par", 5_000, 100, 100));

    private void active(String intent, double gbps, int priority) {
        scenario.request(
                intent, 1, demand("gb-lon", "fr-par", gbps).withPriority(new Priority(priority, priority, false)));
        scenario.activate(intent + ".1");
    }

    private List<String> stranded() {
        return stranded(scenario.state());
    }

    private static List<String> stranded(PlanningState state) {
        return state.stranded().stream().map(PathRecord::intentKey).toList();
    }

    @Test
    void theMoreImportantComeFirstThenTheLargerThenByName() {
        active("least", 9, 7);
        active("small", 1, 2);
        active("large", 2, 2);
        active("also-small", 1, 2);
        active("first", 1, 0);
        assertThat(stranded()).isEmpty();

        scenario.cut(LINK);

        assertThat(stranded())
                .containsExactly("acme.first", "acme.large", "acme.also-small", "acme.small", "acme.least");
    }

    @Test
    void theWayBackCountsToo() {
        active("web", 1, 4);
        scenario.cut(BACK);
        assertThat(stranded()).containsExactly("acme.web");
    }

    @Test
    void whoIsMovedOrGoneOrWellAgainIsNotAmongThem() {
        active("moved", 1, 4);
        active("gone", 1, 4);
        active("left", 1, 4);
        scenario.cut(LINK);
        assertThat(stranded()).hasSize(3);

        scenario.judge(LinkFailure.judgement(scenario.state(), scenario.record("moved.1"))
                .orElseThrow());
        scenario.terminate("gone", 2);
        assertThat(stranded()).containsExactly("acme.left");

        scenario.wait(Duration.ofSeconds(1)).measure(LINK, 4_000);
        assertThat(stranded()).isEmpty();
        assertThat(LinkFailure.judgement(scenario.state(), scenario.record("left.1")))
                .isEmpty();
    }

    @Test
    void whoBecomesActiveOverALinkThatIsDownIsAmongThem() {
        scenario.request("late", 1, demand("gb-lon", "fr-par", 1));
        scenario.cut(LINK);
        assertThat(stranded()).isEmpty();
        scenario.activate("late.1");
        assertThat(stranded()).containsExactly("acme.late");
    }

    @Test
    void theRecordsAndMeasuresAloneTellInWhateverOrderTheyAreRead() {
        active("one", 1, 4);
        active("two", 1, 3);
        scenario.cut(LINK);
        LinkMeasure measure = scenario.state().measure(LINK).orElseThrow();
        List<PathRecord> records = scenario.state().book().all().toList();

        for (boolean measureFirst : List.of(true, false)) {
            PlanningState other = new PlanningState();
            if (measureFirst) {
                other.apply(new Change.LinkMeasured(measure));
            }
            records.forEach(record -> other.apply(new Change.RecordWritten(record)));
            other.apply(new Change.LinkMeasured(measure));
            assertThat(stranded(other)).isEqualTo(stranded()).hasSize(2);
        }
    }

    @Test
    void theJudgementOfAFailureNamesTheLinksThatAreDownAndHowOldTheNewsAre() {
        active("web", 1, 4);
        scenario.cut(LINK).wait(Duration.ofSeconds(2)).cut(BACK);
        Signal.HealthJudged judged = LinkFailure.judgement(scenario.state(), scenario.record("web.1"))
                .orElseThrow();
        assertThat(judged.evidence()).extracting(LinkMeasure::linkId).containsExactly(LINK, BACK);
        assertThat(judged.judgeTime()).isEqualTo(scenario.now());
        assertThat(judged.breached()).isTrue();
    }
}
