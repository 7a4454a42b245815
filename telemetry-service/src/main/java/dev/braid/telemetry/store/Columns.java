package dev.braid.telemetry.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Values of many rows as arrays, one for each column. */
final class Columns<T> {
    private final PreparedStatement statement;
    private final List<T> rows;
    private int place;

    Columns(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** The next parameter of the statement. */
    Columns<T> add(String type, Function<T, ?> value) throws SQLException {
        Object[] values = rows.stream().map(value).toArray();
        place++;
        statement.setArray(place, statement.getConnection().createArrayOf(type, values));
        return this;
    }

    /** The same for bytes, which the driver takes by the type of their array. */
    Columns<T> addBytes(Function<T, byte[]> value) throws SQLException {
        byte[][] values = rows.stream().map(value).toArray(byte[][]::new);
        place++;
        statement.setArray(place, statement.getConnection().createArrayOf("bytea", values));
        return this;
    }
}
