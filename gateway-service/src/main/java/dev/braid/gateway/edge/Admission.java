package dev.braid.gateway.edge;

import dev.braid.gateway.domain.TokenBucket;
import dev.braid.gateway.problem.Problem;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says who sends a request and whether it may come in now. What the caller may do is for the services to say: they get
 * the same token.
 */
@ApplicationScoped
public class Admission {
    private static final int MANY_BUCKETS = 10_000;

    private final TokenVerifier verifier;
    private final Vertx vertx;
    private final EdgeSettings settings;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** The answer. */
    public sealed interface Verdict {
        /** Come in. */
        record Admitted(Caller caller) implements Verdict {}

        /** Not now, or not at all. */
        record Refused(Problem problem) implements Verdict {}
    }

    Admission(TokenVerifier verifier, Vertx vertx, EdgeSettings settings) {
        this.verifier = verifier;
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Looks at the token and the rate. Keys may have to be fetched first, so this does not answer on the spot. */
    public Future<Verdict> admit(HttpServerRequest request) {
        List<String> credentials = request.headers().getAll("Authorization");
        if (credentials.size() != 1) {
            return Future.succeededFuture(refused(Refusal.unauthenticated(
                    credentials.isEmpty()
                            ? "The request carries no bearer token."
                            : "The request carries more than one Authorization header.")));
        }
        String[] parts = credentials.getFirst().split(" ", 2);
        if (parts.length != 2 || !parts[0].toLowerCase(Locale.ROOT).equals("bearer") || parts[1].isBlank()) {
            return Future.succeededFuture(
                    refused(Refusal.unauthenticated("The Authorization header holds no bearer token.")));
        }
        String token = parts[1].strip();
        return vertx.executeBlocking(() -> verifier.verify(token), false)
                .map(this::meter)
                .recover(failure -> failure instanceof Refusal refusal
                        ? Future.succeededFuture(refused(refusal))
                        : Future.failedFuture(failure));
    }

    /** On whose account a caller's requests and streams go: its tenant's, or, without one, its own. */
    public static String payer(Caller caller) {
        return caller.tenantId().map(tenant -> "tenant " + tenant).orElse("subject " + caller.subject());
    }

    private Verdict meter(Caller caller) {
        String payer = payer(caller);
        long now = System.nanoTime();
        if (buckets.size() > MANY_BUCKETS) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        long wait = buckets.computeIfAbsent(
                        payer, _ -> new TokenBucket(settings.requestsPerSecond(), settings.burst(), now))
                .take(now);
        return wait == 0
                ? new Verdict.Admitted(caller)
                : new Verdict.Refused(Problem.tooMany(
                        "The %s sends more than %s requests a second.".formatted(payer, settings.requestsPerSecond()),
                        wait));
    }

    private static Verdict refused(Refusal refusal) {
        return new Verdict.Refused(Problem.of(refusal));
    }
}
