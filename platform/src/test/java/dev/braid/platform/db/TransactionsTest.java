package dev.braid.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.embedded.EmbeddedStack;
import dev.braid.platform.identity.TenantScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedStack.class)
class TransactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TenantScope ACME = new TenantScope.One("acme");
    private static final TenantScope GLOBEX = new TenantScope.One("globex");

    @Inject
    Transactions transactions;

    private final String id = UUID.randomUUID().toString();

    @Test
    void aTenantSeesItsOwnRowsAndNoOthersEvenWithoutAWhere() {
        insert(ACME, "acme", id);
        insert(GLOBEX, "globex", id);

        assertThat(tenantsOf(ACME)).containsExactly("acme");
        assertThat(tenantsOf(GLOBEX)).containsExactly("globex");
        assertThat(tenantsOf(new TenantScope.All())).containsExactly("acme", "globex");
    }

    @Test
    void aTenantCannotWriteAnothersRows() {
        assertThatThrownBy(() -> insert(ACME, "globex", id)).hasStackTraceContaining("row-level security");
        insert(GLOBEX, "globex", id);
        int deleted = transactions
                .run(
                        ACME,
                        session -> session.createNativeQuery("delete from thing where id = ?1")
                                .setParameter(1, id)
                                .executeUpdate())
                .await()
                .atMost(PATIENCE);

        assertThat(deleted).isZero();
        assertThat(tenantsOf(GLOBEX)).containsExactly("globex");
    }

    @Test
    void theScopeOfOneTransactionDoesNotReachTheNextOnTheSameConnection() {
        insert(ACME, "acme", id);
        for (int i = 0; i < 50; i++) {
            assertThat(tenantsOf(ACME)).containsExactly("acme");
            assertThat(tenantsOf(GLOBEX)).isEmpty();
        }
    }

    @Test
    void whatFailsLeavesNothing() {
        assertThatThrownBy(() -> transactions
                        .run(
                                ACME,
                                session -> insert(session, "acme", id)
                                        .chain(() -> Uni.createFrom()
                                                .failure(new IllegalStateException("after the insert"))))
                        .await()
                        .atMost(PATIENCE))
                .hasMessageContaining("after the insert");

        assertThat(tenantsOf(ACME)).isEmpty();
    }

    @Test
    void twoThatLockTheSameRowsInOppositeOrderBothSucceed() {
        String other = UUID.randomUUID().toString();
        AtomicInteger runs = new AtomicInteger();
        insert(ACME, "acme", id);
        insert(ACME, "acme", other);

        Uni.join()
                .all(lockBoth(runs, id, other), lockBoth(runs, other, id))
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertThat(runs.get()).as("each once, and the victim again").isGreaterThan(2);
    }

    @Test
    void aReadingSeesOneMomentWhateverCommitsMeanwhileAndChangesNothing() {
        List<Long> counts = transactions
                .read(
                        ACME,
                        session -> count(session)
                                .chain(before -> transactions
                                        .run(ACME, other -> insert(other, "acme", id))
                                        .chain(() -> count(session))
                                        .map(after -> List.of(before, after))))
                .await()
                .atMost(PATIENCE);

        assertThat(counts).containsExactly(0L, 0L);
        assertThat(tenantsOf(ACME)).containsExactly("acme");
        assertThatThrownBy(() -> transactions
                        .read(
                                ACME,
                                session -> insert(
                                        session, "acme", UUID.randomUUID().toString()))
                        .await()
                        .atMost(PATIENCE))
                .hasStackTraceContaining("read-only transaction");
    }

    private Uni<Long> count(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select count(*) from thing where id = ?1", Long.class)
                .setParameter(1, id)
                .getSingleResult();
    }

    private Uni<Integer> lockBoth(AtomicInteger runs, String first, String second) {
        return transactions.run(ACME, session -> {
            runs.incrementAndGet();
            return lock(session, first)
                    .onItem()
                    .delayIt()
                    .by(Duration.ofMillis(200))
                    .chain(() -> lock(session, second));
        });
    }

    private static Uni<Integer> lock(Mutiny.StatelessSession session, String thingId) {
        return session.createNativeQuery("update thing set id = id where id = ?1")
                .setParameter(1, thingId)
                .executeUpdate();
    }

    private void insert(TenantScope scope, String tenantId, String thingId) {
        transactions
                .run(scope, session -> insert(session, tenantId, thingId))
                .await()
                .atMost(PATIENCE);
    }

    private static Uni<Integer> insert(Mutiny.StatelessSession session, String tenantId, String thingId) {
        return session.createNativeQuery("insert into thing (tenant_id, id) values (?1, ?2)")
                .setParameter(1, tenantId)
                .setParameter(2, thingId)
                .executeUpdate();
    }

    private List<String> tenantsOf(TenantScope scope) {
        return transactions
                .run(
                        scope,
                        session -> session.createNativeQuery(
                                        "select tenant_id from thing where id = ?1 order by 1", String.class)
                                .setParameter(1, id)
                                .getResultList())
                .await()
                .atMost(PATIENCE);
    }
}
