package dev.braid.simulator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** An error as RFC 9457 writes it, with a code for programs and a message for people. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String code, String message, String field) {

    private static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    static Response response(int status, String code, String message, String field) {
        Response.StatusType known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Unprocessable Content" : known.getReasonPhrase();
        return Response.status(status)
                .type(PROBLEM_JSON)
                .entity(new Problem("about:blank", title, status, code, message, field))
                .build();
    }

    static Response response(int status, String code, String message) {
        return response(status, code, message, null);
    }
}
