package dev.braid.platform.events;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells failures that pass by themselves, when something we need comes back, from failures that stay. */
public final class Outage {
    /** Classes of SQLSTATE: connection, transaction roll-back, resources, operator intervention, system error. */
    private static final Set<String> PASSING_SQL_STATES = Set.of("08", "40", "53", "57", "58");

    private static final int DEEPEST_CAUSE = 16;

    private Outage() {}

    /** Whether it, or what caused it, passes by itself. */
    public static boolean caused(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (passes(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(Throwable cause) {
        return switch (cause) {
            case IOException _ -> true;
            case TimeoutException _ -> true;
            case PgException driver -> passes(driver.getSqlState());
            case SQLException wrapped -> passes(wrapped.getSQLState());
            case StatusRuntimeException call ->
                call.getStatus().getCode() == Status.Code.UNAVAILABLE
                        || call.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
            default ->
                // The pool and the client raise plain exceptions for lost connections; their package tells them.
                cause.getClass().getName().startsWith("io.vertx.")
                        && cause.getMessage() != null
                        && cause.getMessage().toLowerCase(java.util.Locale.ROOT).contains("connection");
        };
    }

    private static boolean passes(String sqlState) {
        return sqlState != null && sqlState.length() >= 2 && PASSING_SQL_STATES.contains(sqlState.substring(0, 2));
    }
}
