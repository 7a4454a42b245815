package dev.braid.telemetry.store;

import dev.braid.telemetry.domain.ConnectionKey;
import dev.braid.telemetry.domain.JudgedMinute;
import java.util.UUID;

/**
 * What was judged so far of a connection in the minute that starts then.
 *
 * @param part tells what one replica judged without a break from all other parts of the minute
 */
public record JudgedRow(ConnectionKey key, long startUs, UUID part, JudgedMinute judged) {}
