package dev.braid.provisioning.store;

/** One worker's right to write a connection, until another worker has claimed it after the lease. */
public record Claim(String tenantId, String connectionId, long epoch) {
    ConnectionRow.Key key() {
        return new ConnectionRow.Key(tenantId, connectionId);
    }
}
