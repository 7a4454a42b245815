package dev.braid.intent.intents;

import dev.braid.api.intent.v1.ListDecisionsRequest;
import dev.braid.api.intent.v1.ListDecisionsResponse;
import dev.braid.intent.contract.DecisionProto;
import dev.braid.intent.contract.Keys;
import dev.braid.intent.domain.Decision;
import dev.braid.intent.store.DecisionRepository;
import dev.braid.intent.store.DecisionRepository.Page;
import dev.braid.intent.store.DecisionRepository.Place;
import dev.braid.intent.store.DecisionRepository.Subject;
import dev.braid.platform.db.Transactions;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import dev.braid.platform.identity.TenantScope;
import dev.braid.platform.paging.PageToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a connection was moved for its health, or was not. */
@ApplicationScoped
class DecisionList {
    private static final String KIND = "decision";
    private static final Place NEWEST = new Place(Instant.parse("9999-12-31T23:59:59Z"), "");
    /** A time in microseconds since 1970, and an id. */
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18}) ([a-z0-9./-]+)");

    private final Transactions transactions;
    private final DecisionRepository decisions;

    DecisionList(Transactions transactions, DecisionRepository decisions) {
        this.transactions = transactions;
        this.decisions = decisions;
    }

    Uni<ListDecisionsResponse> list(Caller caller, ListDecisionsRequest request) {
        String connectionId = request.getConnectionId();
        Place before = PageToken.decode(request.getPageToken(), KIND, connectionId)
                .map(DecisionList::place)
                .orElse(NEWEST);
        Subject subject = new Subject(Keys.tenantOfConnection(caller, connectionId), connectionId);
        int size = PageToken.size(request.getPageSize());
        return transactions
                .read(
                        TenantScope.of(subject.tenantId()),
                        session -> decisions
                                .knows(session, subject)
                                .invoke(known -> {
                                    if (!known) {
                                        throw Refusal.notFound("connection", subject.connectionId());
                                    }
                                })
                                .chain(() -> decisions.list(session, subject, before, size)))
                .map(page -> response(subject, page, caller.isOperator()));
    }

    private static Place place(String key) {
        Matcher parts = PLACE.matcher(key);
        if (!parts.matches()) {
            throw Refusal.invalid("page_token", "is not a token of ours");
        }
        Instant time = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
        return new Place(time, parts.group(2));
    }

    private static ListDecisionsResponse response(Subject subject, Page page, boolean forOperator) {
        ListDecisionsResponse.Builder response = ListDecisionsResponse.newBuilder();
        page.decisions()
                .forEach(decision ->
                        response.addDecisions(DecisionProto.proto(subject.connectionId(), decision, forOperator)));
        if (page.more()) {
            Decision last = page.decisions().getLast();
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.decideTime());
            response.setNextPageToken(PageToken.encode(micros + " " + last.decisionId(), KIND, subject.connectionId()));
        }
        return response.build();
    }
}
