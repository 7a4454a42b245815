package dev.braid.provisioning.query;

import dev.braid.api.provisioning.v1.PlannedConnection;
import dev.braid.api.provisioning.v1.PreviewPlansRequest;
import dev.braid.api.provisioning.v1.PreviewPlansResponse;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.provisioning.domain.Connection;
import dev.braid.provisioning.domain.LegChange;
import dev.braid.provisioning.domain.Outage;
import dev.braid.provisioning.domain.Plan;
import dev.braid.provisioning.domain.Rehearsal;
import dev.braid.provisioning.domain.Rollout;
import dev.braid.provisioning.intake.WishProto;
import dev.braid.provisioning.provider.Providers;
import dev.braid.provisioning.store.ConnectionRepository;
import dev.braid.provisioning.store.Stored;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Says what plans would mean for the orders that are held. Writes nothing and commands nothing. */
@ApplicationScoped
class PlanPreview {
    private static final Logger LOG = Logger.getLogger(PlanPreview.class);

    private final Transactions transactions;
    private final ConnectionRepository connections;
    private final Providers providers;

    PlanPreview(Transactions transactions, ConnectionRepository connections, Providers providers) {
        this.transactions = transactions;
        this.connections = connections;
        this.providers = providers;
    }

    private record Question(String connectionId, Rollout rollout, Optional<Plan> plan, boolean letGoFirst) {
        Rehearsal.Outcome rehearse(Predicate<String> modifies, Instant now) {
            return Rehearsal.of(rollout, plan, letGoFirst, modifies, now);
        }
    }

    Uni<PreviewPlansResponse> preview(PreviewPlansRequest request, Caller caller) {
        Set<String> ids = new HashSet<>();
        for (PlannedConnection asked : request.getConnectionsList()) {
            if (!ids.add(asked.getConnectionId())) {
                throw Refusal.invalid(
                        "connections.connection_id", "'%s' comes twice".formatted(asked.getConnectionId()));
            }
        }
        return transactions
                .read(caller.scope(""), session -> connections.findAll(session, ids))
                // A mesh has hundreds of rollouts to rehearse.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> questions(request.getConnectionsList(), found, caller))
                .chain(this::answer);
    }

    private List<Question> questions(List<PlannedConnection> asked, List<Stored> found, Caller caller) {
        Map<String, Connection> known = new HashMap<>();
        found.forEach(each -> known.put(each.connection().connectionId(), each.connection()));
        return asked.stream()
                .map(each -> new Question(
                        each.getConnectionId(),
                        rollout(each, Optional.ofNullable(known.get(each.getConnectionId())), caller),
                        each.hasPlan()
                                ? Optional.of(WishProto.plan(each.getPlan(), providers::handsOver))
                                : Optional.empty(),
                        each.getLetGoFirst()))
                .toList();
    }

    private static Rollout rollout(PlannedConnection asked, Optional<Connection> known, Caller caller) {
        String id = asked.getConnectionId();
        boolean own = caller.isOperator() || id.startsWith(caller.tenant() + ".");
        if (known.isEmpty() && !own) {
            throw Refusal.notFound("connection", id);
        }
        long sequence = known.map(Connection::recordSequence).orElse(0L);
        if (sequence < asked.getSequence()) {
            throw Refusal.unavailable(
                    "Record %d of connection '%s' has not arrived at provisioning, only %d; try again."
                            .formatted(asked.getSequence(), id, sequence));
        }
        return known.map(Connection::rollout).orElseGet(() -> Rollout.unknown(id));
    }

    /** Who modifies is known once it has been played with all of them able to; then it counts who is. */
    private Uni<PreviewPlansResponse> answer(List<Question> questions) {
        Instant now = Instant.now();
        Set<String> modifying = new TreeSet<>();
        for (Question question : questions) {
            question.rehearse(_ -> true, now).legs().stream()
                    .filter(leg -> leg.action() == LegChange.Action.MODIFY)
                    .forEach(leg -> modifying.add(leg.route().providerId()));
        }
        return Multi.createFrom()
                .iterable(modifying)
                .onItem()
                .transformToUniAndMerge(this::declared)
                .collect()
                .asMap(Declared::providerId, Declared::outage)
                .map(declared -> {
                    PreviewPlansResponse.Builder response = PreviewPlansResponse.newBuilder();
                    Predicate<String> modifies = providerId ->
                            declared.getOrDefault(providerId, Optional.empty()).isPresent();
                    for (Question question : questions) {
                        response.addConnections(PreviewProto.message(
                                question.connectionId(), question.rehearse(modifies, now), declared));
                    }
                    return response.build();
                });
    }

    private record Declared(String providerId, Optional<Outage> outage) {}

    private Uni<Declared> declared(String providerId) {
        return providers
                .modification(providerId)
                .map(outage -> new Declared(providerId, outage))
                .onFailure()
                .transform(failure -> {
                    LOG.debugf("What a change at %s does is not known: %s", providerId, failure);
                    return Refusal.unavailable(
                            "The adapter of provider '%s' does not say what a change of an order does to traffic; try again."
                                    .formatted(providerId));
                });
    }
}
