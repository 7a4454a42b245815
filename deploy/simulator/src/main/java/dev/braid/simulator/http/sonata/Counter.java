package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.braid.simulator.orders.OrderIntake;
import dev.braid.simulator.settings.SimulatorSettings;
import dev.braid.simulator.sonata.Seller;
import dev.braid.simulator.sonata.Sellers;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Where every request comes in: the faults in force apply, and every error has the published form. */
@ApplicationScoped
class Counter {
    private static final int LARGEST_PAGE = 100;

    private final Sellers sellers;
    private final OrderIntake intake;
    private final int largestBodyBytes;

    Counter(Sellers sellers, OrderIntake intake, SimulatorSettings settings) {
        this.sellers = sellers;
        this.intake = intake;
        this.largestBodyBytes = settings.largestBodyBytes();
    }

    Response serve(String providerId, HttpServerResponse answer, Function<Seller, Response> work) {
        try {
            Seller seller =
                    sellers.find(providerId).orElseThrow(() -> SonataError.notFound("There is no such seller."));
            return intake.read(seller.carrier(), answer::closed, () -> work.apply(seller));
        } catch (SonataError error) {
            return error.response();
        } catch (OrderIntake.OutOfOrder | OrderIntake.NobodyListens error) {
            return SonataError.internal(error.getMessage()).response();
        }
    }

    Payload payload(byte[] body) {
        return Payload.read(body, largestBodyBytes);
    }

    static Response created(JsonNode body) {
        return response(201, body);
    }

    static Response ok(JsonNode body) {
        return response(200, body);
    }

    /** One page of a list, as published: at most so many as asked for, and as we give at once. */
    static Response page(List<? extends JsonNode> all, Integer offset, Integer limit) {
        int from = offset == null ? 0 : offset;
        int size = limit == null ? LARGEST_PAGE : Math.min(limit, LARGEST_PAGE);
        if (from < 0 || size < 0) {
            throw SonataError.invalidQuery("offset and limit must not be negative.");
        }
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        all.stream().skip(from).limit(size).forEach(page::add);
        return Response.ok(page.toString(), MediaType.APPLICATION_JSON)
                .header("X-Total-Count", all.size())
                .header("X-Result-Count", page.size())
                .header("X-Pagination-Throttled", from + page.size() < all.size() && (limit == null || limit > size))
                .build();
    }

    private static Response response(int status, JsonNode body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body.toString())
                .build();
    }
}
