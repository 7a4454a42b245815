package dev.braid.intent.intents;

import dev.braid.api.intent.v1.UpdateIntentRequest;
import dev.braid.intent.contract.Digest;
import dev.braid.intent.contract.Moments;
import dev.braid.intent.contract.Objections;
import dev.braid.intent.contract.SpecProto;
import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.IntentId;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.store.EarlierTermsRepository;
import dev.braid.intent.store.IntentRepository;
import dev.braid.intent.store.PortRepository;
import dev.braid.intent.store.RequestRepository;
import dev.braid.intent.terms.TermsRules;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/** Changes what an intent asks, or lets go of it. Changes of one intent queue up at its row. */
@ApplicationScoped
class Change {
    private final Transactions transactions;
    private final IntentRepository intents;
    private final PortRepository ports;
    private final RequestRepository requests;
    private final EarlierTermsRepository earlierTerms;
    private final Generations generations;
    private final UpdateMask mask;
    private final TermsRules rules;

    Change(
            Transactions transactions,
            IntentRepository intents,
            PortRepository ports,
            RequestRepository requests,
            EarlierTermsRepository earlierTerms,
            Generations generations,
            UpdateMask mask,
            TermsRules rules) {
        this.transactions = transactions;
        this.intents = intents;
        this.ports = ports;
        this.requests = requests;
        this.earlierTerms = earlierTerms;
        this.generations = generations;
        this.mask = mask;
        this.rules = rules;
    }

    /** The intent after the change, or as it stands when the same request was carried out before. */
    Uni<Intent> update(String tenantId, UpdateIntentRequest request) {
        IntentId id = new IntentId(tenantId, request.getIntentId());
        return transactions.run(
                TenantScope.of(tenantId),
                session -> lock(session, id)
                        .chain(intent -> isHandled(session, tenantId, request)
                                .chain(handled ->
                                        handled ? Uni.createFrom().item(intent) : carryOut(session, intent, request))));
    }

    /** The intent after letting go; what ended already stays as it is. */
    Uni<Intent> terminate(IntentId id) {
        return transactions.run(
                TenantScope.of(id.tenantId()),
                session -> lock(session, id).chain(intent -> {
                    Intent ended = intent.terminate(Moments.now());
                    return ended == intent ? Uni.createFrom().item(intent) : store(session, intent, ended);
                }));
    }

    private Uni<Intent> lock(StatelessSession session, IntentId id) {
        return intents.lock(session, id)
                .map(found -> found.orElseThrow(() -> Refusal.notFound("intent", id.intentId())));
    }

    private Uni<Boolean> isHandled(StatelessSession session, String tenantId, UpdateIntentRequest request) {
        if (request.getRequestId().isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return requests.find(session, tenantId, request.getRequestId()).map(known -> isSame(known, request));
    }

    private static boolean isSame(Optional<byte[]> known, UpdateIntentRequest request) {
        if (known.isPresent() && !MessageDigest.isEqual(known.get(), Digest.of(request))) {
            throw Refusal.alreadyExists("request", request.getRequestId(), "it asked for something else");
        }
        return known.isPresent();
    }

    private Uni<Intent> carryOut(StatelessSession session, Intent intent, UpdateIntentRequest request) {
        checkGeneration(intent, request.getExpectedGeneration());
        if (intent.terminateAsked()) {
            throw Refusal.failedPrecondition(
                    "INTENT_TERMINATED",
                    "The intent '%s' was terminated; submit another one."
                            .formatted(intent.id().intentId()));
        }
        IntentSpec spec = SpecProto.spec(mask.apply(
                intent.id().intentId(), SpecProto.proto(intent.spec()), request.getSpec(), request.getUpdateMask()));
        return ports.share(session, intent.id().tenantId(), spec.portIds()).chain(found -> {
            Instant now = Moments.now();
            Objections.refuse(spec.objections(found));
            if (spec.asksOtherThan(intent.spec())) {
                rules.refuse(spec, intent.id().tenantId(), now);
            }
            Intent changed = intent.change(spec, now);
            generations.event(changed);
            return request.getValidateOnly()
                    ? Uni.createFrom().item(changed)
                    : remember(session, intent.id().tenantId(), request)
                            .chain(() -> changed == intent
                                    ? Uni.createFrom().item(intent)
                                    : store(session, intent, changed));
        });
    }

    private static void checkGeneration(Intent intent, long expected) {
        if (expected != 0 && expected != intent.generation()) {
            throw Refusal.aborted(
                    "GENERATION_MISMATCH",
                    "expected_generation is %d, but the intent '%s' is at %d; read it again."
                            .formatted(expected, intent.id().intentId(), intent.generation()));
        }
    }

    private Uni<Void> remember(StatelessSession session, String tenantId, UpdateIntentRequest request) {
        if (request.getRequestId().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        byte[] digest = Digest.of(request);
        return requests.insert(session, tenantId, request.getRequestId(), digest)
                .invoke(first -> {
                    if (!first) {
                        // Another intent's change took the id at this moment.
                        throw Refusal.alreadyExists("request", request.getRequestId(), "it asked for something else");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Intent> store(StatelessSession session, Intent before, Intent after) {
        Uni<Void> stored = intents.replace(session, after);
        return (after.generation() > before.generation()
                        ? stored.chain(() -> earlierTerms.keep(session, before))
                                .chain(() -> generations.announce(session, after))
                        : stored)
                .replaceWith(after);
    }
}
