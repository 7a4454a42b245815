package dev.braid.gateway.console;

import dev.braid.gateway.edge.EdgeHeaders;
import dev.braid.gateway.problem.Problem;
import dev.braid.gateway.problem.ProblemWriter;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers what nobody else did: pages of the console, which finds its way by itself, and problems for the rest. */
@ApplicationScoped
public class ConsoleRoute {
    private static final int AFTER_ALL_ELSE = 1_000_000;

    private final ProblemWriter problems;

    ConsoleRoute(ProblemWriter problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route().order(AFTER_ALL_ELSE).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        String path = context.normalizedPath();
        String accept = context.request().getHeader("Accept");
        // Only what is typed or clicked asks for a page; scripts and pictures that are missing must not get one.
        boolean isPage = context.request().method() == HttpMethod.GET
                && accept != null
                && accept.contains("text/html")
                && !path.startsWith("/q/")
                // The page itself is a file; if it got here, this build has none.
                && !path.equals("/");
        if (isPage) {
            context.reroute("/");
        } else {
            problems.write(context.response(), Problem.unknownPath(path), EdgeHeaders.requestId(context));
        }
    }
}
