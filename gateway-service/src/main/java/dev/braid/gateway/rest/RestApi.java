package dev.braid.gateway.rest;

import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import dev.braid.gateway.contract.Contracts;
import dev.braid.gateway.domain.RouteTable;
import dev.braid.gateway.domain.RouteTable.Match;
import dev.braid.gateway.domain.RouteTable.Route;
import dev.braid.gateway.edge.Admission;
import dev.braid.gateway.edge.Admission.Verdict;
import dev.braid.gateway.edge.EdgeHeaders;
import dev.braid.gateway.problem.Problem;
import dev.braid.gateway.problem.ProblemWriter;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/** REST over the contracts: every method with a {@code google.api.http} option, and no other. */
@ApplicationScoped
public class RestApi {
    private static final Logger LOG = Logger.getLogger(RestApi.class);
    private static final String MATCH = "braid.match";
    private static final String TIMEOUT = "Braid-Timeout-Ms";

    private final RouteTable<RestMethod> routes;
    private final Admission admission;
    private final ProblemWriter problems;
    private final RestSettings settings;
    private final Vertx vertx;

    RestApi(
            Contracts contracts,
            Upstreams upstreams,
            Admission admission,
            ProblemWriter problems,
            RestSettings settings,
            Vertx vertx) {
        this.routes = new RouteTable<>(contracts.bindings().stream()
                .map(binding ->
                        new Route<>(binding.httpMethod(), binding.template(), RestMethod.of(binding, upstreams)))
                .toList());
        this.admission = admission;
        this.problems = problems;
        this.settings = settings;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        // Three routes, because a body handler must come first on its route.
        router.route("/v1/*").order(0).handler(this::match).failureHandler(this::fail);
        router.route("/v1/*")
                .order(1)
                .handler(BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes()))
                .failureHandler(this::fail);
        router.route("/v1/*").order(2).handler(this::admit).failureHandler(this::fail);
    }

    private void match(RoutingContext context) {
        String path = context.request().path();
        String method = context.request().method().name();
        Match<RestMethod> match;
        try {
            match = routes.find(method, path);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("path", e.getMessage());
        }
        switch (match) {
            case Match.Found<RestMethod> found -> {
                refuseForms(context.request().getHeader("Content-Type"));
                context.put(MATCH, found);
                context.next();
            }
            case Match.OtherMethods<RestMethod>(var allowed) ->
                problems.write(
                        context.response(), Problem.wrongMethod(method, path, allowed), EdgeHeaders.requestId(context));
            case Match.Unknown<RestMethod>() ->
                problems.write(context.response(), Problem.unknownPath(path), EdgeHeaders.requestId(context));
        }
    }

    private void admit(RoutingContext context) {
        admission
                .admit(context.request())
                .onSuccess(verdict -> {
                    switch (verdict) {
                        case Verdict.Refused(Problem problem) ->
                            problems.write(context.response(), problem, EdgeHeaders.requestId(context));
                        case Verdict.Admitted(Caller caller) -> {
                            try {
                                call(context, caller);
                            } catch (RuntimeException e) {
                                context.fail(e);
                            }
                        }
                    }
                })
                .onFailure(context::fail);
    }

    private void call(RoutingContext context, Caller caller) {
        Match.Found<RestMethod> found = context.get(MATCH);
        RestMethod method = found.target();
        Duration timeout = timeout(context.request().getHeader(TIMEOUT));
        DynamicMessage message = method.message(body(context), context.request().query(), found.variables());
        Exchange exchange = new Exchange(
                method,
                message,
                caller,
                EdgeHeaders.requestId(context),
                vertx.getOrCreateContext(),
                context.response());
        if (method.isStream()) {
            StreamExchange.start(exchange, vertx, settings, problems);
        } else {
            UnaryExchange.start(exchange, timeout, problems);
        }
    }

    private static String body(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return "";
        }
        String contentType = context.request().getHeader("Content-Type");
        String mediaType =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals("application/json")) {
            throw new UnsupportedBody(contentType);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("body", "is not UTF-8");
        }
    }

    /** Before the body is read: the reader of bodies would take a form apart, and fail on one that is none. */
    private static void refuseForms(String contentType) {
        if (contentType != null) {
            String type = contentType.strip().toLowerCase(Locale.ROOT);
            if (type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded")) {
                throw new UnsupportedBody(contentType);
            }
        }
    }

    private Duration timeout(String header) {
        if (header == null) {
            return settings.defaultTimeout();
        }
        long most = settings.maxTimeout().toMillis();
        if (header.matches("[0-9]{1,9}")) {
            long milliseconds = Long.parseLong(header);
            if (milliseconds >= 1 && milliseconds <= most) {
                return Duration.ofMillis(milliseconds);
            }
        }
        throw Refusal.invalid(TIMEOUT, "takes whole milliseconds from 1 to %d, not '%s'".formatted(most, header));
    }

    private void fail(RoutingContext context) {
        Problem problem =
                switch (context.failure()) {
                    case Refusal refusal -> Problem.of(refusal);
                    case UnsupportedBody unsupported ->
                        Problem.of(415, Code.INVALID_ARGUMENT, "UNSUPPORTED_MEDIA_TYPE", unsupported.getMessage());
                    case null, default -> unexpected(context);
                };
        problems.write(context.response(), problem, EdgeHeaders.requestId(context));
    }

    private Problem unexpected(RoutingContext context) {
        if (context.statusCode() == 413) {
            return Problem.of(
                    413,
                    Code.INVALID_ARGUMENT,
                    "BODY_TOO_LARGE",
                    "The body is larger than %d bytes.".formatted(settings.maxBodyBytes()));
        }
        LOG.errorf(
                context.failure(),
                "Request %s: %s %s failed",
                EdgeHeaders.requestId(context).value(),
                context.request().method(),
                context.request().path());
        return Problem.internal();
    }

    /** The body is of a kind that nobody here reads. */
    private static final class UnsupportedBody extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedBody(String contentType) {
            super(
                    "The body must be application/json, not %s."
                            .formatted(contentType == null ? "of no type" : "'" + contentType + "'"),
                    null,
                    false,
                    false);
        }
    }
}
