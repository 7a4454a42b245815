package dev.braid.simulator.http.sonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What the seller says instead of an answer, in the published form (Error400 to Error501) and with published codes. */
public final class SonataError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** What all paths of the API have in them. */
    public static final String PATH = "/mefApi/sonata/";

    private static final int LONGEST_REASON = 255;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final String code;
    private final String propertyPath;

    private SonataError(int status, String code, String reason, String propertyPath) {
        super(reason);
        this.status = status;
        this.code = code;
        this.propertyPath = propertyPath;
    }

    /** No key, or a wrong one. */
    public static SonataError unauthenticated(boolean missing) {
        return new SonataError(
                401, missing ? "missingCredentials" : "invalidCredentials", "X-Api-Key is missing or wrong.", "");
    }

    static SonataError invalidBody(String reason) {
        return new SonataError(400, "invalidBody", reason, "");
    }

    static SonataError invalidQuery(String reason) {
        return new SonataError(400, "invalidQuery", reason, "");
    }

    static SonataError notFound(String reason) {
        return new SonataError(404, "notFound", reason, "");
    }

    static SonataError missing(String propertyPath) {
        return new SonataError(UNPROCESSABLE, "missingProperty", propertyPath + " is missing.", propertyPath);
    }

    static SonataError unexpected(String propertyPath) {
        return new SonataError(UNPROCESSABLE, "unexpectedProperty", propertyPath + " must be absent.", propertyPath);
    }

    static SonataError invalid(String propertyPath, String reason) {
        return new SonataError(UNPROCESSABLE, "invalidValue", reason, propertyPath);
    }

    static SonataError unknown(String propertyPath, String reason) {
        return new SonataError(UNPROCESSABLE, "referenceNotFound", reason, propertyPath);
    }

    static SonataError other(String reason) {
        return new SonataError(UNPROCESSABLE, "otherIssue", reason, "/productOrderItem");
    }

    static SonataError internal(String reason) {
        return new SonataError(500, "internalError", reason, "");
    }

    static SonataError notImplemented() {
        return new SonataError(501, "notImplemented", "The seller does not offer this operation.", "");
    }

    /** As it is sent. */
    public Response response() {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("code", code);
        String reason = getMessage();
        error.put("reason", reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON));
        if (!propertyPath.isEmpty()) {
            error.put("propertyPath", propertyPath);
        }
        JsonNode body =
                status == UNPROCESSABLE ? JsonNodeFactory.instance.arrayNode().add(error) : error;
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(body.toString())
                .build();
    }
}
