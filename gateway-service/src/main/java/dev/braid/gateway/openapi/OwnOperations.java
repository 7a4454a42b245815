package dev.braid.gateway.openapi;

import dev.braid.gateway.domain.LiveEvent.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What the gateway adds to the contracts: live events, problems, and the time that a caller waits. */
final class OwnOperations {
    private OwnOperations() {}

    static void addTo(Map<String, JsonObject> paths, JsonArray tags) {
        tags.add(new JsonObject().put("name", "Events").put("description", "What happens, as it happens."));
        JsonArray kinds = new JsonArray();
        for (Kind kind : Kind.values()) {
            kinds.add(kind.eventName());
        }
        JsonObject eventParameter = new JsonObject()
                .put("name", "event")
                .put("in", "query")
                .put("description", "Only events of these names; all when absent.")
                .put(
                        "schema",
                        new JsonObject()
                                .put("type", "array")
                                .put(
                                        "items",
                                        new JsonObject().put("type", "string").put("enum", kinds)));
        JsonObject lastSeenParameter = new JsonObject()
                .put("name", "Last-Event-ID")
                .put("in", "header")
                .put("description", "The id of the last event seen: go on behind it, if it is not too long ago.")
                .put("schema", new JsonObject().put("type", "string"));
        JsonObject ok = new JsonObject()
                .put(
                        "description",
                        "Events named path (braid.path.v1.PathRecord), provisioning "
                                + "(braid.provisioning.v1.ProvisioningEvent), health "
                                + "(braid.telemetry.v1.ConnectionHealth), link-metrics "
                                + "(braid.telemetry.v1.LinkMetrics, operators only), and gap where events are "
                                + "missing: read again what you show.")
                .put(
                        "content",
                        new JsonObject()
                                .put(
                                        "text/event-stream",
                                        new JsonObject().put("schema", new JsonObject().put("type", "string"))));
        paths.put(
                "/v1/events",
                new JsonObject()
                        .put(
                                "get",
                                new JsonObject()
                                        .put("operationId", "Events_Listen")
                                        .put("tags", new JsonArray().add("Events"))
                                        .put("summary", "Sends what happens to the caller's connections.")
                                        .put(
                                                "description",
                                                "A tenant gets the events of its own connections, an operator all. "
                                                        + "The stream ends when the token does. Of one tenant only "
                                                        + "so many may be open at once: one more is refused with 429, "
                                                        + "TOO_MANY_STREAMS.")
                                        .put(
                                                "x-braid-roles",
                                                new JsonArray()
                                                        .add("tenant-viewer")
                                                        .add("tenant-admin")
                                                        .add("operator"))
                                        .put(
                                                "parameters",
                                                new JsonArray()
                                                        .add(eventParameter)
                                                        .add(lastSeenParameter))
                                        .put(
                                                "responses",
                                                new JsonObject()
                                                        .put("200", ok)
                                                        .put(
                                                                "default",
                                                                new JsonObject()
                                                                        .put(
                                                                                "$ref",
                                                                                "#/components/responses/Problem")))));
    }

    static JsonObject timeoutParameter() {
        return new JsonObject()
                .put("name", "Braid-Timeout-Ms")
                .put("in", "header")
                .put("description", "How long the caller waits, in milliseconds; 10 s when absent.")
                .put(
                        "schema",
                        new JsonObject()
                                .put("type", "integer")
                                .put("minimum", 1)
                                .put("maximum", 30_000));
    }

    static JsonObject problemResponse() {
        return new JsonObject()
                .put("description", "Why the request was not carried out (RFC 9457).")
                .put(
                        "content",
                        new JsonObject()
                                .put(
                                        "application/problem+json",
                                        new JsonObject()
                                                .put(
                                                        "schema",
                                                        new JsonObject().put("$ref", "#/components/schemas/Problem"))));
    }

    static JsonObject problemSchema() {
        JsonObject text = new JsonObject().put("type", "string");
        JsonObject violation = new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject()
                                .put("field", text)
                                .put("description", text)
                                .put("reason", text));
        return new JsonObject()
                .put("type", "object")
                .put("description", "Why a request was not carried out (RFC 9457).")
                .put(
                        "required",
                        new JsonArray()
                                .add("type")
                                .add("title")
                                .add("status")
                                .add("detail")
                                .add("code")
                                .add("reason")
                                .add("requestId"))
                .put(
                        "properties",
                        new JsonObject()
                                .put("type", text)
                                .put("title", text)
                                .put("status", new JsonObject().put("type", "integer"))
                                .put("detail", text)
                                .put("instance", text)
                                .put("code", text)
                                .put("reason", text)
                                .put("requestId", text)
                                .put("domain", text)
                                .put("metadata", new JsonObject().put("type", "object"))
                                .put("retryAfterSeconds", new JsonObject().put("type", "number"))
                                .put(
                                        "violations",
                                        new JsonObject().put("type", "array").put("items", violation))
                                .put(
                                        "details",
                                        new JsonObject()
                                                .put("type", "array")
                                                .put("items", new JsonObject().put("type", "object"))));
    }
}
