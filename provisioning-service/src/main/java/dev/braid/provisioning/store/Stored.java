package dev.braid.provisioning.store;

import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.Leg;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A connection as it was read, and when each of its legs last changed. */
public record Stored(Connection connection, Map<String, Instant> legUpdateTimes) {
    static Stored of(ConnectionRow row, List<LegRow> legRows) {
        List<Leg> legs = legRows.stream().map(LegRow::toLeg).toList();
        return new Stored(
                row.toConnection(legs),
                legRows.stream().collect(Collectors.toMap(leg -> leg.legId, leg -> leg.updateTime)));
    }
}
