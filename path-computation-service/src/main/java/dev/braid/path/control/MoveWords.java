package dev.braid.path.control;

import dev.braid.path.guard.MoveId;
import dev.braid.path.guard.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What operators said of moves that were recommended: of each connection the newest. An approval that is spent is kept for
 * a while with what came of it.
 *
 * @param byConnection under the connection's id
 */
public record MoveWords(Map<String, Said> byConnection) {
    /** Nobody said anything. */
    public static final MoveWords NONE = new MoveWords(Map.of());

    /** So many fit in one record with room to spare. */
    static final int MOST = 300;

    private static final int LONGEST_REASON = 500;
    private static final Duration TOLD_FOR = Duration.ofHours(1);

    public MoveWords {
        byConnection = Collections.unmodifiableMap(new TreeMap<>(byConnection));
    }

    /** What was said last of the connection. */
    public Optional<Said> of(String connectionId) {
        return Optional.ofNullable(byConnection.get(connectionId));
    }

    /** The word on the connection that is not spent. */
    public Optional<Word> word(String connectionId) {
        return of(connectionId).filter(said -> said.outcome().isEmpty()).map(Said::word);
    }

    /** The approvals that are not spent. */
    public List<Word.Approved> approvals() {
        return byConnection.values().stream()
                .filter(Said::isOpen)
                .flatMap(said -> said.word().approval().stream())
                .toList();
    }

    /** With one more word; empty where there are too many already. */
    Optional<MoveWords> saying(Word word, Instant now) {
        Map<String, Said> all = lasting(now);
        all.remove(word.move().connectionId());
        while (all.size() >= MOST) {
            Optional<String> oldest = all.entrySet().stream()
                    .filter(each -> each.getValue().outcome().isPresent())
                    .min(Comparator.comparing(each -> each.getValue().word().time()))
                    .map(Map.Entry::getKey);
            if (oldest.isEmpty()) {
                return Optional.empty();
            }
            all.remove(oldest.get());
        }
        all.put(word.move().connectionId(), new Said(word, Optional.empty()));
        return Optional.of(new MoveWords(all));
    }

    /** With what came of the approval of that move at that time; the same where there is none that is not spent. */
    MoveWords settling(MoveId move, Instant approveTime, boolean moved, String reason, Instant now) {
        return settling(word -> word.move().equals(move) && word.time().equals(approveTime), moved, reason, now);
    }

    /** All approvals of these are spent without a move. */
    MoveWords cancelling(Predicate<Word> cancelled, String reason, Instant now) {
        return settling(cancelled, false, reason, now);
    }

    private MoveWords settling(Predicate<Word> settled, boolean moved, String reason, Instant now) {
        String kept = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + " ...";
        Map<String, Said> all = lasting(now);
        all.replaceAll((_, said) -> said.isOpen() && settled.test(said.word())
                ? new Said(said.word(), Optional.of(new Said.Outcome(moved, now, kept)))
                : said);
        return new MoveWords(all);
    }

    /** An approval is kept until what came of it has been told for a while. */
    private Map<String, Said> lasting(Instant now) {
        Map<String, Said> all = new TreeMap<>(byConnection);
        all.values().removeIf(said -> {
            Instant told = said.outcome()
                    .map(Said.Outcome::settleTime)
                    .orElse(said.word().expireTime());
            return !now.isBefore(said.word().refusal().isPresent() ? told : told.plus(TOLD_FOR));
        });
        return all;
    }
}
