package dev.braid.simulator.http.sonata;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The offers that were made: they hold nothing, so that the newest are kept for a while and none outlives the process. */
@ApplicationScoped
class Quotes {
    private static final int KEPT = 10_000;

    private final Map<String, String> offers = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    });

    void keep(String id, String offer) {
        offers.put(id, offer);
    }

    String find(String id) {
        String offer = offers.get(id);
        if (offer == null) {
            throw SonataError.notFound("There is nothing under '%s'.".formatted(id));
        }
        return offer;
    }

    /** A quote that an order refers to must be one of ours. */
    void check(Payload quoteItem) {
        String id = quoteItem.text("quoteId");
        if (!offers.containsKey(id)) {
            throw SonataError.unknown(quoteItem.path() + "/quoteId", "There is no quote '%s'.".formatted(id));
        }
    }
}
