package dev.braid.path.contract;

import dev.braid.api.path.v1.FailedThing;
import dev.braid.api.path.v1.ImpactKind;
import dev.braid.api.path.v1.WhatIfRequest;
import dev.braid.api.path.v1.WhatIfResponse;
import dev.braid.path.domain.inquiry.BadQuestion;
import dev.braid.path.domain.inquiry.Consequences;
import dev.braid.path.domain.inquiry.Impact;
import dev.braid.path.domain.inquiry.Placing;
import dev.braid.path.domain.inquiry.PriceChange;
import dev.braid.path.domain.inquiry.WhatIf;
import dev.braid.path.domain.network.ElementKind;
import dev.braid.path.domain.network.ElementReference;
import dev.braid.path.domain.network.Link;
import dev.braid.path.domain.route.Demand;
import dev.braid.platform.proto.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What-ifs and their answers. A part that contradicts itself is a {@link BadQuestion}. */
public final class WhatIfProto {
    private static final int DEFAULT_IMPACTS = 100;

    private WhatIfProto() {}

    /** As the domain knows it. */
    public static WhatIf question(WhatIfRequest message) {
        return new WhatIf(
                message.getFailuresList().stream().map(WhatIfProto::reference).toList(),
                links(message.getAddedLinksList()),
                message.getPriceChangesList().stream()
                        .map(WhatIfProto::priceChange)
                        .toList(),
                demands(message.getDemandsList()),
                message.getMaxImpacts() == 0 ? DEFAULT_IMPACTS : message.getMaxImpacts());
    }

    /** As the domain knows them. */
    public static List<Demand> demands(List<dev.braid.api.path.v1.Demand> messages) {
        return each("demands", messages, DemandProto::demand);
    }

    private static List<Link> links(List<dev.braid.api.topology.v1.Link> messages) {
        return each("added_links", messages, TopologyProto::link);
    }

    private static <M, T> List<T> each(String field, List<M> messages, Function<M, T> read) {
        List<T> all = new ArrayList<>(messages.size());
        for (M message : messages) {
            try {
                all.add(read.apply(message));
            } catch (IllegalArgumentException e) {
                throw new BadQuestion("%s[%d]".formatted(field, all.size()), e.getMessage());
            }
        }
        return all;
    }

    private static ElementReference reference(FailedThing message) {
        return switch (message.getThingCase()) {
            case LINK_ID -> new ElementReference(ElementKind.LINK, message.getLinkId());
            case NODE_ID -> new ElementReference(ElementKind.NODE, message.getNodeId());
            case LOCATION_ID -> new ElementReference(ElementKind.LOCATION, message.getLocationId());
            case METRO_ID -> new ElementReference(ElementKind.METRO, message.getMetroId());
            case PROVIDER_ID -> new ElementReference(ElementKind.PROVIDER, message.getProviderId());
            case RISK_GROUP_ID -> new ElementReference(ElementKind.RISK_GROUP, message.getRiskGroupId());
            case THING_NOT_SET -> throw new BadQuestion("failures", "names nothing that fails");
        };
    }

    private static PriceChange priceChange(dev.braid.api.path.v1.PriceChange message) {
        ElementReference of =
                switch (message.getThingCase()) {
                    case LINK_ID -> new ElementReference(ElementKind.LINK, message.getLinkId());
                    case PROVIDER_ID -> new ElementReference(ElementKind.PROVIDER, message.getProviderId());
                    case THING_NOT_SET -> throw new BadQuestion("price_changes", "names nothing that has a price");
                };
        return new PriceChange(of, message.getPricePermille());
    }

    /** As the contract says it. */
    public static WhatIfResponse message(Consequences consequences, Instant asOf) {
        WhatIfResponse.Builder message = WhatIfResponse.newBuilder()
                .setBrokenCount(consequences.brokenCount())
                .setUnprotectedCount(consequences.unprotectedCount())
                .setMovedCount(consequences.movedCount())
                .setDearerCount(consequences.dearerCount())
                .setPriceBeforeMicrosPerHour(consequences.priceBeforeMicrosPerHour())
                .setPriceAfterMicrosPerHour(consequences.priceAfterMicrosPerHour())
                .setMaxUtilisationBefore(consequences.maxUtilisationBefore())
                .setMaxUtilisationAfter(consequences.maxUtilisationAfter())
                .setAsOfTime(Times.timestamp(asOf));
        consequences.impacts().forEach(impact -> message.addImpacts(message(impact)));
        consequences.demands().forEach(answer -> message.addDemands(AnswerProto.message(answer)));
        return message.build();
    }

    private static dev.braid.api.path.v1.Impact message(Impact impact) {
        Placing before = impact.before();
        var message = dev.braid.api.path.v1.Impact.newBuilder()
                .setConnectionId(impact.connection().connectionId())
                .setTenantId(impact.connection().tenantId())
                .setKind(kind(impact.kind()))
                .setBandwidthBps(impact.connection().plan().orElseThrow().bandwidthBps())
                .setHoldPriority(impact.connection().demand().priority().hold())
                .setLatencyBeforeUs(before.latencyUs())
                .setPriceBeforeMicrosPerHour(before.priceMicrosPerHour())
                .addAllLinkIdsBefore(before.linkIds())
                .addAllProtectionLinkIdsBefore(before.protectionLinkIds());
        impact.after()
                .ifPresent(after -> message.setLatencyAfterUs(after.latencyUs())
                        .setPriceAfterMicrosPerHour(after.priceMicrosPerHour())
                        .addAllLinkIdsAfter(after.linkIds())
                        .addAllProtectionLinkIdsAfter(after.protectionLinkIds()));
        impact.rejection().ifPresent(rejection -> message.setRejection(RejectionProto.message(rejection)));
        return message.build();
    }

    private static ImpactKind kind(Impact.Kind kind) {
        return switch (kind) {
            case BREAKS -> ImpactKind.IMPACT_KIND_BREAKS;
            case LOSES_PROTECTION -> ImpactKind.IMPACT_KIND_LOSES_PROTECTION;
            case MOVES -> ImpactKind.IMPACT_KIND_MOVES;
            case COSTS_MORE -> ImpactKind.IMPACT_KIND_COSTS_MORE;
        };
    }
}
