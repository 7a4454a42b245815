package dev.braid.netconf;

import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import java.time.Instant;

/** Commands as provisioning-service sends them. */
final class Orders {
    private Orders() {}

    static ReserveLegRequest reserve(String reference) {
        return ReserveLegRequest.newBuilder()
                .setTerms(terms(reference))
                .addAllLinkIds(Carrier.LINKS)
                .setBandwidthBps(Carrier.BPS)
                .build();
    }

    static ActivateLegRequest activate(String reference) {
        return ActivateLegRequest.newBuilder().setTerms(terms(reference)).build();
    }

    static ModifyLegRequest modify(String reference, long bps) {
        return ModifyLegRequest.newBuilder()
                .setTerms(terms(reference))
                .setBandwidthBps(bps)
                .build();
    }

    static ReleaseLegRequest release(String reference) {
        return ReleaseLegRequest.newBuilder().setTerms(terms(reference)).build();
    }

    private static CommandTerms terms(String reference) {
        return CommandTerms.newBuilder()
                .setProviderId(Carrier.PROVIDER)
                .setReference(reference)
                .setRevision(1)
                .setNotAfterTime(Timestamp.newBuilder()
                        .setSeconds(Instant.now().plusSeconds(300).getEpochSecond()))
                .build();
    }
}
