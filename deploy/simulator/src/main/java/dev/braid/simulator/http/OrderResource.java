package dev.braid.simulator.http;

import dev.braid.simulator.domain.Command;
import dev.braid.simulator.domain.Decision;
import dev.braid.simulator.domain.Decision.Needs;
import dev.braid.simulator.orders.Carrier;
import dev.braid.simulator.orders.Carriers;
import dev.braid.simulator.orders.OrderIntake;
import dev.braid.simulator.settings.SimulatorSettings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;

/** The order API of every carrier. */
@Path("/carriers/{providerId}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OrderResource {

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final long MOST_BPS = 1_000_000_000_000_000L;
    private static final int MOST_LINKS = 256;
    private static final int LONGEST_LINK_ID = 128;

    private final Carriers carriers;
    private final OrderIntake intake;
    private final Refusals refusals;
    private final int largestBodyBytes;

    OrderResource(Carriers carriers, OrderIntake intake, Refusals refusals, SimulatorSettings settings) {
        this.carriers = carriers;
        this.intake = intake;
        this.refusals = refusals;
        this.largestBodyBytes = settings.largestBodyBytes();
    }

    /** Keeps bandwidth free. */
    @PUT
    @Path("/orders/{reference}")
    public Response reserve(
            @RestPath String providerId, @RestPath String reference, byte[] body, @Context HttpServerResponse answer) {
        Carrier carrier = carrier(providerId);
        JsonFields fields = JsonFields.read(
                body, largestBodyBytes, Set.of("linkIds", "bandwidthBps", "revision", "epoch", "notAfter"));
        return command(
                carrier,
                reference,
                new Command.Reserve(
                        fields.texts("linkIds", MOST_LINKS, LONGEST_LINK_ID),
                        fields.wholeNumber("bandwidthBps", 1, MOST_BPS),
                        revision(fields),
                        epoch(fields),
                        fields.time("notAfter")),
                answer);
    }

    /** Lets traffic flow. */
    @POST
    @Path("/orders/{reference: [^:/]+}:activate")
    public Response activate(
            @RestPath String providerId, @RestPath String reference, byte[] body, @Context HttpServerResponse answer) {
        Carrier carrier = carrier(providerId);
        JsonFields fields = JsonFields.read(body, largestBodyBytes, Set.of("revision", "epoch", "notAfter"));
        return command(
                carrier,
                reference,
                new Command.Activate(revision(fields), epoch(fields), fields.time("notAfter")),
                answer);
    }

    /** Changes the bandwidth. */
    @POST
    @Path("/orders/{reference: [^:/]+}:modify")
    public Response modify(
            @RestPath String providerId, @RestPath String reference, byte[] body, @Context HttpServerResponse answer) {
        Carrier carrier = carrier(providerId);
        JsonFields fields =
                JsonFields.read(body, largestBodyBytes, Set.of("bandwidthBps", "revision", "epoch", "notAfter"));
        return command(
                carrier,
                reference,
                new Command.Modify(
                        fields.wholeNumber("bandwidthBps", 1, MOST_BPS),
                        revision(fields),
                        epoch(fields),
                        fields.time("notAfter")),
                answer);
    }

    /** Lets go. */
    @POST
    @Path("/orders/{reference: [^:/]+}:release")
    public Response release(
            @RestPath String providerId, @RestPath String reference, byte[] body, @Context HttpServerResponse answer) {
        Carrier carrier = carrier(providerId);
        JsonFields fields = JsonFields.read(body, largestBodyBytes, Set.of("revision", "epoch", "notAfter"));
        return command(
                carrier,
                reference,
                new Command.Release(revision(fields), epoch(fields), fields.time("notAfter")),
                answer);
    }

    /** How one order stands, living or ceased. */
    @GET
    @Path("/orders/{reference}")
    public OrderView get(@RestPath String providerId, @RestPath String reference, @Context HttpServerResponse answer) {
        Carrier carrier = carrier(providerId);
        return intake.read(carrier, answer::closed, () -> carrier.find(reference))
                .map(OrderView::of)
                .orElseThrow(() -> NotKnown.order(reference));
    }

    /** All orders that hold bandwidth. */
    @GET
    @Path("/orders")
    public OrderListView list(@RestPath String providerId, @Context HttpServerResponse answer) {
        Carrier carrier = carrier(providerId);
        return new OrderListView(intake.read(carrier, answer::closed, carrier::living).stream()
                .map(OrderView::of)
                .toList());
    }

    /** What living orders hold of each link, in bits per second; a look behind the desk, so faults do not matter. */
    @GET
    @Path("/inventory")
    public Map<String, Long> inventory(@RestPath String providerId) {
        return carrier(providerId).orderedBps();
    }

    private Response command(Carrier carrier, String reference, Command command, HttpServerResponse answer) {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new InvalidRequest(
                    "clientReference",
                    "The reference '%s' does not match %s.".formatted(shown(reference), REFERENCE.pattern()));
        }
        return switch (intake.command(carrier, reference, command, answer::closed)) {
            case Decision.Change(var order, var needs) ->
                Response.status(command instanceof Command.Reserve && needs == Needs.MORE_BANDWIDTH ? 201 : 200)
                        .entity(OrderView.of(order))
                        .build();
            case Decision.Same(var order) -> Response.ok(OrderView.of(order)).build();
            case Decision.Refuse(var refusal, var message) -> refusals.refuse(refusal, message);
        };
    }

    private Carrier carrier(String providerId) {
        return carriers.find(providerId).orElseThrow(() -> NotKnown.provider(shown(providerId)));
    }

    private static long revision(JsonFields fields) {
        return fields.wholeNumber("revision", 1, Long.MAX_VALUE);
    }

    /** Customers with one writer need none. */
    private static long epoch(JsonFields fields) {
        return fields.wholeNumberOrZero("epoch", Long.MAX_VALUE);
    }

    private static String shown(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }
}
