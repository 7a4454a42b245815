package dev.braid.local.command;

import dev.braid.api.path.v1.AutomationServiceGrpc.AutomationServiceBlockingStub;
import dev.braid.api.path.v1.ListRecommendationsRequest;
import dev.braid.api.path.v1.ListRecommendationsResponse;
import dev.braid.api.path.v1.Recommendation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells which moves wait for an operator's word. */
@Command(
        name = "recommendations",
        description = "Lists the moves that would be made in mode automatic, for you to approve or decline.")
public final class RecommendationsCommand extends AutomationCommand.Call {
    @Option(names = "--tenant", defaultValue = "", description = "Of this tenant only.")
    private String tenant;

    @Override
    public Integer call() {
        return say(service -> RecommendationWords.all(list(service)));
    }

    private List<Recommendation> list(AutomationServiceBlockingStub service) {
        List<Recommendation> all = new ArrayList<>();
        String token = "";
        do {
            ListRecommendationsResponse page = service.listRecommendations(ListRecommendationsRequest.newBuilder()
                    .setTenantId(tenant)
                    .setPageToken(token)
                    .build());
            all.addAll(page.getRecommendationsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return all;
    }
}
