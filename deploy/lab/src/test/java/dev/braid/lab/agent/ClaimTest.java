package dev.braid.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.lab.order.End;
import dev.braid.lab.order.Legs;
import dev.braid.lab.order.OrderRecord;
import dev.braid.lab.order.OrderRefused;
import dev.braid.lab.order.OrderRefused.Reason;
import dev.braid.lab.plan.LabFile;
import dev.braid.lab.plan.LabPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands an order book admits after one that came to nothing. */
class ClaimTest {
    private static final LabPlan PLAN = LabFile.read(Path.of("lab.json"));
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    private Path folder;

    private Journal<OrderRecord> orders;
    private Journal<Claim> claims;
    private OrderBook book;

    @BeforeEach
    void open() {
        orders = Journal.open(folder.resolve("orders"), OrderRecord.class, OrderRecord::reference, _ -> true);
        claims = Journal.open(folder.resolve("claims"), Claim.class, Claim::reference, _ -> true);
        book = new OrderBook(new Legs(PLAN, PLAN.findCarrier("alpha").orElseThrow()), orders, claims);
    }

    private void again() {
        orders.close();
        claims.close();
        open();
    }

    @Test
    void theEpochStaysWithoutAnOrderAndThroughARestart() {
        book.claim(terms(3, 5), NOW);
        again();
        stale(Reason.STALE_EPOCH, 9, 4);
        admitted(1, 5);
    }

    @Test
    void theRevisionIsForgotten() {
        taken(7, 4);
        book.claim(terms(8, 4), NOW);
        admitted(7, 4);
        stale(Reason.STALE_REVISION, 6, 4);
        book.claim(terms(9, 5), NOW);
        admitted(1, 5);
        stale(Reason.STALE_EPOCH, 9, 4);
    }

    @Test
    void anOrderThatWasTakenLaterSaysItAll() {
        book.claim(terms(9, 5), NOW);
        taken(2, 6);
        stale(Reason.STALE_EPOCH, 9, 5);
        stale(Reason.STALE_REVISION, 1, 6);
        admitted(2, 6);
    }

    @Test
    void anOrderOfWhichNothingCameToBeIsNoneButItsTermsWereTaken() {
        taken(2, 6);
        book.write(book.get("p").undone());
        again();
        assertThat(book.all()).isEmpty();
        assertThat(book.find("p")).isEmpty();
        stale(Reason.STALE_EPOCH, 9, 5);
        stale(Reason.STALE_REVISION, 1, 6);
        admitted(2, 6);
    }

    /** Nothing is written for the many commands of one epoch that are refused. */
    @Test
    void anEpochIsWrittenOnce() throws Exception {
        taken(2, 4);
        for (int revision = 3; revision < 100; revision++) {
            book.claim(terms(revision, 4), NOW);
            book.claim(terms(revision, 5), NOW);
        }
        assertThat(Files.readAllLines(folder.resolve("claims"))).hasSize(1);
    }

    private void taken(long revision, long epoch) {
        book.write(book.admit(terms(revision, epoch), List.of("a1-a2"), 1, End.OPEN, End.OPEN));
    }

    private void admitted(long revision, long epoch) {
        assertThatCode(() -> book.admitTerms(terms(revision, epoch))).doesNotThrowAnyException();
    }

    private void stale(Reason reason, long revision, long epoch) {
        assertThatThrownBy(() -> book.admitTerms(terms(revision, epoch)))
                .isInstanceOfSatisfying(
                        OrderRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static Terms terms(long revision, long epoch) {
        return new Terms("p", revision, epoch, Instant.MAX);
    }
}
