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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of our adapters as others would see it behind the contract. What it says of an order is its own; the links and the
 * revision, which the domain does not ask for, are read from the provider beside it.
 */
final class ServedAdapter implements CarrierAdapter {
    private static final Pattern OUTDATED = Pattern.compile("4\\d\\d (STALE_REVISION|STALE_EPOCH|EXPIRED): (.*)");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String OTHER_LINKS = "The order runs over";
    private static final List<String> NONE = List.of("none");

    private final ProviderAdapter adapter;
    private final HttpClient client;
    private final URI url;
    private final String providerId;
    /** Whether it speaks the order API, which knows an order by its reference alone and keeps its revision. */
    private final boolean plain;

    ServedAdapter(ProviderAdapter adapter, HttpClient client, URI url, String providerId, boolean plain) {
        this.adapter = adapter;
        this.client = client;
        this.url = url;
        this.providerId = providerId;
        this.plain = plain;
    }

    @Override
    public String name() {
        return adapter.name();
    }

    @Override
    public Map<String, Capabilities> providers() {
        return Map.of(
                providerId,
                Capabilities.newBuilder()
                        .setModifyOutage(OutageClass.OUTAGE_CLASS_HITLESS)
                        .build());
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        Order order =
                sent(command(Verb.RESERVE, request.getTerms(), request.getLinkIdsList(), request.getBandwidthBps()));
        boolean same = order.getLinkIdsList().equals(request.getLinkIdsList())
                && order.getBandwidthBps() == request.getBandwidthBps();
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
        Map<String, JsonObject> desk = new HashMap<>();
        for (Object each : read("").orElseThrow().getJsonArray("orders")) {
            desk.put(((JsonObject) each).getString("clientReference"), (JsonObject) each);
        }
        List<Order> listed = new ArrayList<>();
        orders.forEach(
                (reference, order) -> listed.add(order(reference, order, Optional.ofNullable(desk.get(reference)))));
        return listed;
    }

    private List<String> links(CommandTerms terms) throws IOException, InterruptedException {
        return links(terms.getReference());
    }

    private List<String> links(String reference) throws IOException, InterruptedException {
        return plain ? NONE : read("/" + reference).map(ServedAdapter::links).orElse(NONE);
    }

    private static List<String> links(JsonObject order) {
        return order.getJsonArray("linkIds").stream().map(String.class::cast).toList();
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
                terms.getEpoch(),
                Times.instant(terms.getNotAfterTime()));
    }

    private Order sent(Command command) throws Exception {
        return switch (adapter.carryOut(command).await().atMost(LONGEST)) {
            case Answer.Done(var order) -> order(command.legId(), order, read("/" + command.legId()));
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

    private Order order(String reference, dev.braid.provisioning.domain.Order order, Optional<JsonObject> desk) {
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
                .setRevision(plain ? desk.orElseThrow().getLong("revision") : 0);
        desk.ifPresent(it -> told.addAllLinkIds(links(it)));
        return told.build();
    }

    private Optional<JsonObject> read(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("%s/carriers/%s/orders%s".formatted(url, providerId, path)))
                        .header("X-Api-Key", SimulatorProcess.API_KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IOException("%s: %d".formatted(path, response.statusCode()));
        }
        return Optional.of(new JsonObject(response.body()));
    }
}
