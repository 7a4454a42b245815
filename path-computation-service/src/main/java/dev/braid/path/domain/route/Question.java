package dev.braid.path.domain.route;

import dev.braid.path.engine.SearchRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A demand in the numbers of one network. */
record Question(SearchRequest request, Optional<Protection> protection) {
    Question with(UnaryOperator<SearchRequest> change) {
        return new Question(change.apply(request), protection);
    }

    Question withoutProtection() {
        return new Question(request, Optional.empty());
    }
}
