package dev.braid.path.planning;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.path.v1.DecisionEvent;
import dev.braid.api.telemetry.v1.ConnectionHealth;
import dev.braid.path.contract.DecisionProto;
import dev.braid.path.domain.decision.Decision;
import dev.braid.path.domain.decision.Signal;
import dev.braid.path.domain.decision.Signal.HealthJudged;
import dev.braid.path.domain.route.PathRecord;
import dev.braid.path.domain.route.ReservationBook;
import dev.braid.path.guard.MoveResult;
import dev.braid.path.guard.Rail;
import dev.braid.path.guard.Ruling;
import dev.braid.path.guard.Verdict;
import dev.braid.path.guard.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is told of the decisions of the closed loop, beside the records that they lead to. A judgement comes again every
 * few seconds: of those that move nothing only news are told. What was told last is remembered for many connections,
 * and may be forgotten, because whoever reads knows a decision by its id.
 */
final class DecisionLog {
    private static final int MOST_REMEMBERED = 100_000;

    private final Map<String, Told> remembered = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * What was told last of a connection.
     *
     * @param held the rail that held a move off that revision; empty where there is no trouble
     * @param judgedRevision the newest plan whose first judgement was told
     * @param approveTime of the approval that this answered
     */
    private record Told(long revision, Optional<Rail> held, long judgedRevision, Optional<Instant> approveTime) {
        static final Told NOTHING = new Told(0, Optional.empty(), 0, Optional.empty());

        boolean isNothing() {
            return held.isEmpty() && judgedRevision == 0;
        }
    }

    /** For what is told in one batch. */
    Page page() {
        return new Page();
    }

    /** What is told in one batch: it counts only when that is committed. */
    final class Page {
        private final Map<String, Told> fresh = new HashMap<>();
        private final Set<String> news = new HashSet<>();
        private final List<Runnable> afterwards = new ArrayList<>();
        private List<Supplier<DecisionEvent>> told = new ArrayList<>();

        private Page() {}

        /** To be done once it is certain that what is told here is so. */
        void whenCommitted(Runnable done) {
            afterwards.add(done);
        }

        /** What it says has been told. */
        void committed() {
            afterwards.forEach(Runnable::run);
            fresh.forEach((connectionId, news) -> {
                if (news.isNothing()) {
                    remembered.remove(connectionId);
                } else {
                    remembered.put(connectionId, news);
                }
            });
        }

        /** Whether it was told before that there is no other path than the judged plan's. */
        boolean knowsNoOtherPath(HealthJudged judged) {
            Told last = last(judged.connectionId());
            return last.revision() == judged.revision()
                    && last.held().filter(Rail.NO_BETTER_PATH::equals).isPresent();
        }

        /** Whether what is decided on the connection is told here, and was not told before. */
        boolean isNews(String connectionId) {
            return news.contains(connectionId);
        }

        /** What was noted since this was asked last. */
        List<Supplier<DecisionEvent>> take() {
            List<Supplier<DecisionEvent>> taken = told;
            told = new ArrayList<>();
            return taken;
        }

        /** Notes what came of moves by a decision on a signal; the book is as it was before. */
        Decision noted(ReservationBook book, Decision decision, Signal signal, Instant now) {
            if (decision instanceof Decision.Changed(var records)) {
                for (PathRecord after : records) {
                    book.find(after.connectionId())
                            .ifPresent(before -> note(before, MoveResult.of(before, after, signal), now));
                }
            }
            return decision;
        }

        /** Notes the moves that time alone has overtaken; the book is as it was before. */
        void overtaken(ReservationBook book, List<PathRecord> records, Instant now) {
            for (PathRecord after : records) {
                book.find(after.connectionId())
                        .ifPresent(before -> note(before, MoveResult.overtaken(before, after), now));
            }
        }

        private void note(PathRecord before, Optional<MoveResult> result, Instant now) {
            result.ifPresent(came ->
                    told.add(() -> DecisionProto.result(before, came, ConnectionHealth.getDefaultInstance(), now)));
        }

        /** Notes what the guard rails made of the judgement in the record; the book is as it was before. */
        Decision noted(ReservationBook book, Ruling ruling, ConsumerRecord<String, byte[]> record, Instant now) {
            return noted(book, ruling, () -> health(record.value()), now);
        }

        /** The same of a judgement that is in no record. */
        Decision noted(ReservationBook book, Ruling ruling, Supplier<ConnectionHealth> judgement, Instant now) {
            book.find(ruling.judged().connectionId()).ifPresent(before -> note(before, ruling, judgement, now));
            return ruling.decision();
        }

        private void note(PathRecord before, Ruling ruling, Supplier<ConnectionHealth> judgement, Instant now) {
            HealthJudged judged = ruling.judged();
            Told last = last(before.connectionId());
            long judgedRevision = last.judgedRevision();
            Optional<MoveResult> result =
                    MoveResult.judged(before, judged).filter(came -> came.revision() > last.judgedRevision());
            if (result.isPresent()) {
                judgedRevision = judged.revision();
                told.add(() -> DecisionProto.result(before, result.get(), judgement.get(), now));
            }
            Optional<Rail> held = ruling.stop()
                    .map(Verdict::rail)
                    .filter(rail ->
                            ruling.approval().isPresent() || rail != Rail.NOT_BAD && rail != Rail.OTHER_REVISION);
            boolean current = judged.revision() >= before.activeRevision();
            boolean moved = ruling.decision() instanceof Decision.Changed;
            Optional<Instant> approveTime = ruling.approval().map(Word.Approved::time);
            boolean again = last.revision() == judged.revision()
                    && last.held().equals(held)
                    && last.approveTime().equals(approveTime);
            boolean concerns = current || ruling.approval().isPresent();
            if (moved || held.isPresent() && concerns && !again) {
                told.add(() -> DecisionProto.decided(before, ruling, judgement.get(), now));
                news.add(before.connectionId());
            }
            if (current) {
                fresh.put(before.connectionId(), new Told(judged.revision(), held, judgedRevision, approveTime));
            }
        }

        private Told last(String connectionId) {
            Told here = fresh.get(connectionId);
            return here == null ? remembered.getOrDefault(connectionId, Told.NOTHING) : here;
        }
    }

    private static ConnectionHealth health(byte[] judgement) {
        try {
            return ConnectionHealth.parseFrom(judgement);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("What was decided on cannot be read any more.", e);
        }
    }
}
