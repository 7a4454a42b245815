package dev.braid.provisioning.support;

import com.google.protobuf.Timestamp;
import dev.braid.api.Topic;
import dev.braid.api.path.v1.Booking;
import dev.braid.api.path.v1.Hop;
import dev.braid.api.path.v1.PathPhase;
import dev.braid.api.path.v1.PathPlan;
import dev.braid.api.path.v1.PathRecord;
import dev.braid.api.path.v1.PlannedLeg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Path computation's side of one connection: writes records with rising sequences. */
public final class Wanted {
    private static final AtomicInteger INTENTS = new AtomicInteger();

    public final String tenantId;
    public final String intentKey;
    public final String connectionId;
    private final int connectionCount;
    private long sequence;
    private long revision;

    private Wanted(String intentKey, int number, int connectionCount) {
        this.tenantId = intentKey.substring(0, intentKey.indexOf('.'));
        this.intentKey = intentKey;
        this.connectionId = intentKey + "." + number;
        this.connectionCount = connectionCount;
    }

    /** The only connection of an intent that nobody else uses. */
    public static Wanted connection(String tenantId) {
        return connections(tenantId, 1)[0];
    }

    /** All connections of an intent that nobody else uses. */
    public static Wanted[] connections(String tenantId, int count) {
        String intentKey = "%s.i%d-%d"
                .formatted(
                        tenantId,
                        INTENTS.incrementAndGet(),
                        ProcessHandle.current().pid());
        Wanted[] all = new Wanted[count];
        for (int i = 0; i < count; i++) {
            all[i] = new Wanted(intentKey, i + 1, count);
        }
        return all;
    }

    /** The next revision: a leg of each provider. */
    public PathRecord plan(long bandwidthBps, String... providerIds) {
        Map<String, String> links = new LinkedHashMap<>();
        for (String providerId : providerIds) {
            links.put(providerId, providerId + "-lon-par-1");
        }
        return plan(bandwidthBps, links);
    }

    /** The next revision: a leg of each provider, over that link. */
    public PathRecord plan(long bandwidthBps, Map<String, String> linkByProvider) {
        PathPlan.Builder plan = PathPlan.newBuilder()
                .setRevision(++revision)
                .setGeneration(1)
                .setBandwidthBps(bandwidthBps)
                .setPriceMicrosPerHour(1_250_000)
                .setCurrencyCode("USD");
        linkByProvider.forEach((providerId, linkId) ->
                plan.addLegs(PlannedLeg.newBuilder().setProviderId(providerId).addLinkIds(linkId)));
        return record(PathPhase.PATH_PHASE_PLANNED).setPlan(plan).build();
    }

    /** The next revision between two ports: two legs, each `provider:link`, that are handed over at the interconnect. */
    public PathRecord handedOver(long bandwidthBps, String interconnectId, String aLeg, String zLeg) {
        PathRecord record = plan(bandwidthBps);
        PathPlan.Builder plan = record.getPlan().toBuilder();
        plan.addLegs(leg(aLeg).setAInterconnectId("port-a").setAAtCustomer(true).setZInterconnectId(interconnectId));
        plan.addLegs(leg(zLeg)
                .setAInterconnectId(interconnectId)
                .setZInterconnectId("port-z")
                .setZAtCustomer(true));
        return record.toBuilder().setPlan(plan).build();
    }

    /** The next revision: a leg of each provider, over that link, handed from one to the next and to customers at the ends. */
    public PathRecord chained(long bandwidthBps, Map<String, String> linkByProvider) {
        PathRecord record = plan(bandwidthBps);
        PathPlan.Builder plan = record.getPlan().toBuilder();
        String before = "port-a";
        List<String> providerIds = List.copyOf(linkByProvider.keySet());
        for (int i = 0; i < providerIds.size(); i++) {
            boolean last = i == providerIds.size() - 1;
            String after = last ? "port-z" : "%s-%s".formatted(providerIds.get(i), providerIds.get(i + 1));
            plan.addLegs(PlannedLeg.newBuilder()
                    .setProviderId(providerIds.get(i))
                    .addLinkIds(linkByProvider.get(providerIds.get(i)))
                    .setAInterconnectId(before)
                    .setAAtCustomer(i == 0)
                    .setZInterconnectId(after)
                    .setZAtCustomer(last));
            before = after;
        }
        return record.toBuilder().setPlan(plan).build();
    }

    private static PlannedLeg.Builder leg(String words) {
        int colon = words.indexOf(':');
        return PlannedLeg.newBuilder().setProviderId(words.substring(0, colon)).addLinkIds(words.substring(colon + 1));
    }

    /** The next revision: a leg of each provider, over working and protection path, and the hops of both. */
    public PathRecord protectedPlan(long bandwidthBps, List<String> working, List<String> protection) {
        PathRecord record = plan(
                bandwidthBps,
                Stream.concat(working.stream(), protection.stream()).toArray(String[]::new));
        PathPlan.Builder plan = record.getPlan().toBuilder();
        working.forEach(providerId -> plan.addHops(hop(providerId)));
        protection.forEach(providerId -> plan.getProtectionBuilder().addHops(hop(providerId)));
        return record.toBuilder().setPlan(plan).build();
    }

    private static Hop hop(String providerId) {
        return Hop.newBuilder()
                .setProviderId(providerId)
                .setLinkId(providerId + "-lon-par-1")
                .build();
    }

    /** Nothing is wanted now, and the next revision is booked for later. */
    public PathRecord booked(long bandwidthBps, String... providerIds) {
        PathPlan next = plan(bandwidthBps, providerIds).getPlan();
        revision--;
        return record(PathPhase.PATH_PHASE_SCHEDULED)
                .setBooking(Booking.newBuilder().setPlan(next))
                .build();
    }

    /** Nothing is wanted any more. */
    public PathRecord release() {
        return record(PathPhase.PATH_PHASE_RELEASING).build();
    }

    private PathRecord.Builder record(PathPhase phase) {
        return PathRecord.newBuilder()
                .setConnectionId(connectionId)
                .setIntentKey(intentKey)
                .setTenantId(tenantId)
                .setGeneration(1)
                .setSequence(++sequence)
                .setDecideTime(Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000))
                .setPhase(phase)
                .setLastRevision(revision)
                .setIntentConnectionCount(connectionCount);
    }

    public PathRecord send(PathRecord record) {
        Bus.send(Topic.PATHS, connectionId, record);
        return record;
    }
}
