package dev.braid.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** A client of the gateway that is not ours. */
public final class RestClient {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String token;

    private RestClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** A client without a token. */
    public static RestClient anonymous(URI base) {
        return new RestClient(base, "");
    }

    /** A client of that tenant. */
    public static RestClient tenant(URI base, String tenantId) {
        return new RestClient(
                base, EmbeddedStack.issuer().token(tenantId, Set.of("tenant-admin"), Duration.ofMinutes(5)));
    }

    /** A client of an operator. */
    public static RestClient operator(URI base) {
        return new RestClient(base, EmbeddedStack.issuer().token(null, Set.of("operator"), Duration.ofMinutes(5)));
    }

    /** A client with that token. */
    public static RestClient withToken(URI base, String token) {
        return new RestClient(base, token);
    }

    /** Sends a request; headers are name and value in turn. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        try {
            return http.send(request(method, path, body, headers), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream. */
    public HttpResponse<InputStream> open(String path, String... headers) {
        try {
            return http.send(request("GET", path, null, headers), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body as JSON. */
    public static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    /** Submits an intent from port a to port b. */
    public HttpResponse<String> submit(String intentId) {
        return send(
                "POST",
                "/v1/intents",
                "{\"intentId\":\"%s\",\"spec\":{\"shape\":\"SHAPE_POINT_TO_POINT\",\"portIds\":[\"a\",\"b\"],\"bandwidthBps\":\"1000000000\"}}"
                        .formatted(intentId));
    }

    /** The problem that the response must be. */
    public static JsonObject problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonObject problem = json(response);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.fieldNames()).contains("type", "title", "detail", "instance", "code", "reason");
        return problem;
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
