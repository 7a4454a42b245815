package dev.braid.path.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.path.guard.Mode;
import dev.braid.path.guard.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomationTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Automation automation = Automation.UNTOUCHED;
    private int requests;

    @Test
    void whatNobodyTouchedDoesWhatTheSettingSays() {
        assertThat(automation.permission("acme", Mode.AUTOMATIC)).isEqualTo(new Permission.Within(Mode.AUTOMATIC));
        assertThat(automation.permission("acme", Mode.OBSERVE)).isEqualTo(new Permission.Within(Mode.OBSERVE));
    }

    @Test
    void onePersonStopsAllAtOnceAndSaysWhy() {
        done(new Order.Engage("ann", "storm"));

        assertThat(automation.permission("acme", Mode.AUTOMATIC))
                .isEqualTo(new Permission.Stopped(
                        "All automatic moves were stopped at 2026-03-01T12:00:00Z by ann: storm"));
        assertThat(automation.revision()).isEqualTo(1);
    }

    @Test
    void aReleaseTakesTwo() {
        done(new Order.Engage("ann", "storm"));
        done(new Order.AskForRelease("ann", "over"));
        assertThat(stopped()).isTrue();

        refused(Answer.Refusal.SAME_PERSON, new Order.Approve("ann", "r1"));
        done(new Order.Approve("bob", "r1"));

        assertThat(stopped()).isFalse();
        assertThat(automation.pending()).isEmpty();
        refused(Answer.Refusal.NOTHING_PENDING, new Order.Approve("bob", "r1"));
    }

    @Test
    void aRequestRunsOutAfterAnHour() {
        done(new Order.Engage("ann", "storm"));
        done(new Order.AskForRelease("ann", "over"));
        now = now.plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(automation.pending(now)).isPresent();
        now = now.plusMillis(1);

        assertThat(automation.pending(now)).isEmpty();
        refused(Answer.Refusal.EXPIRED, new Order.Approve("bob", "r1"));
        done(new Order.AskForRelease("ann", "really over"));
        done(new Order.Approve("bob", "r2"));
        assertThat(stopped()).isFalse();
    }

    @Test
    void engagingAgainCancelsTheRelease() {
        done(new Order.Engage("ann", "storm"));
        done(new Order.AskForRelease("ann", "over"));
        done(new Order.Engage("eve", "it is not over"));

        refused(Answer.Refusal.NOTHING_PENDING, new Order.Approve("bob", "r1"));
        assertThat(stopped()).isTrue();
        assertThat(automation.stop().orElseThrow().by()).isEqualTo("eve");
    }

    /** Nobody approves what they have not seen. */
    @Test
    void onlyTheNewestRequestCanBeApproved() {
        done(new Order.Engage("ann", "storm"));
        done(new Order.AskForRelease("ann", "over"));
        done(new Order.AskForRelease("bob", "over, I say"));

        refused(Answer.Refusal.OTHER_REQUEST, new Order.Approve("eve", "r1"));
        refused(Answer.Refusal.SAME_PERSON, new Order.Approve("bob", "r2"));
        done(new Order.Approve("ann", "r2"));
        assertThat(stopped()).isFalse();
    }

    @Test
    void whatIsNotStoppedIsNotReleased() {
        refused(Answer.Refusal.NOT_STOPPED, new Order.AskForRelease("ann", "over"));
    }

    @ParameterizedTest
    @CsvSource({
        "OBSERVE,OBSERVE,OBSERVE",
        "OBSERVE,RECOMMEND,OBSERVE",
        "RECOMMEND,OBSERVE,OBSERVE",
        "OBSERVE,AUTOMATIC,OBSERVE",
        "AUTOMATIC,OBSERVE,OBSERVE",
        "RECOMMEND,AUTOMATIC,RECOMMEND",
        "AUTOMATIC,RECOMMEND,RECOMMEND",
        "AUTOMATIC,AUTOMATIC,AUTOMATIC"
    })
    void theStricterModeCounts(Mode all, Mode tenant, Mode effective) {
        set(Optional.of("acme"), tenant);
        set(Optional.empty(), all);

        assertThat(automation.permission("acme", Mode.AUTOMATIC)).isEqualTo(new Permission.Within(effective));
        assertThat(automation.permission("globex", Mode.AUTOMATIC)).isEqualTo(new Permission.Within(all));
    }

    @Test
    void aStricterModeCountsAtOnceAndALessStrictOneTakesTwo() {
        done(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
        assertThat(automation.tenantModes()).containsEntry("acme", Mode.OBSERVE);

        done(new Order.SetMode("ann", Optional.of("acme"), Mode.AUTOMATIC, "trial is over"));
        assertThat(automation.tenantModes()).containsEntry("acme", Mode.OBSERVE);
        refused(Answer.Refusal.SAME_PERSON, new Order.Approve("ann", "r1"));
        done(new Order.Approve("bob", "r1"));

        assertThat(automation.tenantModes()).isEmpty();
    }

    @Test
    void aStricterModeOrAStopCancelsWhatWaits() {
        done(new Order.SetMode("ann", Optional.empty(), Mode.OBSERVE, "trial"));
        done(new Order.SetMode("ann", Optional.empty(), Mode.AUTOMATIC, "trial is over"));
        done(new Order.SetMode("eve", Optional.of("acme"), Mode.RECOMMEND, "not them"));
        refused(Answer.Refusal.NOTHING_PENDING, new Order.Approve("bob", "r1"));

        done(new Order.SetMode("ann", Optional.empty(), Mode.AUTOMATIC, "trial is over"));
        done(new Order.Engage("eve", "storm"));
        refused(Answer.Refusal.NOTHING_PENDING, new Order.Approve("bob", "r2"));
    }

    @Test
    void theModeOfTheSettingIsWhereItBegins() {
        Answer same = automation.on(
                new Order.SetMode("ann", Optional.empty(), Mode.OBSERVE, "so it is"), now, Mode.OBSERVE, "r");
        assertThat(same).isEqualTo(new Answer.Unchanged());

        Answer looser =
                automation.on(new Order.SetMode("ann", Optional.empty(), Mode.AUTOMATIC, "go"), now, Mode.OBSERVE, "r");
        assertThat(looser).isInstanceOfSatisfying(Answer.Changed.class, changed -> {
            assertThat(changed.automation().mode()).isEmpty();
            assertThat(changed.automation().pending()).isPresent();
        });
    }

    @Test
    void aStopKeepsTheModesAndAReleaseBringsThemBack() {
        done(new Order.SetMode("ann", Optional.of("acme"), Mode.OBSERVE, "trial"));
        done(new Order.Engage("ann", "storm"));
        done(new Order.AskForRelease("ann", "over"));
        done(new Order.Approve("bob", "r1"));

        assertThat(automation.permission("acme", Mode.AUTOMATIC)).isEqualTo(new Permission.Within(Mode.OBSERVE));
    }

    @Test
    void tenantsWithAModeOfTheirOwnAreBounded() {
        for (int i = 0; i < Automation.MOST_TENANT_MODES; i++) {
            done(new Order.SetMode("ann", Optional.of("tenant-" + i), Mode.OBSERVE, "trial"));
        }
        refused(
                Answer.Refusal.TOO_MANY_MODES,
                new Order.SetMode("ann", Optional.of("one-more"), Mode.OBSERVE, "trial"));
        done(new Order.SetMode("ann", Optional.of("tenant-1"), Mode.AUTOMATIC, "less"));
    }

    @Test
    void olderRevisionsAreDroppedUnlessTheyStopWhatRuns() {
        Automation five = revision(5, Optional.empty());
        Stop stop = new Stop("ann", now, "storm");

        assertThat(five.supersedes(revision(4, Optional.empty()))).isTrue();
        assertThat(five.supersedes(five)).isFalse();
        assertThat(revision(4, Optional.empty()).supersedes(five)).isFalse();
        assertThat(revision(4, Optional.of(stop)).supersedes(five)).isTrue();
        assertThat(five.supersedes(revision(6, Optional.of(stop)))).isFalse();
    }

    @Test
    void whatCannotBeReadIsStoppedAndKnowsNoModes() {
        automation = Automation.unreadable(now, "It is torn.");
        assertThat(stopped()).isTrue();

        done(new Order.AskForRelease("ann", "looked at it"));
        done(new Order.Approve("bob", "r1"));
        assertThat(automation.permission("acme", Mode.AUTOMATIC)).isEqualTo(new Permission.Within(Mode.OBSERVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "bell\u0007", "\u0085"})
    void aReasonIsOneLine(String reason) {
        assertThatThrownBy(() -> new Order.Engage("ann", reason)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order.AskForRelease("ann", reason)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order.SetMode("ann", Optional.empty(), Mode.OBSERVE, reason))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyOrdersNothing() {
        assertThatThrownBy(() -> new Order.Approve(" ", "r1")).isInstanceOf(IllegalArgumentException.class);
    }

    private Automation revision(long revision, Optional<Stop> stop) {
        return new Automation(revision, Optional.empty(), java.util.Map.of(), stop, Optional.empty(), MoveWords.NONE);
    }

    private void set(Optional<String> tenantId, Mode mode) {
        if (automation.on(new Order.SetMode("ann", tenantId, mode, "test"), now, Mode.AUTOMATIC, "r")
                instanceof Answer.Changed(var changed)) {
            automation = changed;
        }
    }

    private void done(Order order) {
        Answer answer = automation.on(order, now, Mode.AUTOMATIC, "r" + (requests + 1));
        assertThat(answer).isInstanceOfSatisfying(Answer.Changed.class, changed -> {
            assertThat(changed.automation().revision()).isEqualTo(automation.revision() + 1);
            requests += changed.automation().pending().isPresent() ? 1 : 0;
            automation = changed.automation();
        });
    }

    private void refused(Answer.Refusal why, Order order) {
        assertThat(automation.on(order, now, Mode.AUTOMATIC, "r" + (requests + 1)))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why));
    }

    private boolean stopped() {
        return automation.permission("acme", Mode.AUTOMATIC) instanceof Permission.Stopped;
    }
}
