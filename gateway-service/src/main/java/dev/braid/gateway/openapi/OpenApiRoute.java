package dev.braid.gateway.openapi;

import dev.braid.gateway.contract.Contracts;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /openapi.json}: the same for everybody, made once. */
@ApplicationScoped
public class OpenApiRoute {
    private final String document;

    OpenApiRoute(Contracts contracts) {
        this.document = OpenApiDocument.of(contracts).encode();
    }

    void register(@Observes Router router) {
        router.get("/openapi.json").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/json");
        context.response().putHeader("Cache-Control", "max-age=300");
        context.response().end(document);
    }
}
