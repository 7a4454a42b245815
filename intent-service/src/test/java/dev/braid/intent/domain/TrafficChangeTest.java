package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.intent.domain.TrafficChange.Leg;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficChangeTest {
    /** Legs: `order`, `keep`, or what a modification does; in brackets where no traffic is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # carries | ends  | moves | legs               | outage
              false   | false | false | order order        | NONE
              false   | true  | false | order              | NONE
              true    | false | false | keep keep          | NONE
              true    | false | false | keep NONE          | NONE
              true    | false | false | keep HITLESS       | HITLESS
              true    | false | false | BRIEF HITLESS      | BRIEF
              true    | false | false | HITLESS REBUILD    | REBUILD
              true    | false | false | keep (BRIEF)       | NONE
              true    | false | false | keep (order)       | NONE
              true    | false | false | order              | HITLESS
              true    | false | true  | keep keep          | HITLESS
              true    | false | true  | keep order         | HITLESS
              true    | false | true  | BRIEF order        | BRIEF
              true    | true  | false | order              | REBUILD
              true    | true  | true  | order              | REBUILD
            """)
    void theOutageIsTheWorstOfWhatIsDoneUnderTraffic(
            boolean carries, boolean ends, boolean moves, String legs, Outage outage) {
        List<Leg> done =
                Arrays.stream(legs.split(" ")).map(TrafficChangeTest::leg).toList();
        assertThat(new TrafficChange(carries, ends, moves, done).outage()).isEqualTo(outage);
    }

    private static Leg leg(String text) {
        boolean underTraffic = !text.startsWith("(");
        String done = text.replaceAll("[()]", "");
        return switch (done) {
            case "order" -> new Leg(underTraffic, true, Outage.NONE);
            case "keep" -> new Leg(underTraffic, false, Outage.NONE);
            default -> new Leg(underTraffic, false, Outage.valueOf(done));
        };
    }
}
