package dev.braid.gateway.events;

import dev.braid.gateway.domain.Audience;
import dev.braid.gateway.domain.EventId;
import dev.braid.gateway.domain.LiveEvent.Kind;
import dev.braid.gateway.domain.StreamSlots;
import dev.braid.gateway.domain.StreamSlots.Answer;
import dev.braid.gateway.domain.StreamSlots.Slot;
import dev.braid.gateway.edge.Admission;
import dev.braid.gateway.edge.Admission.Verdict;
import dev.braid.gateway.edge.EdgeHeaders;
import dev.braid.gateway.json.QueryReader;
import dev.braid.gateway.problem.Problem;
import dev.braid.gateway.problem.ProblemWriter;
import dev.braid.gateway.sse.EventStream;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.Role;
import dev.braid.platform.identity.TokenVerifier;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /v1/events}: what happens to the caller's connections, as it happens; for operators, everywhere. */
@ApplicationScoped
public class EventsApi {
    /** The path, for OpenAPI. */
    public static final String PATH = "/v1/events";

    private static final String STREAMS = "streams of live events";
    private static final Set<Role> LISTENERS = Set.of(Role.TENANT_VIEWER, Role.TENANT_ADMIN, Role.OPERATOR);

    private final Admission admission;
    private final TokenVerifier verifier;
    private final LiveFeed feed;
    private final ProblemWriter problems;
    private final EventSettings settings;
    private final Vertx vertx;
    private final StreamSlots slots;

    EventsApi(
            Admission admission,
            TokenVerifier verifier,
            LiveFeed feed,
            ProblemWriter problems,
            EventSettings settings,
            Vertx vertx) {
        this.admission = admission;
        this.verifier = verifier;
        this.feed = feed;
        this.problems = problems;
        this.settings = settings;
        this.vertx = vertx;
        this.slots = new StreamSlots(settings.maxReaders(), settings.maxReadersPerTenant());
    }

    void register(@Observes Router router) {
        router.route(PATH).order(-1).handler(this::admit).failureHandler(this::fail);
    }

    private void admit(RoutingContext context) {
        String method = context.request().method().name();
        if (!method.equals("GET")) {
            problems.write(
                    context.response(),
                    Problem.wrongMethod(method, PATH, List.of("GET")),
                    EdgeHeaders.requestId(context));
            return;
        }
        admission
                .admit(context.request())
                .onSuccess(verdict -> {
                    switch (verdict) {
                        case Verdict.Refused(Problem problem) ->
                            problems.write(context.response(), problem, EdgeHeaders.requestId(context));
                        case Verdict.Admitted(Caller caller) -> {
                            try {
                                open(context, caller);
                            } catch (RuntimeException e) {
                                context.fail(e);
                            }
                        }
                    }
                })
                .onFailure(context::fail);
    }

    private void open(RoutingContext context, Caller caller) {
        if (caller.roles().stream().noneMatch(LISTENERS::contains)) {
            throw Refusal.permissionDenied("The token grants none of the roles that may listen.");
        }
        Optional<String> tenantId = caller.isOperator() ? Optional.empty() : Optional.of(caller.tenant());
        var audience = new Audience(
                caller.isOperator(), tenantId, kinds(context.request().query()));
        Optional<EventId> lastSeen = lastSeen(context.request().getHeader("Last-Event-ID"));
        EventStream stream = new EventStream(vertx, context.response(), settings.heartbeat());
        if (stream.isClosed()) {
            return;
        }
        String payer = Admission.payer(caller);
        switch (slots.take(payer)) {
            case Answer.Granted(Slot slot) ->
                EventReader.start(stream, slot, caller, audience, lastSeen, feed, verifier, settings, vertx);
            case Answer.CallerFull(int most) ->
                problems.write(
                        context.response(),
                        Problem.tooManyStreams(payer, STREAMS, most),
                        EdgeHeaders.requestId(context));
            case Answer.AllFull(int most) ->
                problems.write(context.response(), Problem.noStreamLeft(STREAMS, most), EdgeHeaders.requestId(context));
        }
    }

    private static Set<Kind> kinds(String rawQuery) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Map.Entry<String, List<String>> parameter :
                QueryReader.parse(rawQuery).entrySet()) {
            if (!parameter.getKey().equals("event")) {
                throw Refusal.invalid(parameter.getKey(), "is unknown; the query has event");
            }
            for (String name : parameter.getValue()) {
                kinds.add(Kind.find(name)
                        .orElseThrow(() -> Refusal.invalid(
                                "event",
                                "takes one of %s, not '%s'"
                                        .formatted(
                                                Arrays.stream(Kind.values())
                                                        .map(Kind::eventName)
                                                        .collect(Collectors.joining(", ")),
                                                name))));
            }
        }
        return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
    }

    private static Optional<EventId> lastSeen(String header) {
        if (header == null || header.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EventId.parse(header)
                .orElseThrow(() -> Refusal.invalid(
                        "Last-Event-ID",
                        "takes the id of an event, topic-partition-offset, not '%s'".formatted(header))));
    }

    private void fail(RoutingContext context) {
        Problem problem = context.failure() instanceof Refusal refusal ? Problem.of(refusal) : Problem.internal();
        problems.write(context.response(), problem, EdgeHeaders.requestId(context));
    }
}
