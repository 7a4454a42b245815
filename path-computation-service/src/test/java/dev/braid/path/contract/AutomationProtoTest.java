package dev.braid.path.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.braid.api.path.v1.ApprovedMove;
import dev.braid.api.path.v1.AutomationRecord;
import dev.braid.api.path.v1.AutomationRequest;
import dev.braid.api.path.v1.AutomationStop;
import dev.braid.api.path.v1.MoveWord;
import dev.braid.api.path.v1.TenantMode;
import dev.braid.path.control.Automation;
import dev.braid.path.control.MoveWords;
import dev.braid.path.control.Request;
import dev.braid.path.control.Said;
import dev.braid.path.control.Stop;
import dev.braid.path.control.Wish;
import dev.braid.path.guard.Mode;
import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Permission;
import dev.braid.path.guard.Word;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutomationProtoTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private static final String MOVE = "acme.web.1/3/0123456789abcdef";
    private static final MoveWords WORDS = new MoveWords(Map.of(
            "acme.web.1",
            new Said(new Word.Approved(MoveId.parse(MOVE), "acme", "ann", NOW, NOW.plusSeconds(600)), Optional.empty()),
            "acme.web.2",
            new Said(
                    new Word.Approved(
                            MoveId.parse("acme.web.2/1/0123456789abcdef"), "acme", "ann", NOW, NOW.plusSeconds(600)),
                    Optional.of(new Said.Outcome(false, NOW.plusSeconds(1), "It is well again."))),
            "globex.web.1",
            new Said(
                    new Word.Declined(
                            MoveId.parse("globex.web.1/2/fedcba9876543210"),
                            "globex",
                            "bob",
                            NOW,
                            NOW.plusSeconds(1800),
                            "not tonight"),
                    Optional.empty())));

    private static MoveWord.Builder word(String move) {
        return MoveWord.newBuilder()
                .setRecommendationId(move)
                .setSayTime(Times.timestamp(NOW))
                .setExpireTime(Times.timestamp(NOW.plusSeconds(1)))
                .setApproved(ApprovedMove.getDefaultInstance());
    }

    @Test
    void whatIsWrittenIsRead() {
        for (Wish wish : List.of(
                new Wish.Release(),
                new Wish.Loosen(Optional.empty(), Mode.AUTOMATIC),
                new Wish.Loosen(Optional.of("acme"), Mode.RECOMMEND))) {
            Automation automation = new Automation(
                    7,
                    Optional.of(Mode.OBSERVE),
                    Map.of("acme", Mode.OBSERVE, "globex", Mode.RECOMMEND),
                    Optional.of(new Stop("ann", NOW, "storm")),
                    Optional.of(new Request("r-1", wish, "bob", NOW, NOW.plus(Request.LIFE), "over")),
                    WORDS);
            assertThat(AutomationProto.automation(AutomationProto.record(automation, "bob", NOW)))
                    .isEqualTo(automation);
        }
        Automation bare =
                new Automation(1, Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), MoveWords.NONE);
        assertThat(AutomationProto.automation(AutomationProto.record(bare, "bob", NOW)))
                .isEqualTo(bare);
    }

    @Test
    void whatCannotBeUnderstoodIsNotRead() {
        AutomationRecord good = AutomationRecord.newBuilder().setRevision(1).build();
        assertThat(AutomationProto.automation(good).revision()).isEqualTo(1);
        for (AutomationRecord bad : List.of(
                AutomationRecord.getDefaultInstance(),
                good.toBuilder().setRevision(-1).build(),
                good.toBuilder().setModeValue(77).build(),
                good.toBuilder()
                        .addTenantModes(TenantMode.newBuilder().setTenantId("acme"))
                        .build(),
                good.toBuilder()
                        .setPending(AutomationRequest.getDefaultInstance())
                        .build(),
                good.toBuilder().addWords(word("acme.web.1/3/12")).build(),
                good.toBuilder().addWords(word(MOVE).clearApproved()).build(),
                good.toBuilder()
                        .addWords(word(MOVE).setExpireTime(Timestamp.getDefaultInstance()))
                        .build(),
                good.toBuilder()
                        .setStop(AutomationStop.newBuilder()
                                .setStopTime(Timestamp.newBuilder().setNanos(-1)))
                        .build())) {
            assertThatThrownBy(() -> AutomationProto.automation(bad))
                    .as("%s", bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatRanOutIsNotShownAsWaiting() {
        Automation automation = new Automation(
                7,
                Optional.empty(),
                Map.of(),
                Optional.of(new Stop("ann", NOW, "storm")),
                Optional.of(new Request("r-1", new Wish.Release(), "bob", NOW, NOW.plus(Request.LIFE), "over")),
                MoveWords.NONE);
        Permission here = new Permission.Stopped("storm");

        assertThat(AutomationProto.message(automation, Mode.RECOMMEND, here, NOW)
                        .hasPending())
                .isTrue();
        var later = AutomationProto.message(automation, Mode.RECOMMEND, here, NOW.plus(Request.LIFE));
        assertThat(later.hasPending()).isFalse();
        assertThat(later.getStopped()).isTrue();
        assertThat(later.getStopSummary()).isEqualTo("storm");
        assertThat(later.getMode().name()).isEqualTo("AUTOMATION_MODE_RECOMMEND");
    }
}
