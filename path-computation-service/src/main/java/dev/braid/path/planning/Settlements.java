package dev.braid.path.planning;

import dev.braid.path.control.Order;
import dev.braid.path.guard.Word;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What came of approvals, on its way to the topic of the controls. Until it is there the approval is not acted on again by
 * this replica, and by another one only if this one ends before: then all guard rails are asked once more.
 */
@ApplicationScoped
public class Settlements {
    private final Map<Word.Approved, Order.Settle> waiting = new ConcurrentHashMap<>();

    /** That is what came of it. */
    void add(Word.Approved approval, boolean moved, String reason) {
        waiting.put(approval, new Order.Settle(approval.move(), approval.time(), moved, reason));
    }

    /** Whether it is known what came of it. */
    boolean has(Word word) {
        return word instanceof Word.Approved approval && waiting.containsKey(approval);
    }

    /** What is not written yet. */
    public Collection<Order.Settle> list() {
        return List.copyOf(waiting.values());
    }

    /** It is written. */
    public void written(Order.Settle settlement) {
        waiting.values().remove(settlement);
    }
}
