package dev.braid.lab.agent;

import static dev.braid.lab.agent.Answers.invalid;

import com.google.protobuf.Timestamp;
import dev.braid.api.adapter.v1.CommandTerms;
import java.time.Instant;
import java.util.List;

/** Looks at what a caller says; what means nothing is refused with the field's name. */
record Arguments(String providerId) {
    private static final int MAX_REFERENCE = 160;
    private static final int MAX_LINKS = 256;

    Terms terms(CommandTerms terms) {
        if (terms.equals(CommandTerms.getDefaultInstance())) {
            throw invalid("terms", "is missing");
        }
        provider(terms.getProviderId());
        reference("terms.reference", terms.getReference());
        if (terms.getRevision() < 1) {
            throw invalid("terms.revision", "is %d, must be at least 1".formatted(terms.getRevision()));
        }
        if (terms.getEpoch() < 0) {
            throw invalid("terms.epoch", "is %d, must not be negative".formatted(terms.getEpoch()));
        }
        if (!terms.hasNotAfterTime()) {
            throw invalid("terms.not_after_time", "is missing");
        }
        Timestamp notAfter = terms.getNotAfterTime();
        return new Terms(
                terms.getReference(),
                terms.getRevision(),
                terms.getEpoch(),
                Instant.ofEpochSecond(notAfter.getSeconds(), notAfter.getNanos()));
    }

    void provider(String id) {
        if (!id.equals(providerId)) {
            throw invalid("provider_id", "is %s, must be %s".formatted(id, providerId));
        }
    }

    static void reference(String field, String reference) {
        if (reference.isEmpty() || reference.length() > MAX_REFERENCE) {
            throw invalid(field, "has %d characters, must have 1 to %d".formatted(reference.length(), MAX_REFERENCE));
        }
    }

    static void links(List<String> linkIds) {
        if (linkIds.isEmpty() || linkIds.size() > MAX_LINKS) {
            throw invalid("link_ids", "has %d items, must have 1 to %d".formatted(linkIds.size(), MAX_LINKS));
        }
    }

    static void bandwidth(long bps) {
        if (bps < 1) {
            throw invalid("bandwidth_bps", "is %d, must be at least 1".formatted(bps));
        }
    }
}
