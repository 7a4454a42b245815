package dev.braid.path.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators say of moves, in the state of automation. */
class MoveWordsTest {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Automation automation = Automation.UNTOUCHED;
    private Mode byDefault = Mode.RECOMMEND;

    private static MoveId move(String connectionId) {
        return new MoveId(connectionId, 1, "0123456789abcdef");
    }

    private static Order approval(String connectionId) {
        return new Order.ApproveMove("ann", move(connectionId), connectionId.split("\\.")[0], LIFE);
    }

    private static Order refusal(String connectionId) {
        return new Order.DeclineMove("bob", move(connectionId), connectionId.split("\\.")[0], "no", LIFE);
    }

    private Answer order(Order order) {
        Answer answer = automation.on(order, now, byDefault, "r");
        if (answer instanceof Answer.Changed(var changed)) {
            automation = changed;
        }
        return answer;
    }

    private void refused(Answer.Refusal why, Order order) {
        long revision = automation.revision();
        assertThat(order(order))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why));
        assertThat(automation.revision()).isEqualTo(revision);
    }

    private List<String> open() {
        return automation.words().approvals().stream()
                .map(each -> each.move().connectionId())
                .toList();
    }

    @Test
    void anApprovalCountsFromNowToItsEndAndAgainChangesNothing() {
        order(approval("acme.web.1"));
        Word word = automation.words().word("acme.web.1").orElseThrow();
        assertThat(word.by()).isEqualTo("ann");
        assertThat(word.counts(now)).isTrue();
        assertThat(word.counts(now.plus(LIFE).minusMillis(1))).isTrue();
        assertThat(word.counts(now.plus(LIFE))).isFalse();
        assertThat(word.counts(now.minusSeconds(6)))
                .as("by a clock that is behind")
                .isFalse();

        long revision = automation.revision();
        now = now.plusSeconds(5);
        assertThat(order(approval("acme.web.1"))).isInstanceOf(Answer.Unchanged.class);
        assertThat(automation.revision()).isEqualTo(revision);

        now = now.plus(LIFE);
        assertThat(order(approval("acme.web.1"))).isInstanceOf(Answer.Changed.class);
    }

    @Test
    void whatIsSpentIsNotOpenAndIsKeptForAWhileWithWhatCameOfIt() {
        order(approval("acme.web.1"));
        Instant approveTime = now;
        now = now.plusSeconds(1);
        assertThat(order(new Order.Settle(move("acme.web.1"), now, true, "of another approval")))
                .isInstanceOf(Answer.Unchanged.class);
        order(new Order.Settle(move("acme.web.1"), approveTime, false, "x".repeat(600)));
        assertThat(open()).isEmpty();
        assertThat(automation.words().word("acme.web.1")).isEmpty();
        Said.Outcome outcome =
                automation.words().of("acme.web.1").orElseThrow().outcome().orElseThrow();
        assertThat(outcome.moved()).isFalse();
        assertThat(outcome.reason()).hasSizeLessThan(510);
        assertThat(order(new Order.Settle(move("acme.web.1"), approveTime, true, "twice")))
                .isInstanceOf(Answer.Unchanged.class);

        assertThat(order(approval("acme.web.1"))).as("once more").isInstanceOf(Answer.Changed.class);
        order(new Order.Settle(move("acme.web.1"), now, true, "moved"));
        assertThat(order(approval("acme.web.1"))).as("it was moved").isInstanceOf(Answer.Unchanged.class);

        now = now.plus(Duration.ofHours(1));
        order(approval("acme.other.1"));
        assertThat(automation.words().byConnection()).containsOnlyKeys("acme.other.1");
    }

    @Test
    void theNewestWordOnAConnectionCounts() {
        order(approval("acme.web.1"));
        order(refusal("acme.web.1"));
        assertThat(open()).isEmpty();
        assertThat(automation.words().word("acme.web.1")).get().isInstanceOf(Word.Declined.class);
        order(approval("acme.web.1"));
        assertThat(open()).containsExactly("acme.web.1");
    }

    @Test
    void aStopSpendsAllApprovalsAndNoneIsTaken() {
        order(approval("acme.web.1"));
        order(refusal("acme.two.1"));
        order(new Order.Engage("eve", "storm"));
        assertThat(open()).isEmpty();
        assertThat(automation
                        .words()
                        .of("acme.web.1")
                        .orElseThrow()
                        .outcome()
                        .orElseThrow()
                        .reason())
                .contains("by eve: storm");
        refused(Answer.Refusal.STOPPED, approval("acme.web.1"));
        assertThat(automation.words().word("acme.two.1"))
                .as("it stays declined")
                .isPresent();
        assertThat(order(refusal("acme.three.1"))).isInstanceOf(Answer.Changed.class);

        order(new Order.AskForRelease("ann", "over"));
        order(new Order.Approve("bob", "r"));
        assertThat(open()).isEmpty();
    }

    @Test
    void onlyInModeRecommendSomethingIsApprovedAndAnotherModeSpendsIt() {
        order(approval("acme.web.1"));
        order(approval("globex.web.1"));
        order(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
        assertThat(open()).containsExactly("globex.web.1");
        refused(Answer.Refusal.NOT_RECOMMENDING, approval("acme.web.1"));

        order(new Order.SetMode("ann", Optional.empty(), Mode.OBSERVE, "trial"));
        assertThat(open()).isEmpty();
        refused(Answer.Refusal.NOT_RECOMMENDING, approval("globex.web.1"));

        automation = Automation.UNTOUCHED;
        byDefault = Mode.AUTOMATIC;
        refused(Answer.Refusal.NOT_RECOMMENDING, approval("acme.web.1"));
    }

    @Test
    void whatWaitsForTwoPeopleIsNotCancelledByAnApproval() {
        order(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
        order(new Order.SetMode("ann", Optional.of("acme"), Mode.AUTOMATIC, "over"));
        assertThat(automation.pending()).isPresent();
        order(approval("globex.web.1"));
        assertThat(automation.pending()).isPresent();
    }

    @Test
    void soManyCountAtATime() {
        for (int i = 0; i < MoveWords.MOST; i++) {
            assertThat(order(approval("acme.c" + i + ".1"))).isInstanceOf(Answer.Changed.class);
        }
        refused(Answer.Refusal.TOO_MANY_WORDS, approval("acme.more.1"));
        assertThat(order(refusal("acme.c7.1"))).as("in the place of another").isInstanceOf(Answer.Changed.class);

        order(new Order.Settle(move("acme.c8.1"), now, true, "moved"));
        assertThat(order(approval("acme.more.1"))).as("what is spent gives way").isInstanceOf(Answer.Changed.class);
        assertThat(automation.words().byConnection()).hasSize(MoveWords.MOST).doesNotContainKey("acme.c8.1");
    }

    @Test
    void badOrdersAreRefused() {
        MoveId move = move("acme.web.1");
        assertThatThrownBy(() -> new Order.ApproveMove(" ", move, "acme", LIFE)).hasMessageContaining("Nobody");
        assertThatThrownBy(() -> new Order.ApproveMove("ann", move, "acme", Duration.ZERO))
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> new Order.DeclineMove("ann", move, "acme", "two\nlines", LIFE))
                .hasMessageContaining("one line");
        for (String text : List.of("", "acme.web.1", "acme.web.1/x/0123456789abcdef", "acme.web.1/1/0123", "a b/1/0")) {
            assertThatThrownBy(() -> MoveId.parse(text)).hasMessageContaining("names no move");
        }
        assertThat(MoveId.parse(move.toString())).isEqualTo(move);
    }
}
