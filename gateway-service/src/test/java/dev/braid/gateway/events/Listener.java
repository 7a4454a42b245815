package dev.braid.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.gateway.rest.RestClient;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads events off an open stream. */
record Listener(BufferedReader reader) implements AutoCloseable {
    /** One event of a stream. */
    record Event(String id, String name, JsonObject data) {
        String subject() {
            return data.getString("connectionId", data.getString("linkId", ""));
        }
    }

    static Listener to(RestClient client, String path, String... headers) throws IOException {
        HttpResponse<InputStream> response = client.open(path, headers);
        assertThat(response.statusCode()).isEqualTo(200);
        return new Listener(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    List<Event> next(int count) throws IOException {
        List<Event> events = new ArrayList<>();
        String id = "";
        String name = "";
        while (events.size() < count) {
            String line = reader.readLine();
            if (line == null) {
                throw new IOException("The stream ended after " + events);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                events.add(new Event(id, name, new JsonObject(line.substring(6))));
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
