package dev.braid.provisioning.provider;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.PendingOn;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.platform.proto.Times;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Route;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * One of our adapters as others would see it behind the contract. What it says of an order is its own. As provisioning
 * does, it is told of each order over which links that was ordered, and says whether it runs elsewhere; the revision, which
 * the domain does not ask for, is read from the provider beside it.
 */
final class ServedAdapter implements CarrierAdapter {
    private static final Logger LOG = Logger.getLogger(ServedAdapter.class);
    private static final Pattern OUTDATED = Pattern.compile("4\\d\\d (STALE_REVISION|STALE_EPOCH|EXPIRED): (.*)");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String OTHER_LINKS = "The order runs over";
    private static final List<String> NONE = List.of("none");

    private final ProviderAdapter adapter;
    private final HttpClient client;
    private final URI url;
    private final String providerId;
    private final Map<String, List<String>> routes;
    /** Whether it speaks the order API, which knows an order by its reference alone and keeps its revision. */
    private final boolean plain;

    /** How orders stood that waited for somebody. */
    final Set<OrderStanding> waited = ConcurrentHashMap.newKeySet();

    /**
     * Serves an adapter.
     *
     * @param routes over which links orders were ordered, by reference; outlives the adapter, as provisioning's records do
     */
    ServedAdapter(
            ProviderAdapter adapter,
            HttpClient client,
            URI url,
            String providerId,
            boolean plain,
            Map<String, List<String>> routes) {
        this.adapter = adapter;
        this.client = client;
        this.url = url;
        this.providerId = providerId;
        this.plain = plain;
        this.routes = routes;
    }

    @Override
    public String name() {
        return adapter.name();
    }

    @Override
    public Map<String, Capabilities> providers() {
        Capabilities.Builder told = Capabilities.newBuilder();
        adapter.modification()
                .await()
                .atMost(LONGEST)
                .map(it -> OutageClass.valueOf("OUTAGE_CLASS_" + it.name()))
                .ifPresent(told::setModifyOutage);
        told.setWatches(adapter.tellsOfChanges().await().atMost(LONGEST)).setWaitsForPeople(true);
        return Map.of(providerId, told.build());
    }

    @Override
    public AutoCloseable watch(String ofProvider, Consumer<String> changed) {
        return adapter.changes().subscribe().with(changed, LOG::warn)::cancel;
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        List<String> linkIds = List.copyOf(request.getLinkIdsList());
        // Before it is sent: an answer may be lost.
        routes.putIfAbsent(request.getTerms().getReference(), linkIds);
        Order order = sent(command(Verb.RESERVE, request.getTerms(), linkIds, request.getBandwidthBps()));
        boolean same = order.getLinkIdsList().equals(linkIds) && order.getBandwidthBps() == request.getBandwidthBps();
        return unlessCeased(order, same);
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        return unlessCeased(sent(command(Verb.ACTIVATE, request.getTerms(), links(request.getTerms()), 1)), true);
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        return unlessCeased(
                sent(command(Verb.MODIFY, request.getTerms(), links(request.getTerms()), request.getBandwidthBps())),
                true);
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        return sent(command(Verb.RELEASE, request.getTerms(), links(request.getTerms()), 1));
    }

    @Override
    public Order get(String ofProvider, String reference) throws Exception {
        return sent(new Command(
                Verb.READ_BACK,
                reference,
                new Route(providerId, links(reference)),
                1,
                1,
                Instant.now().plusSeconds(60)));
    }

    @Override
    public List<Order> list(String ofProvider) throws Exception {
        Map<String, dev.braid.provisioning.domain.Order> orders =
                adapter.list().await().atMost(LONGEST);
        List<Order> listed = new ArrayList<>();
        for (Map.Entry<String, dev.braid.provisioning.domain.Order> each : orders.entrySet()) {
            listed.add(order(each.getKey(), each.getValue(), links(each.getKey())));
        }
        return listed;
    }

    private List<String> links(CommandTerms terms) {
        return links(terms.getReference());
    }

    private List<String> links(String reference) {
        return routes.getOrDefault(reference, NONE);
    }

    private static Order unlessCeased(Order order, boolean same) throws Refused {
        if (order.getStanding() == OrderStanding.ORDER_STANDING_CEASED) {
            throw new Refused(Reason.CEASED, "The order has ceased.");
        }
        if (!same) {
            throw new Refused(Reason.CONFLICT, "The order is for something else.");
        }
        return order;
    }

    private Command command(Verb verb, CommandTerms terms, List<String> links, long bps) {
        return new Command(
                        verb,
                        terms.getReference(),
                        new Route(providerId, links),
                        bps,
                        terms.getRevision(),
                        Times.instant(terms.getNotAfterTime()))
                .under(terms.getEpoch());
    }

    private Order sent(Command command) throws Exception {
        return switch (adapter.carryOut(command).await().atMost(LONGEST)) {
            case Answer.Done(var order) ->
                order(command.legId(), order, command.route().linkIds());
            case Answer.Missing() -> throw new UnknownOrder(command.legId());
            case Answer.Refused(var code, var reason) -> throw new Refused(reason(code + " " + reason), reason);
            case Answer.Unknown(var cause) -> {
                Matcher outdated = OUTDATED.matcher(cause);
                if (outdated.matches()) {
                    throw new Refused(Reason.valueOf(outdated.group(1)), outdated.group(2));
                }
                if (cause.startsWith(OTHER_LINKS)) {
                    throw new Refused(Reason.CONFLICT, cause);
                }
                throw new IOException(cause);
            }
        };
    }

    /** Where the API has no code for it, the words of the simulator tell. */
    private static Reason reason(String words) {
        return words.contains("NO_CAPACITY") ? Reason.NO_CAPACITY : Reason.REJECTED;
    }

    /** Over the links that were ordered, unless the adapter itself says that they are others. */
    private Order order(String reference, dev.braid.provisioning.domain.Order order, List<String> ordered)
            throws IOException, InterruptedException {
        Order.Builder told = Order.newBuilder()
                .setReference(reference)
                .setStanding(
                        switch (order.standing()) {
                            case PENDING -> OrderStanding.ORDER_STANDING_PENDING;
                            case HELD -> OrderStanding.ORDER_STANDING_HELD;
                            case IN_SERVICE -> OrderStanding.ORDER_STANDING_IN_SERVICE;
                            case CEASED -> OrderStanding.ORDER_STANDING_CEASED;
                        })
                .setBandwidthBps(order.bandwidthBps())
                .setProviderState(order.providerState())
                .setProviderOrderId(order.orderId())
                .setRevision(plain ? revision(reference) : 0);
        order.pendingOn().ifPresent(it -> {
            waited.add(told.getStanding());
            told.setPendingOn(pending(it));
        });
        return order.astray().isEmpty() ? told.addAllLinkIds(ordered).build() : told.build();
    }

    private static PendingOn pending(dev.braid.provisioning.domain.PendingOn on) {
        PendingOn.Builder told = PendingOn.newBuilder()
                .setParty(on.party())
                .setReason(on.reason())
                .setSinceTime(Times.timestamp(on.sinceTime()));
        on.expireTime().map(Times::timestamp).ifPresent(told::setExpireTime);
        return told.build();
    }

    private long revision(String reference) throws IOException, InterruptedException {
        String path = "/" + reference;
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("%s/carriers/%s/orders%s".formatted(url, providerId, path)))
                        .header("X-Api-Key", SimulatorProcess.API_KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("%s: %d".formatted(path, response.statusCode()));
        }
        return new JsonObject(response.body()).getLong("revision");
    }
}
