package dev.braid.intent.intents;

import dev.braid.api.intent.v1.IntentPreview;
import dev.braid.api.path.v1.MutinyPathServiceGrpc.MutinyPathServiceStub;
import dev.braid.api.path.v1.PreviewIntentResponse;
import dev.braid.api.path.v1.RefusedLeg;
import dev.braid.api.provisioning.v1.MutinyProvisioningServiceGrpc.MutinyProvisioningServiceStub;
import dev.braid.api.provisioning.v1.PreviewPlansResponse;
import dev.braid.api.provisioning.v1.PreviewedRollout;
import dev.braid.intent.contract.PreviewProto;
import dev.braid.intent.contract.ServiceCalls;
import dev.braid.intent.domain.Intent;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Asks path computation and provisioning what a change of an intent would do. Stores nothing. */
@ApplicationScoped
class Previews {
    /** Each leaves out the links of one more leg at least. */
    private static final int MOST_REFUSALS = 16;

    private final MutinyPathServiceStub paths;
    private final MutinyProvisioningServiceStub provisioning;
    private final PreviewSettings settings;

    Previews(
            @GrpcClient("path") MutinyPathServiceStub paths,
            @GrpcClient("provisioning") MutinyProvisioningServiceStub provisioning,
            PreviewSettings settings) {
        this.paths = paths;
        this.provisioning = provisioning;
        this.settings = settings;
    }

    /** In the name of the caller, and for no longer than it waits. Ask before the first asynchronous step. */
    Asking onBehalfOf(Caller caller) {
        return new Asking(
                ServiceCalls.onBehalf(paths, caller.bearerToken(), settings.deadline()),
                ServiceCalls.onBehalf(provisioning, caller.bearerToken(), settings.deadline()));
    }

    /** One question. */
    record Asking(MutinyPathServiceStub paths, MutinyProvisioningServiceStub provisioning) {
        /** What the intent would get and what would be done, were this its newest generation. */
        Uni<IntentPreview> preview(Intent intent) {
            return preview(intent, List.of());
        }

        /** Where a provider cannot do what is planned, it is planned again without, as when it says so in earnest. */
        private Uni<IntentPreview> preview(Intent intent, List<RefusedLeg> refusals) {
            return paths.previewIntent(PreviewProto.question(intent, refusals))
                    .onFailure()
                    .transform(ServiceCalls::failure)
                    .chain(planned -> provisioning
                            .previewPlans(PreviewProto.question(planned))
                            .onFailure()
                            .transform(failure -> ServiceCalls.failure("Provisioning", failure))
                            .chain(rollouts -> answer(intent, refusals, planned, rollouts)));
        }

        private Uni<IntentPreview> answer(
                Intent intent,
                List<RefusedLeg> refusals,
                PreviewIntentResponse planned,
                PreviewPlansResponse rollouts) {
            List<RefusedLeg> more = new ArrayList<>(refusals);
            rollouts.getConnectionsList().stream()
                    .filter(PreviewedRollout::hasRefusal)
                    .map(PreviewedRollout::getRefusal)
                    .forEach(more::add);
            if (more.size() == refusals.size()) {
                return Uni.createFrom().item(PreviewProto.preview(intent, planned, rollouts));
            }
            if (refusals.size() >= MOST_REFUSALS) {
                throw Refusal.resourceExhausted(
                        "TOO_MANY_REFUSALS",
                        "Providers cannot do what is asked on the first %d ways that were looked at."
                                .formatted(refusals.size()));
            }
            return preview(intent, more);
        }
    }
}
