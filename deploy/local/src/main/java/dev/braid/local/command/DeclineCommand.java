package dev.braid.local.command;

import dev.braid.api.path.v1.DeclineRecommendationRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Declines a recommended move. */
@Command(
        name = "decline",
        description = "Declines a recommended move: it is neither made nor recommended again for a while.")
public final class DeclineCommand extends AutomationCommand.Call {
    @Parameters(paramLabel = "ID", description = "Of the recommendation, as ./braid recommendations shows it.")
    private String recommendationId;

    @Option(names = "--reason", required = true, description = "Why, in one line.")
    private String reason;

    @Override
    public Integer call() {
        return say(service ->
                List.of(RecommendationWords.said(service.declineRecommendation(DeclineRecommendationRequest.newBuilder()
                                .setRecommendationId(recommendationId)
                                .setReason(reason)
                                .build())
                        .getWord())));
    }
}
