package dev.braid.adapter.conformance;

import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import io.grpc.Status.Code;
import java.util.Collections;
import java.util.List;

/** That a request which means nothing is told which field, and does nothing. */
final class InputChecks {
    private static final int TOO_MANY_LINKS = 300;
    private static final String NOBODY = "no-such-provider-of-the-suite";
    private static final String NOWHERE = "no-such-link-of-the-suite";

    private InputChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("bad-field", "a field with a value that means nothing is named", InputChecks::badField),
                new Check(
                        "unknown-provider",
                        "a provider that it does not speak for is INVALID_ARGUMENT, never NOT_FOUND",
                        InputChecks::unknownProvider),
                new Check(
                        "unknown-link", "a link that the provider does not have is refused", InputChecks::unknownLink));
    }

    private static void badField(Trial trial) {
        Asking order = trial.order();
        CommandTerms terms = order.terms();
        ReserveLegRequest good = ReserveLegRequest.newBuilder()
                .setTerms(terms)
                .addAllLinkIds(order.linkIds())
                .setBandwidthBps(order.bandwidthBps())
                .build();
        order.reserve(good.toBuilder().setBandwidthBps(0).build()).invalid("bandwidth_bps");
        order.reserve(good.toBuilder().setBandwidthBps(-1).build()).invalid("bandwidth_bps");
        order.reserve(good.toBuilder().clearLinkIds().build()).invalid("link_ids");
        order.reserve(good.toBuilder()
                        .addAllLinkIds(Collections.nCopies(
                                TOO_MANY_LINKS, order.linkIds().getFirst()))
                        .build())
                .invalid("link_ids");
        order.reserve(good.toBuilder().clearTerms().build()).invalid("terms");
        order.reserve(with(good, terms.toBuilder().setReference("").build())).invalid("reference");
        order.reserve(with(good, terms.toBuilder().setReference("x".repeat(161)).build()))
                .invalid("reference");
        order.reserve(with(good, terms.toBuilder().setProviderId("").build())).invalid("provider_id");
        order.reserve(with(good, terms.toBuilder().setRevision(0).build())).invalid("revision");
        order.reserve(with(good, terms.toBuilder().setEpoch(-1).build())).invalid("epoch");
        order.reserve(with(good, terms.toBuilder().clearNotAfterTime().build())).invalid("not_after_time");
        order.get().notFound();
    }

    private static ReserveLegRequest with(ReserveLegRequest request, CommandTerms terms) {
        return request.toBuilder().setTerms(terms).build();
    }

    private static void unknownProvider(Trial trial) {
        Asking order = trial.order().provider(NOBODY);
        order.reserve().invalid("provider_id");
        order.get().invalid("provider_id");
        order.release().invalid("provider_id");
    }

    private static void unknownLink(Trial trial) {
        Asking order = trial.order();
        Outcome outcome = order.links(List.of(NOWHERE)).reserve();
        if (outcome.code() == Code.INVALID_ARGUMENT) {
            outcome.invalid("link_ids");
        } else {
            outcome.refused(Reason.REJECTED);
        }
        order.holdsNothing();
    }
}
