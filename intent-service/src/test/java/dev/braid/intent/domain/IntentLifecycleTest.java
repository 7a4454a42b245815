package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.intent.domain.IntentLifecycle.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each table reads: given these facts (row), where does this order (column) stand? {@code /n}: generation n is given. */
class IntentLifecycleTest {
    private static final Map<String, Order> ORDERS = new LinkedHashMap<>();

    static {
        ORDERS.put("wants 1", new Order(1, false, 0));
        ORDERS.put("wants 2", new Order(2, false, 0));
        ORDERS.put("wants 2, had 1", new Order(2, false, 1));
        ORDERS.put("ended 2", new Order(2, true, 0));
        ORDERS.put("ended 3, had 1", new Order(3, true, 1));
    }

    @Test
    void anOrderOfOneConnectionStandsWhereItsFactsSay() {
        Map<String, List<Connection>> facts = new LinkedHashMap<>();
        facts.put("nothing said", List.of(connection(null, Carriage.NONE)));
        facts.put("planned 1", List.of(connection(Facts.planned(1, 1, 1), Carriage.NONE)));
        facts.put("planned 2", List.of(connection(Facts.planned(2, 2, 2), Carriage.NONE)));
        facts.put("activated 1, no plan seen", List.of(connection(null, Facts.carries(1, 1, 1))));
        facts.put("carries 1", List.of(connection(Facts.planned(1, 1, 1), Facts.carries(1, 1, 1))));
        facts.put("carries 1, planned 2", List.of(connection(Facts.planned(2, 2, 2), Facts.carries(1, 1, 1))));
        facts.put(
                "carries 1, 2 rejected", List.of(connection(Facts.keptWithRejection(2, 2, 1), Facts.carries(1, 1, 1))));
        facts.put("carries 2", List.of(connection(Facts.planned(2, 2, 2), Facts.carries(2, 2, 2))));
        facts.put("rejected 1", List.of(connection(Facts.rejected(1, 1), Carriage.NONE)));
        facts.put("rejected 2", List.of(connection(Facts.rejected(2, 2), Carriage.NONE)));
        facts.put("1 refused, releasing", List.of(connection(Facts.releasingWithRejection(2, 1), Carriage.NONE)));
        facts.put("1 refused, released", List.of(connection(Facts.releasedWithRejection(3, 1), Carriage.NONE)));
        facts.put("releasing 2", List.of(connection(Facts.releasing(2, 2), Facts.carries(1, 1, 1))));
        facts.put("released 2, still carries", List.of(connection(Facts.released(2, 2), Facts.carries(1, 1, 1))));
        facts.put("released 2", List.of(connection(Facts.released(2, 2), Facts.carries(2, 0, 0))));
        facts.put("released 3", List.of(connection(Facts.released(3, 3), Facts.carries(3, 0, 0))));
        facts.put("releasing 2, carries nothing", List.of(connection(Facts.releasing(2, 2), Facts.carries(2, 0, 0))));
        facts.put("booked 1", List.of(connection(Facts.scheduled(1, 1), Carriage.NONE)));
        facts.put("booked 2", List.of(connection(Facts.scheduled(2, 2), Carriage.NONE)));
        facts.put("booked 2, still carries", List.of(connection(Facts.scheduled(2, 2), Facts.carries(1, 1, 1))));
        facts.put("booked, 2 rejected", List.of(connection(Facts.scheduledWithRejection(2, 2), Carriage.NONE)));

        assertThat(picture(facts)).isEqualTo("""
                                                    wants 1          wants 2          wants 2, had 1   ended 2          ended 3, had 1
                nothing said                        PLANNING/0       PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                planned 1                           PROVISIONING/0   PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                planned 2                           PROVISIONING/0   PROVISIONING/0   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                activated 1, no plan seen           ACTIVE/1         PLANNING/1       PLANNING/1       TERMINATING/0    TERMINATING/1
                carries 1                           ACTIVE/1         PLANNING/1       PLANNING/1       TERMINATING/0    TERMINATING/1
                carries 1, planned 2                ACTIVE/1         PROVISIONING/1   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                carries 1, 2 rejected               PROVISIONING/0   ACTIVE/1         ACTIVE/1         TERMINATING/0    TERMINATING/1
                carries 2                           ACTIVE/2         ACTIVE/2         ACTIVE/2         TERMINATING/0    TERMINATING/1
                rejected 1                          REJECTED/0       PLANNING/0       PLANNING/1       TERMINATED/0     TERMINATING/1
                rejected 2                          REJECTED/0       REJECTED/0       REJECTED/0       TERMINATED/0     TERMINATED/0
                1 refused, releasing                PROVISIONING/0   PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                1 refused, released                 REJECTED/0       PLANNING/0       PLANNING/1       TERMINATED/0     TERMINATING/1
                releasing 2                         ACTIVE/1         PROVISIONING/1   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                released 2, still carries           ACTIVE/1         PROVISIONING/1   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                released 2                          EXPIRED/0        EXPIRED/0        EXPIRED/0        TERMINATED/0     TERMINATED/0
                released 3                          EXPIRED/0        EXPIRED/0        EXPIRED/0        TERMINATED/0     TERMINATED/0
                releasing 2, carries nothing        PROVISIONING/0   PROVISIONING/0   PROVISIONING/0   TERMINATING/0    TERMINATING/1
                booked 1                            SCHEDULED/0      PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                booked 2                            SCHEDULED/0      SCHEDULED/0      SCHEDULED/0      TERMINATING/0    TERMINATING/1
                booked 2, still carries             ACTIVE/1         PROVISIONING/1   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                booked, 2 rejected                  SCHEDULED/0      SCHEDULED/0      SCHEDULED/0      TERMINATING/0    TERMINATING/1
                """);
    }

    @Test
    void anOrderOfTwoConnectionsStandsWhereTheSlowerOneIs() {
        Map<String, List<Connection>> facts = new LinkedHashMap<>();
        Connection carries1 = connection(Facts.planned(1, 1, 1), Facts.carries(1, 1, 1));
        Connection carries2 = connection(Facts.planned(2, 2, 2), Facts.carries(2, 2, 2));
        Connection planned1 = connection(Facts.planned(1, 1, 1), Carriage.NONE);
        Connection planned2 = connection(Facts.planned(2, 2, 2), Carriage.NONE);
        Connection moving = connection(Facts.planned(2, 2, 2), Facts.carries(1, 1, 1));
        Connection silent = connection(null, Carriage.NONE);
        Connection rejected1 = connection(Facts.rejected(1, 1), Carriage.NONE);
        Connection kept = connection(Facts.keptWithRejection(2, 2, 1), Facts.carries(1, 1, 1));
        Connection switched = connection(Facts.keptWithRejection(3, 2, 3), Facts.carries(2, 2, 2));
        Connection released2 = connection(Facts.released(2, 2), Carriage.NONE);
        Connection booked2 = connection(Facts.scheduled(2, 2), Carriage.NONE);
        Connection releasing2 = connection(Facts.releasing(2, 2), Facts.carries(2, 0, 0));
        facts.put("planned 1 | nothing said", List.of(planned1, silent));
        facts.put("planned 2 | planned 1", List.of(planned2, planned1));
        facts.put("carries 1 | planned 1", List.of(carries1, planned1));
        facts.put("carries 1 | carries 1", List.of(carries1, carries1));
        facts.put("carries 2 | carries 1, planned 2", List.of(carries2, moving));
        facts.put("carries 2 | carries 2", List.of(carries2, carries2));
        facts.put("rejected 1 | nothing said", List.of(rejected1, silent));
        facts.put("rejected 1 | rejected 1", List.of(rejected1, rejected1));
        facts.put("carries 1, 2 rejected | carries 1", List.of(kept, carries1));
        facts.put("carries 2, 2 rejected | 2 rejected", List.of(switched, switched));
        facts.put("released 2 | carries 1", List.of(released2, carries1));
        facts.put("booked 2 | nothing said", List.of(booked2, silent));
        facts.put("booked 2 | booked 2", List.of(booked2, booked2));
        facts.put("booked 2 | planned 2", List.of(booked2, planned2));
        facts.put("booked 2 | carries 2", List.of(booked2, carries2));
        facts.put("booked 2 | releasing 2", List.of(booked2, releasing2));
        facts.put("released 2 | booked 2", List.of(released2, booked2));
        facts.put("released 2 | released 2", List.of(released2, released2));

        assertThat(picture(facts)).isEqualTo("""
                                                    wants 1          wants 2          wants 2, had 1   ended 2          ended 3, had 1
                planned 1 | nothing said            PLANNING/0       PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                planned 2 | planned 1               PROVISIONING/0   PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                carries 1 | planned 1               PROVISIONING/0   PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                carries 1 | carries 1               ACTIVE/1         PLANNING/1       PLANNING/1       TERMINATING/0    TERMINATING/1
                carries 2 | carries 1, planned 2    ACTIVE/1         PROVISIONING/1   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                carries 2 | carries 2               ACTIVE/2         ACTIVE/2         ACTIVE/2         TERMINATING/0    TERMINATING/1
                rejected 1 | nothing said           PROVISIONING/0   PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                rejected 1 | rejected 1             REJECTED/0       PLANNING/0       PLANNING/1       TERMINATED/0     TERMINATING/1
                carries 1, 2 rejected | carries 1   PROVISIONING/0   ACTIVE/1         ACTIVE/1         TERMINATING/0    TERMINATING/1
                carries 2, 2 rejected | 2 rejected  PROVISIONING/0   PROVISIONING/0   ACTIVE/1         TERMINATING/0    TERMINATING/1
                released 2 | carries 1              PROVISIONING/0   PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                booked 2 | nothing said             PLANNING/0       PLANNING/0       PLANNING/1       TERMINATING/0    TERMINATING/1
                booked 2 | booked 2                 SCHEDULED/0      SCHEDULED/0      SCHEDULED/0      TERMINATING/0    TERMINATING/1
                booked 2 | planned 2                PROVISIONING/0   PROVISIONING/0   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                booked 2 | carries 2                PROVISIONING/0   PROVISIONING/0   PROVISIONING/1   TERMINATING/0    TERMINATING/1
                booked 2 | releasing 2              PROVISIONING/0   PROVISIONING/0   PROVISIONING/0   TERMINATING/0    TERMINATING/1
                released 2 | booked 2               SCHEDULED/0      SCHEDULED/0      SCHEDULED/0      TERMINATING/0    TERMINATING/1
                released 2 | released 2             EXPIRED/0        EXPIRED/0        EXPIRED/0        TERMINATED/0     TERMINATED/0
                """);
    }

    @Test
    void trafficThatWentBackToThePlanBeforeGivesWhatThatPlanGave() {
        Order had2 = new Order(2, false, 2);
        Connection carries2 = connection(Facts.planned(2, 2, 2), Facts.carries(2, 2, 2));
        Connection returned = connection(Facts.planned(3, 3, 2), Facts.carries(3, 1, 1));
        Connection rejected = connection(Facts.keptWithRejection(3, 2, 3), Facts.carries(3, 1, 1));

        assertThat(IntentLifecycle.standing(had2, List.of(carries2, returned)))
                .isEqualTo(new IntentLifecycle.Standing(IntentState.PROVISIONING, 1));
        assertThat(IntentLifecycle.standing(had2, List.of(carries2, rejected)))
                .isEqualTo(new IntentLifecycle.Standing(IntentState.ACTIVE, 1));
        assertThat(IntentLifecycle.standing(new Order(2, false, 1), List.of(carries2, carries2)))
                .isEqualTo(new IntentLifecycle.Standing(IntentState.ACTIVE, 2));
    }

    private static Connection connection(PathFacts path, Carriage carriage) {
        return new Connection(
                "acme.x.1",
                1,
                new Ends("a", "z"),
                "at-a",
                "at-z",
                Optional.ofNullable(path),
                carriage,
                Optional.empty());
    }

    private static String picture(Map<String, List<Connection>> facts) {
        StringBuilder picture = new StringBuilder("%-36s".formatted(""));
        ORDERS.keySet().forEach(order -> picture.append("%-17s".formatted(order)));
        facts.forEach((name, connections) -> {
            trimTo(picture).append('\n').append("%-36s".formatted(name));
            ORDERS.values().forEach(order -> {
                var standing = IntentLifecycle.standing(order, connections);
                picture.append("%-17s".formatted(standing.state() + "/" + standing.activeGeneration()));
            });
        });
        return trimTo(picture).append('\n').toString();
    }

    private static StringBuilder trimTo(StringBuilder text) {
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        return text;
    }
}
