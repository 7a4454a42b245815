package dev.braid.local.process;

import dev.braid.embedded.Database;
import dev.braid.embedded.EmbeddedPostgres;
import dev.braid.local.installation.Installation;

/** The database server of an installation as a program: started again, it is a new server on the same data. */
final class Postgres implements Program, AutoCloseable {
    private final Installation installation;
    private EmbeddedPostgres server;

    Postgres(Installation installation) {
        this.installation = installation;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public synchronized Started start() {
        close();
        server = EmbeddedPostgres.start(
                installation.postgresData(),
                installation.settings().postgresPort(),
                EmbeddedPostgres.Durability.DURABLE,
                Database.ALL);
        return Started.of(server.process());
    }

    /** The server that runs now. */
    synchronized EmbeddedPostgres server() {
        return server;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
