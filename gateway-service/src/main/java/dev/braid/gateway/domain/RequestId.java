package dev.braid.gateway.domain;

import java.util.UUID;
import java.util.regex.Pattern;

/** The number under which a request is found again in logs: the caller's own if it is harmless, else a new one. */
public record RequestId(String value) {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    /** The caller's proposal, or a new id where there is none or it could confuse a log. */
    public static RequestId of(String proposed) {
        return proposed != null && HARMLESS.matcher(proposed).matches()
                ? new RequestId(proposed)
                : new RequestId(UUID.randomUUID().toString());
    }
}
