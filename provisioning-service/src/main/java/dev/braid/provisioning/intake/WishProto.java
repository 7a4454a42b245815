package dev.braid.provisioning.intake;

import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PlannedLeg;
import dev.braid.platform.errors.Refusal;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Plan;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.domain.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Turns a path record into the domain's wish; a record that means nothing is refused with the field and the value. What a
 * provider cannot be told of hand-offs is left out: it would take a number that nobody uses.
 */
public final class WishProto {
    // These stand in the paths of provider URLs and in the keys of topics.
    private static final Pattern PROVIDER_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern LINK_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern CONNECTION_ID =
            Pattern.compile("([a-z][a-z0-9-]{0,39})\\.([A-Za-z0-9][A-Za-z0-9_-]{0,63})\\.([1-9][0-9]{0,8})");
    /** Of the working and the protection path together. */
    private static final int MAX_LEGS = 128;

    private static final int MAX_LINKS = 256;

    private WishProto() {}

    static Wish wish(PathRecord record, Predicate<String> handsOver) {
        checkIds(record);
        check(record.getSequence() >= 1, "sequence", record.getSequence(), "must be at least 1");
        check(record.getGeneration() >= 1, "generation", record.getGeneration(), "must be at least 1");
        check(
                record.getIntentConnectionCount() >= 1,
                "intent_connection_count",
                record.getIntentConnectionCount(),
                "must be at least 1");
        Optional<Plan> plan = record.hasPlan() ? Optional.of(plan(record.getPlan(), handsOver)) : Optional.empty();
        long leastRevision = plan.map(Plan::revision).orElse(0L);
        check(
                record.getLastRevision() >= leastRevision,
                "last_revision",
                record.getLastRevision(),
                "must be at least " + leastRevision);
        return new Wish(
                record.getSequence(),
                record.getGeneration(),
                record.getLastRevision(),
                plan,
                record.getPhase() == PathPhase.PATH_PHASE_RELEASING);
    }

    private static void checkIds(PathRecord record) {
        var ids = CONNECTION_ID.matcher(record.getConnectionId());
        check(ids.matches(), "connection_id", record.getConnectionId(), "is not tenant.intent.number");
        check(ids.group(1).equals(record.getTenantId()), "tenant_id", record.getTenantId(), "is not the connection's");
        check(
                (ids.group(1) + "." + ids.group(2)).equals(record.getIntentKey()),
                "intent_key",
                record.getIntentKey(),
                "is not the connection's");
    }

    /** A plan as the domain knows it, told of hand-offs where the provider can be. */
    public static Plan plan(PathPlan plan, Predicate<String> handsOver) {
        check(plan.getLegsCount() <= MAX_LEGS, "plan.legs", plan.getLegsCount(), "are more than " + MAX_LEGS);
        List<Route> routes = new ArrayList<>();
        for (PlannedLeg leg : plan.getLegsList()) {
            check(
                    PROVIDER_ID.matcher(leg.getProviderId()).matches(),
                    "plan.legs.provider_id",
                    leg.getProviderId(),
                    "does not match " + PROVIDER_ID);
            check(
                    leg.getLinkIdsCount() >= 1 && leg.getLinkIdsCount() <= MAX_LINKS,
                    "plan.legs.link_ids",
                    leg.getLinkIdsCount(),
                    "must be 1 to %d ids".formatted(MAX_LINKS));
            for (String linkId : leg.getLinkIdsList()) {
                check(LINK_ID.matcher(linkId).matches(), "plan.legs.link_ids", linkId, "does not match " + LINK_ID);
            }
            boolean told = handsOver.test(leg.getProviderId());
            routes.add(new Route(
                    leg.getProviderId(),
                    leg.getLinkIdsList(),
                    told
                            ? handoff("a_interconnect_id", leg.getAInterconnectId(), leg.getAAtCustomer())
                            : Handoff.UNSAID,
                    told
                            ? handoff("z_interconnect_id", leg.getZInterconnectId(), leg.getZAtCustomer())
                            : Handoff.UNSAID));
        }
        try {
            return new Plan(
                    plan.getRevision(),
                    plan.getGeneration(),
                    plan.getBandwidthBps(),
                    routes,
                    plan.getPriceMicrosPerHour(),
                    plan.getCurrencyCode());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("plan", e.getMessage());
        }
    }

    private static Handoff handoff(String field, String interconnectId, boolean atCustomer) {
        if (interconnectId.isEmpty()) {
            return Handoff.UNSAID;
        }
        check(
                LINK_ID.matcher(interconnectId).matches(),
                "plan.legs." + field,
                interconnectId,
                "does not match " + LINK_ID);
        return atCustomer ? Handoff.atCustomer(interconnectId) : Handoff.between(interconnectId);
    }

    private static void check(boolean holds, String field, Object value, String rule) {
        if (!holds) {
            throw Refusal.invalid(field, "'%s' %s".formatted(value, rule));
        }
    }
}
