package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Outage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a configuration could say of a provider whose adapter speaks gRPC. */
record OneProviderOf(Optional<URI> url, Optional<String> token, Optional<Path> caFile)
        implements ProviderSettings.OneProvider {
    @Override
    public ProviderSettings.Protocol adapter() {
        return ProviderSettings.Protocol.GRPC;
    }

    @Override
    public ProviderSettings.Drift drift() {
        return ProviderSettings.Drift.REPAIR;
    }

    @Override
    public Optional<String> apiKey() {
        return Optional.empty();
    }

    @Override
    public Optional<Outage> modifyOutage() {
        return Optional.empty();
    }
}
