package dev.braid.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.embedded.EmbeddedStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand, because no client library announces a body that it never sends. */
@QuarkusTest
@WithTestResource(EmbeddedStack.class)
@WithTestResource(Services.class)
class FormsTest {
    @TestHTTPResource("/")
    URI base;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/x-www-form-urlencoded                | Content-Length: 900000    | Expect: 100-continue
            application/x-www-form-urlencoded                | Content-Length: 900000    | Accept: */*
            Application/X-WWW-Form-URLEncoded; charset=utf-8 | Transfer-Encoding: chunked | Accept: */*
            multipart/form-data; boundary=x                  | Content-Length: 900000    | Expect: 100-continue
            multipart/form-data; boundary=x                  | Transfer-Encoding: chunked | Expect: 100-continue
            multipart/form-data                              | Content-Length: 900000    | Accept: */*
            multipart/mixed                                  | Content-Length: 900000    | Accept: */*
            """)
    void aFormIsRefusedBeforeItsBodyIsRead(String contentType, String length, String other) throws IOException {
        Services.takeCalls();
        String token = EmbeddedStack.issuer().token("acme", Set.of("tenant-admin"), Duration.ofMinutes(5));
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            // Nothing but the head is ever sent: whoever waits for the body runs into this.
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "POST /v1/intents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n%s\r\n\r\n"
                                    .formatted(token, contentType, length, other)
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 415 Unsupported Media Type");
            int bodyLength = 0;
            for (String line = answer.readLine(); !line.isEmpty(); line = answer.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                    bodyLength = Integer.parseInt(line.substring("content-length: ".length()));
                }
            }
            char[] body = new char[bodyLength];
            for (int read = 0; read < bodyLength; ) {
                read += answer.read(body, read, bodyLength - read);
            }
            JsonObject problem = new JsonObject(new String(body));
            assertThat(problem.getString("reason")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
            assertThat(problem.getString("detail")).contains("'" + contentType + "'");
        }
        assertThat(Services.takeCalls()).isEmpty();
    }
}
