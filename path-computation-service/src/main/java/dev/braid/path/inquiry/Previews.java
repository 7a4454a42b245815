package dev.braid.path.inquiry;

import dev.braid.api.path.v1.PreviewIntentRequest;
import dev.braid.api.path.v1.PreviewIntentResponse;
import dev.braid.path.contract.PreviewProto;
import dev.braid.path.domain.decision.Signal.IntentRequested;
import dev.braid.path.domain.inquiry.BadQuestion;
import dev.braid.path.domain.inquiry.GenerationStudy;
import dev.braid.path.planning.LiveState;
import dev.braid.platform.errors.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** What new generations of intents would get, worked out on a copy; those that take knowing all connections few at a time. */
@ApplicationScoped
class Previews {
    private static final int AT_A_TIME = 2;

    private final LiveState live;
    private final Clock clock = Clock.systemUTC();
    private final Places places = new Places(AT_A_TIME, "TOO_MANY_PREVIEWS", "previews that concern all connections");

    Previews(LiveState live) {
        this.live = live;
    }

    PreviewIntentResponse preview(PreviewIntentRequest request, String tenantId, TimeLimit limit) {
        try {
            IntentRequested asked = PreviewProto.asked(request, tenantId);
            List<GenerationStudy.Refusal> refusals = PreviewProto.refusals(request);
            return GenerationStudy.concernsOthers(asked, refusals)
                    ? places.take(() -> preview(asked, refusals, limit))
                    : preview(asked, refusals, limit);
        } catch (BadQuestion bad) {
            throw Refusal.invalid(bad.field(), bad.getMessage());
        }
    }

    private PreviewIntentResponse preview(
            IntentRequested asked, List<GenerationStudy.Refusal> refusals, TimeLimit limit) {
        limit.check();
        GenerationStudy.Known known = live.read(state -> GenerationStudy.Known.of(state, asked, refusals));
        checkGeneration(asked, known.newest());
        PreviewIntentResponse.Builder response = PreviewIntentResponse.newBuilder();
        GenerationStudy.foresee(known, asked, refusals, clock.instant())
                .forEach(each -> response.addConnections(PreviewProto.message(each, asked.generation())));
        return response.build();
    }

    private static void checkGeneration(IntentRequested asked, long newest) {
        if (asked.generation() > newest + 1) {
            throw Refusal.unavailable(
                    "Generation %d of intent '%s' has not arrived at path computation; the newest is %d. Try again."
                            .formatted(asked.generation() - 1, asked.intentKey(), newest));
        }
        if (asked.generation() < newest) {
            throw Refusal.aborted(
                    "GENERATION_MISMATCH",
                    "Generation %d of intent '%s' is asked about, but %d is known; read it again."
                            .formatted(asked.generation(), asked.intentKey(), newest));
        }
    }
}
