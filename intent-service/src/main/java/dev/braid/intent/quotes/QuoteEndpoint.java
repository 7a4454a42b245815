package dev.braid.intent.quotes;

import dev.braid.api.path.v1.ComputePathsRequest;
import dev.braid.api.path.v1.ComputePathsResponse;
import dev.braid.api.path.v1.ComputedPath;
import dev.braid.api.path.v1.MutinyPathServiceGrpc.MutinyPathServiceStub;
import dev.braid.api.quote.v1.QualifiedConnection;
import dev.braid.api.quote.v1.QualifyIntentRequest;
import dev.braid.api.quote.v1.QualifyIntentResponse;
import dev.braid.api.quote.v1.QuoteService;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.contract.Objections;
import dev.braid.intent.contract.ServiceCalls;
import dev.braid.intent.contract.SpecProto;
import dev.braid.intent.domain.Connection;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.Port;
import dev.braid.intent.domain.Total;
import dev.braid.intent.store.PortRepository;
import dev.braid.intent.terms.TermsRules;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what an intent would get and cost now. Stores nothing. */
@GrpcService
public class QuoteEndpoint implements QuoteService {
    /** Names the intent that is only thought of; no tenant can choose it. */
    private static final String UNNAMED = "_";

    private final Transactions transactions;
    private final PortRepository ports;
    private final MutinyPathServiceStub paths;
    private final QuoteSettings settings;
    private final TermsRules rules;

    QuoteEndpoint(
            Transactions transactions,
            PortRepository ports,
            @GrpcClient("path") MutinyPathServiceStub paths,
            QuoteSettings settings,
            TermsRules rules) {
        this.transactions = transactions;
        this.ports = ports;
        this.paths = paths;
        this.settings = settings;
        this.rules = rules;
    }

    @Override
    public Uni<QualifyIntentResponse> qualifyIntent(QualifyIntentRequest request) {
        Caller caller = Caller.current();
        String tenantId = caller.tenant();
        IntentSpec spec = SpecProto.spec(request.getSpec());
        MutinyPathServiceStub onBehalf = ServiceCalls.onBehalf(paths, caller.bearerToken(), settings.deadline());
        return transactions
                .run(TenantScope.of(tenantId), session -> ports.share(session, tenantId, spec.portIds()))
                .map(found -> imagine(tenantId, spec, found))
                .chain(intent -> onBehalf.computePaths(question(intent))
                        .onFailure()
                        .transform(ServiceCalls::failure)
                        .map(answer -> response(intent, answer)));
    }

    private Intent imagine(String tenantId, IntentSpec spec, Map<String, Port> ports) {
        Instant now = Moments.now();
        Objections.refuse(spec.objections(ports));
        rules.refuse(spec, tenantId, now);
        return Intent.submit(new IntentId(tenantId, UNNAMED), spec, ports, now);
    }

    private static ComputePathsRequest question(Intent intent) {
        return ComputePathsRequest.newBuilder()
                .addAllDemands(intent.connections().stream()
                        .map(connection -> SpecProto.demand(intent.spec(), connection))
                        .toList())
                .build();
    }

    private static QualifyIntentResponse response(Intent intent, ComputePathsResponse answer) {
        if (answer.getPathsCount() != intent.connections().size()) {
            throw new IllegalStateException("Path computation answered %d of %d connections"
                    .formatted(answer.getPathsCount(), intent.connections().size()));
        }
        List<QualifiedConnection> connections = new ArrayList<>();
        List<Total> prices = new ArrayList<>();
        for (int i = 0; i < answer.getPathsCount(); i++) {
            ComputedPath path = answer.getPaths(i);
            connections.add(connection(intent.connections().get(i), path));
            if (path.hasPlan()) {
                prices.add(new Total(
                        path.getPlan().getPriceMicrosPerHour(), path.getPlan().getCurrencyCode()));
            }
        }
        boolean feasible = prices.size() == connections.size();
        Total price = feasible ? Total.of(prices) : Total.NONE;
        return QualifyIntentResponse.newBuilder()
                .setFeasible(feasible)
                .addAllConnections(connections)
                .setPriceMicrosPerHour(price.priceMicrosPerHour())
                .setCurrencyCode(price.currencyCode())
                .build();
    }

    private static QualifiedConnection connection(Connection connection, ComputedPath path) {
        QualifiedConnection.Builder qualified = QualifiedConnection.newBuilder()
                .setAPortId(connection.ends().aPortId())
                .setZPortId(connection.ends().zPortId());
        return switch (path.getAnswerCase()) {
            case PLAN -> qualified.setPlan(path.getPlan()).build();
            case REJECTION -> qualified.setRejection(path.getRejection()).build();
            case ANSWER_NOT_SET -> throw new IllegalStateException("Path computation left a connection unanswered");
        };
    }
}
