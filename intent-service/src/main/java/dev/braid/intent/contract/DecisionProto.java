package dev.braid.intent.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.util.Timestamps;
import dev.braid.api.intent.v1.ConnectionDecision;
import dev.braid.api.intent.v1.DecisionResult;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.path.v1.MoveDecision;
import dev.braid.intent.domain.Decision;
import dev.braid.intent.domain.Decision.Kind;
import dev.braid.intent.domain.Verbatim;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Decisions of the closed loop, word for word in both directions. */
public final class DecisionProto {
    /** Rails whose words are about more than the connection. */
    private static final Set<String> OF_ALL = Set.of(
            "stopped",
            "declined",
            "budget",
            "budget-in-flight",
            "budget-link",
            "budget-provider",
            "budget-metro",
            "gate");

    private static final String WITHHELD = "For operators only.";

    private DecisionProto() {}

    /** What was decided then; of a kind that this version does not know it is refused. */
    public static Decision decision(DecisionEvent event, Instant decideTime) {
        checkId(event);
        MoveDecision decided = event.getDecided();
        boolean moved =
                switch (decided.getOutcomeCase()) {
                    case MOVED -> true;
                    case HELD -> false;
                    case OUTCOME_NOT_SET ->
                        throw Refusal.invalid("decided.outcome", "is not one that this version knows");
                };
        return new Decision(event.getDecisionId(), decideTime, moved, Verbatim.of(decided.toByteArray()), List.of());
    }

    /** What came of a move. */
    public static Decision.Result result(DecisionEvent event) {
        checkId(event);
        Kind kind =
                switch (event.getResult().getResultCase()) {
                    case ACTIVATED -> Kind.ACTIVATED;
                    case JUDGED -> Kind.JUDGED;
                    case RETURNED -> Kind.RETURNED;
                    case REFUSED -> Kind.REFUSED;
                    case OVERTAKEN -> Kind.OVERTAKEN;
                    case RESULT_NOT_SET -> throw Refusal.invalid("result.result", "is not one that this version knows");
                };
        DecisionResult result = DecisionResult.newBuilder()
                .setOccurTime(event.getOccurTime())
                .setResult(event.getResult())
                .build();
        return new Decision.Result(kind, Verbatim.of(result.toByteArray()));
    }

    private static void checkId(DecisionEvent event) {
        if (!event.getDecisionId().startsWith(event.getConnectionId() + "/")) {
            throw Refusal.invalid(
                    "decision_id",
                    "is not one of connection '%s': '%s'".formatted(event.getConnectionId(), event.getDecisionId()));
        }
    }

    /**
     * As it goes over the wire.
     *
     * @param forOperator whether to name figures of all connections together, what operators wrote, and what others hold
     */
    public static ConnectionDecision proto(String connectionId, Decision decision, boolean forOperator) {
        MoveDecision words = read(MoveDecision.parser(), decision.words());
        return ConnectionDecision.newBuilder()
                .setDecisionId(decision.decisionId())
                .setConnectionId(connectionId)
                .setDecideTime(Times.timestamp(decision.decideTime()))
                .setDecision(forOperator ? words : ofOneTenant(words))
                .addAllResults(decision.results().stream()
                        .map(result -> read(DecisionResult.parser(), result.words()))
                        .sorted(Comparator.comparing(DecisionResult::getOccurTime, Timestamps.comparator()))
                        .toList())
                .build();
    }

    private static MoveDecision ofOneTenant(MoveDecision words) {
        MoveDecision.Builder own = words.toBuilder();
        own.getRailsBuilderList().stream()
                .filter(it -> OF_ALL.contains(it.getRail()))
                .forEach(it -> it.setReason(WITHHELD));
        if (own.hasHeld() && OF_ALL.contains(own.getHeld().getRail())) {
            own.getHeldBuilder().setReason(WITHHELD);
        }
        if (own.hasApproval()) {
            own.getApprovalBuilder().clearApprovedBy();
        }
        return own.build();
    }

    private static <M> M read(Parser<M> parser, Verbatim words) {
        try {
            return parser.parseFrom(words.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("These words were nothing of a decision: " + words, e);
        }
    }
}
