package dev.braid.path.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.path.domain.route.Demand;
import dev.braid.path.scenario.Scenario;
import org.junit.jupiter.api.Test;

class SharedNamesTest {
    /** An equal text of its own, as each message brings it. */
    private static Demand fresh(String name) {
        return Scenario.demand(new String(name.toCharArray()), new String(name.toCharArray()), 1);
    }

    @Test
    void whoOnlyAsksHasNoNameHeld() {
        Demand first = DemandProto.demand(DemandProto.message(fresh("of-a-stranger")));
        Demand second = DemandProto.demand(DemandProto.message(fresh("of-a-stranger")));
        assertThat(second.aLocationId()).isEqualTo("of-a-stranger").isNotSameAs(first.aLocationId());
    }

    @Test
    void aNameOfARecordIsHeldOnceAndServesWhoAsks() {
        Demand recorded = DemandProto.recorded(DemandProto.message(fresh("of-a-record")));
        Demand again = DemandProto.recorded(DemandProto.message(fresh("of-a-record")));
        Demand asked = DemandProto.demand(DemandProto.message(fresh("of-a-record")));
        assertThat(recorded.zLocationId()).isSameAs(recorded.aLocationId());
        assertThat(again.aLocationId()).isSameAs(recorded.aLocationId());
        assertThat(asked.aLocationId()).isSameAs(recorded.aLocationId());
    }
}
