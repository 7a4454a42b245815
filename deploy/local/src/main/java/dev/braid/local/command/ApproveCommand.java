package dev.braid.local.command;

import dev.braid.api.path.v1.ApproveRecommendationRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Approves a recommended move. */
@Command(
        name = "approve",
        description = "Approves a recommended move: it is made if every guard rail lets it pass at that moment.")
public final class ApproveCommand extends AutomationCommand.Call {
    @Parameters(paramLabel = "ID", description = "Of the recommendation, as ./braid recommendations shows it.")
    private String recommendationId;

    @Override
    public Integer call() {
        return say(service ->
                List.of(RecommendationWords.said(service.approveRecommendation(ApproveRecommendationRequest.newBuilder()
                                .setRecommendationId(recommendationId)
                                .build())
                        .getWord())));
    }
}
