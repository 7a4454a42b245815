package dev.braid.intent.intents;

import dev.braid.api.intent.v1.GetIntentRequest;
import dev.braid.api.intent.v1.GetIntentResponse;
import dev.braid.api.intent.v1.IntentService;
import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListDecisionsResponse;
import dev.braid.api.intent.v1.ListIntentsRequest;
import dev.braid.api.intent.v1.ListIntentsResponse;
import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.api.intent.v1.SubmitIntentResponse;
import dev.braid.api.intent.v1.TerminateIntentRequest;
import dev.braid.api.intent.v1.TerminateIntentResponse;
import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.api.intent.v1.UpdateIntentResponse;
import dev.braid.api.intent.v1.WatchIntentRequest;
import dev.braid.api.intent.v1.WatchIntentResponse;
import dev.braid.intent.contract.IntentProto;
import dev.braid.intent.contract.Keys;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.IntentState;
import dev.braid.intent.store.IntentRepository;
import dev.braid.intent.watching.IntentWatch;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The intents of tenants. */
@GrpcService
public class IntentEndpoint implements IntentService {
    private static final String KIND = "intent";

    private final Submission submission;
    private final Change change;
    private final Previews previews;
    private final Transactions transactions;
    private final IntentRepository intents;
    private final IntentWatch watch;
    private final DecisionList decisions;

    IntentEndpoint(
            Submission submission,
            Change change,
            Previews previews,
            Transactions transactions,
            IntentRepository intents,
            IntentWatch watch,
            DecisionList decisions) {
        this.submission = submission;
        this.change = change;
        this.previews = previews;
        this.transactions = transactions;
        this.intents = intents;
        this.watch = watch;
        this.decisions = decisions;
    }

    @Override
    public Uni<SubmitIntentResponse> submitIntent(SubmitIntentRequest request) {
        Caller caller = Caller.current();
        Previews.Asking asking = previews.onBehalfOf(caller);
        return submission.submit(caller.tenant(), request).chain(intent -> {
            SubmitIntentResponse.Builder response =
                    SubmitIntentResponse.newBuilder().setIntent(IntentProto.proto(intent));
            return request.getValidateOnly()
                    ? asking.preview(intent).map(it -> response.setPreview(it).build())
                    : Uni.createFrom().item(response.build());
        });
    }

    @Override
    public Uni<UpdateIntentResponse> updateIntent(UpdateIntentRequest request) {
        Caller caller = Caller.current();
        Previews.Asking asking = previews.onBehalfOf(caller);
        return change.update(caller.tenant(), request).chain(intent -> {
            UpdateIntentResponse.Builder response =
                    UpdateIntentResponse.newBuilder().setIntent(IntentProto.proto(intent));
            return request.getValidateOnly()
                    ? asking.preview(intent).map(it -> response.setPreview(it).build())
                    : Uni.createFrom().item(response.build());
        });
    }

    @Override
    public Uni<TerminateIntentResponse> terminateIntent(TerminateIntentRequest request) {
        return change.terminate(new IntentId(Caller.current().tenant(), request.getIntentId()))
                .map(intent -> TerminateIntentResponse.newBuilder()
                        .setIntent(IntentProto.proto(intent))
                        .build());
    }

    @Override
    public Uni<GetIntentResponse> getIntent(GetIntentRequest request) {
        IntentId id = new IntentId(Keys.tenant(Caller.current(), request.getTenantId()), request.getIntentId());
        return transactions
                .read(TenantScope.of(id.tenantId()), session -> intents.find(session, id))
                .map(found -> found.orElseThrow(() -> Refusal.notFound(KIND, id.intentId())))
                .map(intent -> GetIntentResponse.newBuilder()
                        .setIntent(IntentProto.proto(intent))
                        .build());
    }

    @Override
    public Uni<ListIntentsResponse> listIntents(ListIntentsRequest request) {
        TenantScope scope = Caller.current().scope(request.getTenantId());
        Set<IntentState> states =
                request.getStatesList().stream().map(IntentProto::state).collect(Collectors.toCollection(TreeSet::new));
        var filter = new IntentRepository.Filter(Keys.tenantOrAll(scope), states);
        Keys.Place after = Keys.Place.of(request.getPageToken(), KIND, filter.tenantId(), states);
        int size = PageToken.size(request.getPageSize());
        return transactions
                .read(scope, session -> intents.list(session, filter, after.tenantId(), after.id(), size))
                .map(page -> response(page, filter));
    }

    private static ListIntentsResponse response(IntentRepository.Page page, IntentRepository.Filter filter) {
        ListIntentsResponse.Builder response = ListIntentsResponse.newBuilder()
                .addAllIntents(page.intents().stream().map(IntentProto::proto).toList());
        if (page.more()) {
            Intent last = page.intents().getLast();
            response.setNextPageToken(
                    new Keys.Place(last.id().tenantId(), last.id().intentId())
                            .token(KIND, filter.tenantId(), filter.states()));
        }
        return response.build();
    }

    @Override
    public Multi<WatchIntentResponse> watchIntent(WatchIntentRequest request) {
        IntentId id = new IntentId(Keys.tenant(Caller.current(), request.getTenantId()), request.getIntentId());
        return watch.watch(id)
                .map(intent -> WatchIntentResponse.newBuilder()
                        .setIntent(IntentProto.proto(intent))
                        .build());
    }

    @Override
    public Uni<ListDecisionsResponse> listDecisions(ListDecisionsRequest request) {
        return decisions.list(Caller.current(), request);
    }
}
