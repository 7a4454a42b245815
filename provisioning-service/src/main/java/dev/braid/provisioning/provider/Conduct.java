package dev.braid.provisioning.provider;

import dev.braid.provisioning.domain.Answer;
import java.time.Instant;
import java.util.Optional;

/** How a provider has behaved since this process started; counts of answers to commands. */
public record Conduct(
        boolean reachable, long commandCount, long refusedCount, long failedCount, Optional<Instant> lastAnswerTime) {
    static final Conduct UNTRIED = new Conduct(true, 0, 0, 0, Optional.empty());

    Conduct after(Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Done _, Answer.Missing _ ->
                new Conduct(true, commandCount + 1, refusedCount, failedCount, Optional.of(now));
            case Answer.Refused _ ->
                new Conduct(true, commandCount + 1, refusedCount + 1, failedCount, Optional.of(now));
            case Answer.Unknown _ ->
                new Conduct(false, commandCount + 1, refusedCount, failedCount + 1, lastAnswerTime);
        };
    }
}
