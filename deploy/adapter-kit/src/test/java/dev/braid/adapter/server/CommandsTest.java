package dev.braid.adapter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.braid.adapter.Reason;
import dev.braid.api.adapter.v1.CommandTerms;
import dev.braid.api.adapter.v1.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands reach the adapter after one that it refused. */
class CommandsTest {
    @TempDir
    private Path folder;

    private TermsJournal journal;
    private Commands commands;

    @BeforeEach
    void open() throws IOException {
        journal = TermsJournal.open(folder.resolve("terms"));
        commands = new Commands(Optional.of(journal), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    /** Who sent it has lost its claim, whether the one who has it now asked for something possible or not. */
    @Test
    void theEpochOfARefusedCommandStays() throws Exception {
        taken(7, 4);
        refused(7, 5);
        stale(Reason.STALE_EPOCH, 8, 4);
        taken(1, 5);
        stale(Reason.STALE_EPOCH, 9, 4);
    }

    @Test
    void theEpochOfARefusedCommandStaysWithoutAnOrderAndThroughARestart() throws Exception {
        assertThatThrownBy(() -> commands.carryOut(terms(3, 5), () -> {
                    throw new UnknownOrder("acme.1");
                }))
                .isInstanceOf(UnknownOrder.class);
        close();
        open();
        stale(Reason.STALE_EPOCH, 3, 4);
        taken(1, 5);
    }

    @Test
    void theRevisionOfARefusedCommandIsForgotten() throws Exception {
        taken(2, 4);
        refused(3, 4);
        taken(2, 4);
        stale(Reason.STALE_REVISION, 1, 4);
    }

    private void taken(long revision, long epoch) throws Exception {
        assertThat(commands.carryOut(terms(revision, epoch), Order::getDefaultInstance)
                        .getRevision())
                .isEqualTo(revision);
    }

    private void refused(long revision, long epoch) {
        assertThatThrownBy(() -> commands.carryOut(terms(revision, epoch), () -> {
                    throw new Refused(Reason.NO_CAPACITY, "full");
                }))
                .hasMessage("full");
    }

    private void stale(Reason reason, long revision, long epoch) {
        assertThatThrownBy(() -> commands.carryOut(terms(revision, epoch), Order::getDefaultInstance))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.reason()).isEqualTo(reason));
    }

    private static CommandTerms terms(long revision, long epoch) {
        return CommandTerms.newBuilder()
                .setProviderId("p")
                .setReference("acme.1")
                .setRevision(revision)
                .setEpoch(epoch)
                .setNotAfterTime(Timestamp.newBuilder()
                        .setSeconds(Instant.now().plusSeconds(60).getEpochSecond()))
                .build();
    }
}
