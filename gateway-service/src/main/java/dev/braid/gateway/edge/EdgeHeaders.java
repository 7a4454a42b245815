package dev.braid.gateway.edge;

import dev.braid.gateway.domain.RequestId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Puts a request id and the security headers on every response, whoever writes it. There is no CORS header among them:
 * pages from elsewhere have no business here.
 */
@ApplicationScoped
public class EdgeHeaders {
    private static final String REQUEST_ID = "braid.request-id";
    private static final int BEFORE_ALL_ELSE = 1000;

    private final EdgeSettings settings;

    EdgeHeaders(EdgeSettings settings) {
        this.settings = settings;
    }

    /** The id of the request. */
    public static RequestId requestId(RoutingContext context) {
        return context.get(REQUEST_ID);
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, BEFORE_ALL_ELSE);
    }

    private void add(RoutingContext context) {
        RequestId requestId = RequestId.of(context.request().getHeader("X-Request-Id"));
        context.put(REQUEST_ID, requestId);
        MultiMap headers = context.response().headers();
        headers.set("X-Request-Id", requestId.value());
        headers.set("Content-Security-Policy", settings.contentSecurityPolicy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        context.next();
    }
}
