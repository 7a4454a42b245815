package dev.braid.provisioning.provider.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The requests of the published API, and nothing of what they mean. */
final class SellerApi {
    static final String ORDERING = "/mefApi/sonata/productOrderingManagement/v10";
    static final String INVENTORY = "/mefApi/sonata/productInventory/v7";
    static final String QUALIFICATION = "/mefApi/sonata/productOfferingQualification/v7";
    static final String QUOTING = "/mefApi/sonata/quoteManagement/v8";

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 1000;

    private final Function<Supplier<HttpRequest>, Uni<HttpResponse<byte[]>>> exchange;
    private final String baseUrl;
    private final Optional<String> apiKey;
    private final Duration timeout;

    /**
     * A request goes to that base URL and nowhere else.
     *
     * @param exchange asks for the request when its turn has come, and not before
     * @param timeout until an answer has come, to its last byte
     */
    SellerApi(
            Function<Supplier<HttpRequest>, Uni<HttpResponse<byte[]>>> exchange,
            String baseUrl,
            Optional<String> apiKey,
            Duration timeout) {
        this.exchange = exchange;
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.timeout = timeout;
    }

    /** What was said: a body with the status that it came with. */
    record Said(int status, JsonNode body) {}

    Uni<Said> create(String path, JsonNode body) {
        return create(path, body, Instant.MAX);
    }

    /** One whose turn comes after that time is not sent: the published API does not know such a time. */
    Uni<Said> create(String path, JsonNode body, Instant notAfterTime) {
        HttpRequest request =
                request(path).POST(BodyPublishers.ofString(body.toString())).build();
        return send(() -> {
            if (Instant.now().isAfter(notAfterTime)) {
                throw new SonataTrouble("The command has expired.");
            }
            return request;
        });
    }

    /** One resource; absent when the seller knows none of that id. */
    Uni<Optional<JsonNode>> find(String path, String id) {
        HttpRequest request = request(path + "/" + encoded(id)).GET().build();
        return send(() -> request).map(said -> switch (said.status) {
            case 200 -> Optional.of(said.body);
            case 404 -> {
                SellerReading.code(said.body, "notFound");
                yield Optional.empty();
            }
            default -> throw unexpected(said);
        });
    }

    /** Whether the resource is there for us: not where the seller says no in any way, and unknown where it says nothing. */
    Uni<Boolean> has(String path, String id) {
        HttpRequest request = request(path + "/" + encoded(id)).GET().build();
        return answered(() -> request).map(response -> {
            int status = response.statusCode();
            boolean no = status / 100 == 4 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
            if (status != 200 && !no) {
                throw new SonataTrouble("The seller answered with %d.".formatted(status));
            }
            return status == 200;
        });
    }

    /** Takes one resource away; that it is not there is no error. */
    Uni<Void> remove(String path, String id) {
        HttpRequest request = request(path + "/" + encoded(id)).DELETE().build();
        return answered(() -> request).replaceWithVoid();
    }

    /** All resources with that mark, page by page; fails when the list does not end. */
    Uni<List<JsonNode>> list(String path, String query) {
        return page(path, query, new ArrayList<>(), 1);
    }

    private Uni<List<JsonNode>> page(String path, String query, List<JsonNode> found, int number) {
        String paged = "%s?%s&offset=%d&limit=%d".formatted(path, query, found.size(), PAGE);
        HttpRequest request = request(paged).GET().build();
        return send(() -> request).chain(said -> {
            if (said.status != 200 || !said.body.isArray()) {
                throw unexpected(said);
            }
            said.body.forEach(found::add);
            if (said.body.size() < PAGE) {
                return Uni.createFrom().item(found);
            }
            if (number == MOST_PAGES) {
                throw new SonataTrouble("The list of the seller does not end.");
            }
            return page(path, query, found, number + 1);
        });
    }

    private Uni<Said> send(Supplier<HttpRequest> request) {
        return answered(request).map(response -> {
            if (response.statusCode() >= 500) {
                throw new SonataTrouble("The seller answered with %d.".formatted(response.statusCode()));
            }
            return new Said(response.statusCode(), SellerReading.tree(response.body()));
        });
    }

    private Uni<HttpResponse<byte[]>> answered(Supplier<HttpRequest> request) {
        return exchange.apply(request).ifNoItem().after(timeout).failWith(this::silence);
    }

    private SonataTrouble silence() {
        return new SonataTrouble("The seller did not answer within %s.".formatted(timeout));
    }

    static SonataTrouble unexpected(Said said) {
        return new SonataTrouble(
                "The seller answered with %d: %s".formatted(said.status, SellerReading.cut(said.body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json;charset=utf-8");
        apiKey.ifPresent(key -> request.header("X-Api-Key", key));
        return request;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
