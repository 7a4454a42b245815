package dev.braid.simulator.http;

import dev.braid.simulator.domain.Decision.Refusal;
import dev.braid.simulator.orders.OrderIntake.NobodyListens;
import dev.braid.simulator.orders.OrderIntake.OutOfOrder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says no in one form, and counts how often and why. */
@ApplicationScoped
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int UNPROCESSABLE = 422;

    private final MeterRegistry meters;

    Refusals(MeterRegistry meters) {
        this.meters = meters;
    }

    Response refuse(Refusal refusal, String message) {
        int status =
                switch (refusal) {
                    case EXPIRED -> 410;
                    case STALE_REVISION, STALE_EPOCH, CONFLICT, CEASED -> 409;
                    case UNKNOWN_ORDER -> 404;
                    case UNKNOWN_LINK, NOT_CONNECTED, NO_CAPACITY, REJECTED -> UNPROCESSABLE;
                };
        return counted(status, refusal.name(), message, null);
    }

    Response unauthenticated() {
        return counted(401, "UNAUTHENTICATED", "X-Api-Key is missing or wrong.", null);
    }

    @ServerExceptionMapper
    Response invalid(InvalidRequest invalid) {
        return counted(400, "INVALID", invalid.getMessage(), invalid.field());
    }

    @ServerExceptionMapper
    Response notFound(NotKnown unknown) {
        return counted(404, unknown.code(), unknown.getMessage(), null);
    }

    @ServerExceptionMapper
    Response outOfOrder(OutOfOrder error) {
        return counted(503, "OUT_OF_ORDER", error.getMessage(), null);
    }

    @ServerExceptionMapper
    Response nobodyListens(NobodyListens gone) {
        return counted(503, "NOBODY_LISTENS", gone.getMessage(), null);
    }

    /** What the framework refuses: an unknown path, a method that is not there. */
    @ServerExceptionMapper
    Response refusedByTheFramework(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        return counted(status, "HTTP_" + status, "The request does not fit the API.", null);
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException error) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(error, "Unexpected error %s", id);
        return counted(500, "INTERNAL", "Unexpected error %s.".formatted(id), null);
    }

    private Response counted(int status, String code, String message, String field) {
        meters.counter("braid.simulator.refused.requests", "code", code).increment();
        return Problem.response(status, code, message, field);
    }
}
