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
import io.vertx.core.json.JsonArray;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our HTTP adapter as others would see it behind the contract. What it says of an order is its own; the links and the
 * revision, which the domain does not ask for, are read from the provider beside it.
 */
final class ServedHttpAdapter implements CarrierAdapter {
    private static final Pattern OUTDATED = Pattern.compile("4\\d\\d (STALE_REVISION|STALE_EPOCH|EXPIRED): (.*)");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final List<String> NONE = List.of("none");

    private final HttpAdapter adapter;
    private final HttpClient client;
    private final URI url;
    private final String providerId;

    ServedHttpAdapter(HttpAdapter adapter, HttpClient client, URI url, String providerId) {
        this.adapter = adapter;
        this.client = client;
        this.url = url;
        this.providerId = providerId;
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
        return unlessCeased(sent(command(Verb.ACTIVATE, request.getTerms(), NONE, 1)), true);
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        return unlessCeased(sent(command(Verb.MODIFY, request.getTerms(), NONE, request.getBandwidthBps())), true);
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        return sent(command(Verb.RELEASE, request.getTerms(), NONE, 1));
    }

    @Override
    public Order get(String ofProvider, String reference) throws Exception {
        return sent(new Command(
                Verb.READ_BACK,
                reference,
                new Route(providerId, NONE),
                1,
                1,
                Instant.now().plusSeconds(60)));
    }

    @Override
    public List<Order> list(String ofProvider) throws Exception {
        Map<String, dev.braid.provisioning.domain.Order> orders =
                adapter.list().await().atMost(LONGEST);
        JsonArray raw = read("").getJsonArray("orders");
        List<Order> listed = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            String reference = raw.getJsonObject(i).getString("clientReference");
            listed.add(order(reference, orders.get(reference), raw.getJsonObject(i)));
        }
        return listed;
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
            case Answer.Refused(var code, var reason) -> throw new Refused(reason(code), reason);
            case Answer.Unknown(var cause) -> {
                Matcher outdated = OUTDATED.matcher(cause);
                if (outdated.matches()) {
                    throw new Refused(Reason.valueOf(outdated.group(1)), outdated.group(2));
                }
                throw new IOException(cause);
            }
        };
    }

    private static Reason reason(String code) {
        return code.equals("NO_CAPACITY") ? Reason.NO_CAPACITY : Reason.REJECTED;
    }

    private static Order order(String reference, dev.braid.provisioning.domain.Order order, JsonObject raw) {
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
                .setRevision(raw.getLong("revision"));
        raw.getJsonArray("linkIds").forEach(link -> told.addLinkIds((String) link));
        return told.build();
    }

    private JsonObject read(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("%s/carriers/%s/orders%s".formatted(url, providerId, path)))
                        .header("X-Api-Key", SimulatorProcess.API_KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("%s: %d".formatted(path, response.statusCode()));
        }
        return new JsonObject(response.body());
    }
}
