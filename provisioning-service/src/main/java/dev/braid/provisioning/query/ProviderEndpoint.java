package dev.braid.provisioning.query;

import dev.braid.api.provider.v1.ListProvidersRequest;
import dev.braid.api.provider.v1.ListProvidersResponse;
import dev.braid.api.provider.v1.ProviderService;
import dev.braid.api.provider.v1.ProviderStatus;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.provider.Conduct;
import dev.braid.provisioning.provider.Providers;
import dev.braid.provisioning.store.LegIndex;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Answers operators how the providers behave. */
@GrpcService
class ProviderEndpoint implements ProviderService {
    private final Transactions transactions;
    private final LegIndex legs;
    private final Providers providers;

    ProviderEndpoint(Transactions transactions, LegIndex legs, Providers providers) {
        this.transactions = transactions;
        this.legs = legs;
        this.providers = providers;
    }

    @Override
    public Uni<ListProvidersResponse> listProviders(ListProvidersRequest request) {
        return transactions.run(new TenantScope.All(), legs::countsByProvider).map(this::statuses);
    }

    private ListProvidersResponse statuses(Map<String, LegIndex.Counts> held) {
        Set<String> ids = new TreeSet<>(providers.known());
        ids.addAll(held.keySet());
        ListProvidersResponse.Builder response = ListProvidersResponse.newBuilder();
        for (String providerId : ids) {
            LegIndex.Counts counts = held.getOrDefault(providerId, LegIndex.Counts.NONE);
            Conduct conduct = providers.conduct(providerId);
            ProviderStatus.Builder status = ProviderStatus.newBuilder()
                    .setProviderId(providerId)
                    .setAdapter(providers.adapter(providerId).name())
                    .setReachable(conduct.reachable())
                    .setCommandCount(conduct.commandCount())
                    .setRefusedCount(conduct.refusedCount())
                    .setFailedCount(conduct.failedCount())
                    .setActiveLegCount(counts.held())
                    .setFrozenLegCount(counts.frozen());
            conduct.lastAnswerTime().ifPresent(time -> status.setLastAnswerTime(Times.timestamp(time)));
            response.addProviders(status);
        }
        return response.build();
    }
}
