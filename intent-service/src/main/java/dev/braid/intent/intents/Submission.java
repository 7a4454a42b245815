package dev.braid.intent.intents;

import dev.braid.api.intent.v1.SubmitIntentRequest;
import dev.braid.intent.contract.Digest;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.contract.Objections;
import dev.braid.intent.contract.SpecProto;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.Port;
import dev.braid.intent.store.IntentRepository;
import dev.braid.intent.store.PortRepository;
import dev.braid.intent.terms.TermsRules;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Takes an intent once, however often and however many at once it is submitted. */
@ApplicationScoped
class Submission {
    private final Transactions transactions;
    private final IntentRepository intents;
    private final PortRepository ports;
    private final Generations generations;
    private final TermsRules rules;

    Submission(
            Transactions transactions,
            IntentRepository intents,
            PortRepository ports,
            Generations generations,
            TermsRules rules) {
        this.transactions = transactions;
        this.intents = intents;
        this.ports = ports;
        this.generations = generations;
        this.rules = rules;
    }

    /** The intent as stored: new, or as it stands now when the same spec was submitted before. */
    Uni<Intent> submit(String tenantId, SubmitIntentRequest request) {
        Order order = new Order(
                new IntentId(tenantId, request.getIntentId()),
                SpecProto.spec(request.getSpec()),
                Digest.of(request.getSpec()),
                request.getValidateOnly());
        return transactions
                .run(TenantScope.of(tenantId), session -> takeOnce(session, order))
                .chain(taken -> taken.isPresent()
                        ? Uni.createFrom().item(taken.get())
                        : transactions
                                .read(TenantScope.of(tenantId), session -> intents.find(session, order.id()))
                                .map(Optional::orElseThrow));
    }

    /** The new intent, or empty when the same one was there already. */
    private Uni<Optional<Intent>> takeOnce(StatelessSession session, Order order) {
        return intents.findDigest(session, order.id())
                .chain(known -> known.isPresent() ? repeated(order, known.get()) : first(session, order));
    }

    private record Order(IntentId id, IntentSpec spec, byte[] digest, boolean validateOnly) {}

    private Uni<Optional<Intent>> first(StatelessSession session, Order order) {
        return ports.share(session, order.id().tenantId(), order.spec().portIds())
                .map(found -> accept(order, found))
                .chain(intent -> order.validateOnly()
                        ? Uni.createFrom().item(Optional.of(intent))
                        : store(session, order, intent));
    }

    private Intent accept(Order order, Map<String, Port> found) {
        Instant now = Moments.now();
        Objections.refuse(order.spec().objections(found));
        rules.refuse(order.spec(), order.id().tenantId(), now);
        Intent intent = Intent.submit(order.id(), order.spec(), found, now);
        generations.event(intent);
        return intent;
    }

    private Uni<Optional<Intent>> store(StatelessSession session, Order order, Intent intent) {
        return intents.insert(session, intent, order.digest())
                .chain(stored -> stored
                        ? generations.announce(session, intent).replaceWith(Optional.of(intent))
                        // Somebody else was faster with the same id, and has committed.
                        : intents.findDigest(session, order.id()).chain(known -> repeated(order, known.orElseThrow())));
    }

    private static Uni<Optional<Intent>> repeated(Order order, byte[] knownDigest) {
        if (!MessageDigest.isEqual(knownDigest, order.digest())) {
            throw Refusal.alreadyExists("intent", order.id().intentId(), "it was submitted with another spec");
        }
        return Uni.createFrom().item(Optional.empty());
    }
}
