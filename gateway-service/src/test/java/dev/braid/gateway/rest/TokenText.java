package dev.braid.gateway.rest;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads a token without looking at its signature. */
final class TokenText {
    private TokenText() {}

    static String tenant(String authorization) {
        String payload = authorization.substring("Bearer ".length()).split("\\.", -1)[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .getString("tenant", "");
    }
}
