package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.simulator.sonata.Hub;
import dev.braid.simulator.sonata.Sellers;
import dev.braid.simulator.sonata.Subscription;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import org.jboss.resteasy.reactive.RestPath;

/** Who wants to hear of state changes of product orders. */
@Path("/carriers/{providerId}/mefApi/sonata/productOrderingManagement/v10/hub")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HubResource {
    private final Counter counter;
    private final Sellers sellers;

    HubResource(Counter counter, Sellers sellers) {
        this.counter = counter;
        this.sellers = sellers;
    }

    /** Registers a listener. */
    @POST
    public Response register(@RestPath String providerId, byte[] body, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, _ -> {
            Payload request = counter.payload(body);
            String query = request.has("query") ? request.text("query") : "";
            return Counter.created(view(hub(providerId).register(callback(request.text("callback")), query)));
        });
    }

    /** One listener. */
    @GET
    @Path("/{id}")
    public Response get(@RestPath String providerId, @RestPath String id, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, _ -> Counter.ok(view(find(providerId, id))));
    }

    /** Unregisters a listener. */
    @DELETE
    @Path("/{id}")
    public Response unregister(@RestPath String providerId, @RestPath String id, @Context HttpServerResponse answer) {
        return counter.serve(providerId, answer, _ -> {
            hub(providerId).unregister(find(providerId, id));
            return Response.noContent().build();
        });
    }

    private Subscription find(String providerId, String id) {
        return hub(providerId).find(id).orElseThrow(() -> SonataError.notFound("There is no such listener."));
    }

    private Hub hub(String providerId) {
        return sellers.hub(providerId).orElseThrow();
    }

    private static URI callback(String text) {
        try {
            URI callback = new URI(text);
            if (callback.getHost() != null && callback.getScheme().startsWith("http")) {
                return callback;
            }
        } catch (URISyntaxException e) {
            throw SonataError.invalid("/callback", e.getMessage());
        }
        throw SonataError.invalid("/callback", "'%s' is no http URL.".formatted(text));
    }

    private static ObjectNode view(Subscription subscription) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", subscription.id())
                .put("callback", subscription.callback())
                .put("query", subscription.query());
    }
}
