package dev.braid.path.automation;

import dev.braid.path.control.Answer;
import dev.braid.path.control.Order;
import dev.braid.path.planning.control.ControlOrders;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.identity.Caller;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Takes orders from who is known by name, to the loop of the controls, and writes down what came of each. */
@ApplicationScoped
class Orders {
    /** Who ordered what, and what came of it: kept apart so that it can be kept longer. */
    private static final Logger AUDIT = Logger.getLogger("dev.braid.audit.automation");

    private final ControlOrders orders;

    Orders(ControlOrders orders) {
        this.orders = orders;
    }

    /** What the caller orders, answered when it is committed; what is refused fails. */
    Uni<Answer> give(Function<String, Order> by) {
        String subject = Caller.current().subject();
        if (subject.isBlank()) {
            throw Refusal.permissionDenied("The token names nobody: two people could not be told apart.");
        }
        Order order;
        try {
            order = by.apply(subject);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("reason", e.getMessage());
        }
        return Uni.createFrom()
                .completionStage(() -> orders.submit(order))
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(answer -> AUDIT.infof("%s: %s", order, words(answer)))
                .onFailure()
                .invoke(failure -> AUDIT.warnf("%s: not certain to be done: %s", order, failure.getMessage()))
                .invoke(answer -> {
                    if (answer instanceof Answer.Refused(var why, var message)) {
                        throw refusal(why, message);
                    }
                });
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Changed(var automation) -> "done, revision %d".formatted(automation.revision());
            case Answer.Unchanged() -> "nothing to do";
            case Answer.Refused(var why, var message) -> "refused (%s): %s".formatted(why, message);
        };
    }

    private static Refusal refusal(Answer.Refusal why, String message) {
        return switch (why) {
            case SAME_PERSON -> Refusal.permissionDenied(message);
            case TOO_MANY_MODES, TOO_MANY_WORDS -> Refusal.resourceExhausted(why.name(), message);
            case NOT_STOPPED, NOTHING_PENDING, OTHER_REQUEST, EXPIRED, STOPPED, NOT_RECOMMENDING ->
                Refusal.failedPrecondition(why.name(), message);
        };
    }
}
