package dev.braid.provisioning.shipped;

import dev.braid.provisioning.shipped.Door.Asked;
import dev.braid.provisioning.shipped.Door.Heard;
import dev.braid.provisioning.shipped.Door.Said;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** The order API of the simulator. */
record OrderTongue(Door door) implements Door.Tongue {
    @Override
    public Heard hear(String providerId, Asked asked) {
        String[] parts = asked.path().split("/");
        if (parts.length < 5) {
            return new Heard(providerId, "", Call.LIST);
        }
        String[] target = parts[4].split(":");
        Call call =
                switch (target.length > 1 ? target[1] : asked.method()) {
                    case "PUT" -> Call.RESERVE;
                    case "activate" -> Call.ACTIVATE;
                    case "modify" -> Call.MODIFY;
                    case "release" -> Call.RELEASE;
                    case "GET" -> Call.READ;
                    default -> throw new IllegalArgumentException(asked.target());
                };
        return new Heard(providerId, target[0], call);
    }

    @Override
    public Said refusal(Heard heard) {
        return new Said(422, "{\"code\":\"REJECTED\",\"message\":\"not today\"}");
    }

    @Override
    public Said denial() {
        return new Said(404, "{\"code\":\"UNKNOWN_ORDER\",\"message\":\"never heard of it\"}");
    }

    @Override
    public Said elsewhere(Heard heard, Asked asked) throws IOException, InterruptedException {
        JsonObject truth = new JsonObject(door.forward(asked).body());
        return new Said(
                200, truth.put("linkIds", new JsonArray().add("another")).encode());
    }

    @Override
    public Said lie(Heard heard, Asked asked) throws IOException, InterruptedException {
        if (heard.call() == Call.LIST) {
            return new Said(200, "{\"orders\":[]}");
        }
        if (heard.call() == Call.RESERVE) {
            JsonObject wanted = new JsonObject(asked.body());
            wanted.remove("notAfter");
            return new Said(
                    201,
                    wanted.put("clientReference", heard.legId())
                            .put("orderId", "made up")
                            .put("state", "HELD")
                            .encode());
        }
        String order = "/carriers/%s/orders/%s".formatted(heard.providerId(), heard.legId());
        JsonObject truth =
                new JsonObject(door.forward(new Asked("GET", order, "", "")).body());
        JsonObject lie =
                switch (heard.call()) {
                    case ACTIVATE -> truth.put("state", "IN_SERVICE");
                    case MODIFY -> truth.put("bandwidthBps", new JsonObject(asked.body()).getLong("bandwidthBps"));
                    case RELEASE -> truth.put("state", "CEASED");
                    case READ -> truth.put("bandwidthBps", 3 * truth.getLong("bandwidthBps"));
                    case QUALIFY, QUOTE, RESERVE, LIST, DESCRIBE, WATCH ->
                        throw new IllegalStateException(asked.target());
                };
        return new Said(200, lie.encode());
    }
}
