package dev.braid.simulator.http;

import static dev.braid.simulator.http.Customer.LON_PAR;
import static dev.braid.simulator.http.Customer.orders;
import static dev.braid.simulator.http.Customer.reservation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.simulator.http.Customer.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class BadInputTest {

    private static final long GBPS = 1_000_000_000L;

    @TestHTTPResource("/")
    URI base;

    @Inject
    MeterRegistry metrics;

    private Customer customer;
    private final String reference = "acme.bad-input.1.1";

    @BeforeEach
    void connect() {
        customer = new Customer(base);
    }

    @Test
    void linksThatAreNotOnePathOfTheCarrierAreRefused() {
        assertThat(customer.reserve(reference, List.of("no-such-link"), GBPS, 1))
                .satisfies(refused(422, "UNKNOWN_LINK"));
        assertThat(customer.reserve(reference, List.of("norrvane-lon-man-1"), GBPS, 1))
                .satisfies(refused(422, "UNKNOWN_LINK"));
        assertThat(customer.reserve(reference, List.of("atlas-lon-par-1", "atlas-lon-ams-1"), GBPS, 1))
                .satisfies(refused(422, "NOT_CONNECTED"));
        assertThat(customer.order(reference)).satisfies(refused(404, "UNKNOWN_ORDER"));
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(customer.get("/carriers/nobody/orders")).satisfies(refused(404, "UNKNOWN_PROVIDER"));
        assertThat(customer.send("PUT", "/carriers/nobody/orders/r", reservation(LON_PAR, "1", 1)))
                .satisfies(refused(404, "UNKNOWN_PROVIDER"));
        assertThat(customer.activate(reference, 1)).satisfies(refused(404, "UNKNOWN_ORDER"));
        assertThat(customer.release(reference, 1)).satisfies(refused(404, "UNKNOWN_ORDER"));
        assertThat(customer.get("/nothing/here").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bandwidthBps | NaN
            bandwidthBps | Infinity
            bandwidthBps | -1
            bandwidthBps | 0
            bandwidthBps | 1.5
            bandwidthBps | 1e400
            bandwidthBps | 9223372036854775808
            bandwidthBps | 1000000000000001
            bandwidthBps | "1000"
            bandwidthBps | null
            bandwidthBps | [1]
            revision     | 0
            revision     | -5
            revision     | 1.0
            epoch        | -1
            epoch        | "1"
            notAfter     | "tomorrow"
            notAfter     | 5
            notAfter     | "2026-02-30T00:00:00Z"
            linkIds      | []
            linkIds      | "atlas-lon-par-1"
            linkIds[0]   | [7]
            linkIds[0]   | [""]
            surprise     | 1
            """)
    void aBadFieldIsNamedAndChangesNothing(String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "linkIds", "[\"atlas-lon-par-1\"]",
                "bandwidthBps", "1000",
                "revision", "1",
                "notAfter", "\"" + Customer.soon() + "\""));
        fields.put(field.replace("[0]", ""), value);
        String body = "{"
                + String.join(
                        ",",
                        fields.entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                                .toList())
                + "}";

        Answer answer = customer.send("PUT", orders(reference), body);

        assertThat(answer).as(body).satisfies(refused(400, "INVALID"));
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(customer.order(reference).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "7",
                "{\"revision\":1}{}",
                "{\"revision\":1,\"revision\":1}",
                "\u0000",
                "{\"linkIds\":"
            })
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        Answer answer = customer.send("PUT", orders(reference), body);

        assertThat(answer).satisfies(refused(400, "INVALID"));
        assertThat(answer.text("field")).isEqualTo("body");
    }

    @Test
    void aBodyThatIsTooDeepOrTooLargeIsRefused() {
        String deep = "{\"linkIds\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        String large = "{\"linkIds\":[\"" + "x".repeat(100_000) + "\"]}";
        String huge = " ".repeat(5_000_000);

        assertThat(customer.send("PUT", orders(reference), deep)).satisfies(refused(400, "INVALID"));
        assertThat(customer.send("PUT", orders(reference), large)).satisfies(refused(400, "INVALID"));
        assertThat(hugeStatus(huge)).isIn(413, 0);
        assertThat(new Customer(base).order(reference).status()).isEqualTo(404);
    }

    @Test
    void aMissingFieldIsNamed() {
        Answer answer = customer.send("POST", orders(reference) + ":activate", "{\"revision\":1}");

        assertThat(answer).satisfies(refused(400, "INVALID"));
        assertThat(answer.text("field")).isEqualTo("notAfter");
    }

    @Test
    void aBadReferenceIsRefused() {
        for (String bad : List.of("a".repeat(201), "%00", "a%20b", "%E2%80%AE", "-a")) {
            Answer answer = customer.send("PUT", orders(bad), reservation(LON_PAR, "1000", 1));
            assertThat(answer).as(bad).satisfies(refused(400, "INVALID"));
            assertThat(answer.text("field")).isEqualTo("clientReference");
        }
    }

    @Test
    void withoutTheKeyNothingIsSaidAndNothingDone() {
        for (String key : new String[] {null, "", "wrong", Customer.KEY + "x", "A-KEY-FOR-TESTS"}) {
            for (String path : List.of("/carriers/atlas/orders", "/faults", "/carriers/nobody/orders", "/nothing")) {
                assertThat(customer.send("GET", path, "", key, Duration.ofSeconds(5)))
                        .as("%s with %s", path, key)
                        .satisfies(refused(401, "UNAUTHENTICATED"));
            }
            assertThat(customer.send(
                            "PUT", orders(reference), reservation(LON_PAR, "1", 1), key, Duration.ofSeconds(5)))
                    .satisfies(refused(401, "UNAUTHENTICATED"));
        }
        assertThat(customer.order(reference).status()).isEqualTo(404);
    }

    @Test
    void whatIsRefusedIsCounted() {
        double before = refusals();
        customer.send("PUT", orders(reference), "{");
        assertThat(refusals()).isEqualTo(before + 1);
    }

    private double refusals() {
        return metrics.find("braid.simulator.refused.requests").tag("code", "INVALID").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The server may close before we have sent everything. */
    private int hugeStatus(String body) {
        try {
            return customer.send("PUT", orders(reference), body).status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private static Consumer<Answer> refused(int status, String code) {
        return answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.text("code")).isEqualTo(code);
            assertThat(answer.text("message")).isNotEmpty();
        };
    }
}
