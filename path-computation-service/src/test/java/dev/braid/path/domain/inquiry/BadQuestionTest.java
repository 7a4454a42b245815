package dev.braid.path.domain.inquiry;

import static dev.braid.path.domain.inquiry.WhatIfStudyTest.NORTH;
import static dev.braid.path.domain.inquiry.WhatIfStudyTest.added;
import static dev.braid.path.domain.inquiry.WhatIfStudyTest.failed;
import static dev.braid.path.domain.inquiry.WhatIfStudyTest.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.scenario.Scenario;
import dev.braid.path.scenario.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadQuestionTest {
    private final Scenario europe = new Scenario(World.europe());

    @Test
    void whatIsNotThereIsNamed() {
        assertBad("failures[0].risk_group_id", "'x' is not in the topology", failed(ElementKind.RISK_GROUP, "x"));
        assertBad(
                "price_changes[0].link_id",
                "'x' is not in the topology",
                priced(new PriceChange(new ElementReference(ElementKind.LINK, "x"), 1)));
        PriceChange thousandfold = new PriceChange(new ElementReference(ElementKind.LINK, NORTH), 1_000_000);
        assertBad(
                "price_changes[2].price_permille",
                "1000000 makes the price of link '%s' 300000000000, more than 2000000000".formatted(NORTH),
                priced(thousandfold, thousandfold, thousandfold));
        assertBad(
                "added_links[0].link_id",
                "'%s' is there already".formatted(NORTH),
                adding(link(NORTH, "back", "atlas-gb-lon", "atlas-de-fra", 1)));
        assertBad(
                "added_links",
                "link/direct names direct-back as its reverse, which does not exist.",
                adding(added(1).getFirst()));
    }

    private void assertBad(String field, String description, WhatIf asked) {
        assertThatThrownBy(() -> WhatIfStudy.outlook(Snapshot.of(europe.state()), asked, () -> {}))
                .isInstanceOfSatisfying(BadQuestion.class, bad -> {
                    assertThat(bad.field()).isEqualTo(field);
                    assertThat(bad).hasMessage(description);
                });
    }

    private static WhatIf priced(PriceChange... changes) {
        return new WhatIf(List.of(), List.of(), List.of(changes), List.of(), 100);
    }

    private static WhatIf adding(Link... links) {
        return new WhatIf(List.of(), List.of(links), List.of(), List.of(), 100);
    }
}
