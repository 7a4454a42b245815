package dev.braid.intent.terms;

import dev.braid.intent.contract.Objections;
import dev.braid.intent.contract.TermsProto;
import dev.braid.intent.domain.IntentSpec;
import dev.braid.intent.domain.Objection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Refuses a wish whose terms contradict themselves, are over, or are not for its tenant to ask. */
@ApplicationScoped
public class TermsRules {
    private static final String ALL = "*";

    private final Set<String> preferredTenants;

    TermsRules(PrioritySettings settings) {
        preferredTenants = settings.preferredTenants().orElse(Set.of());
    }

    /** Refuses the wish with every objection, if there is any. */
    public void refuse(IntentSpec spec, String tenantId, Instant now) {
        List<Objection> objections = new ArrayList<>(TermsProto.objections(spec, now));
        if (!preferredTenants.contains(ALL) && !preferredTenants.contains(tenantId)) {
            objections.addAll(TermsProto.objectionsToPreference(spec));
        }
        Objections.refuse(objections);
    }
}
