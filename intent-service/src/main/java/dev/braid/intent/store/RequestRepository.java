package dev.braid.intent.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** The calls with a request_id that were carried out. */
@ApplicationScoped
public class RequestRepository {
    private static final String INSERT = """
            insert into handled_requests (tenant_id, request_id, digest) values (?1, ?2, ?3)
            on conflict do nothing""";

    /** Remembers the call in the transaction that carries it out; says whether it is the first of that id. */
    public Uni<Boolean> insert(StatelessSession session, String tenantId, String requestId, byte[] digest) {
        return session.createNativeQuery(INSERT)
                .setParameter(1, tenantId)
                .setParameter(2, requestId)
                .setParameter(3, digest)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The digest of the call of that id, if one was carried out. */
    public Uni<Optional<byte[]>> find(StatelessSession session, String tenantId, String requestId) {
        return session.createNativeQuery(
                        "select digest from handled_requests where tenant_id = ?1 and request_id = ?2", byte[].class)
                .setParameter(1, tenantId)
                .setParameter(2, requestId)
                .getResultList()
                .map(digests -> digests.stream().findFirst());
    }
}
