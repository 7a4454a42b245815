package dev.braid.simulator.http;

import dev.braid.simulator.http.sonata.SonataError;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only those in who know the key, whatever they ask for. */
class ApiKeyCheck {

    private final ApiKey key;
    private final Refusals refusals;

    ApiKeyCheck(ApiKey key, Refusals refusals) {
        this.key = key;
        this.refusals = refusals;
    }

    @ServerRequestFilter(preMatching = true)
    Response check(ContainerRequestContext request) {
        String offered = request.getHeaderString("X-Api-Key");
        if (key.is(offered)) {
            return null;
        }
        return request.getUriInfo().getPath().contains(SonataError.PATH)
                ? SonataError.unauthenticated(offered == null).response()
                : refusals.unauthenticated();
    }
}
