package dev.braid.path.contract;

import dev.braid.api.path.v1.ComputedPath;
import dev.braid.path.domain.route.Answer;

/** Answers to demands. */
public final class AnswerProto {
    private AnswerProto() {}

    /** As the contract says it. */
    public static ComputedPath message(Answer answer) {
        ComputedPath.Builder message = ComputedPath.newBuilder();
        return switch (answer) {
            case Answer.Found(var plan) ->
                message.setPlan(PlanProto.message(plan)).build();
            case Answer.None(var rejection) ->
                message.setRejection(RejectionProto.message(rejection)).build();
        };
    }
}
