package dev.braid.netconf.device;

import dev.braid.netconf.protocol.RpcRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Changes several devices together. Each is locked, edited and validated before the first commits, so most refusals come
 * while nothing has changed. Where a device can, commits wait for confirmation until all have committed and read back
 * what is wanted; elsewhere what was committed is put back by a second commit. What stays open: a device that is out of
 * reach between its commit and the way back, which only reading it again can tell of.
 */
public final class Transaction {
    private Transaction() {}

    /**
     * All changes or none.
     *
     * @throws RpcRefused when a device refused its change, and none has changed
     * @throws IOException when nobody knows what has changed, which the next read tells
     */
    public static void apply(List<Change> changes) throws IOException, RpcRefused {
        // Everybody takes devices in the same order, so nobody waits in a circle.
        List<Participant> ordered = changes.stream()
                .collect(Collectors.groupingBy(it -> it.device().id(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Participant::new)
                .toList();
        ordered.forEach(Participant::take);
        try {
            apply(ordered, new ArrayList<>());
        } finally {
            ordered.forEach(Participant::giveWay);
        }
    }

    private interface Step {
        void of(Participant participant) throws IOException, RpcRefused;
    }

    private static void apply(List<Participant> participants, List<String> failures) throws IOException, RpcRefused {
        try {
            each(participants, Participant::prepare);
            each(participants, Participant::commit);
            each(participants, Participant::check);
            each(participants, Participant::confirm);
        } catch (IOException | RpcRefused e) {
            for (Participant participant : participants.reversed()) {
                undo(participant, failures);
            }
            if (!failures.isEmpty()) {
                throw new IOException("%s; and going back failed: %s".formatted(e.getMessage(), failures), e);
            }
            throw e;
        } finally {
            participants.forEach(Participant::leave);
        }
    }

    private static void each(List<Participant> participants, Step step) throws IOException, RpcRefused {
        for (Participant participant : participants) {
            try {
                step.of(participant);
            } catch (RpcRefused e) {
                throw e.by(participant.id());
            } catch (IOException e) {
                throw new IOException("%s: %s".formatted(participant.id(), e.getMessage()), e);
            }
        }
    }

    private static void undo(Participant participant, List<String> failures) {
        try {
            participant.undo();
        } catch (IOException | RpcRefused e) {
            failures.add("%s: %s".formatted(participant.id(), e.getMessage()));
        }
    }
}
