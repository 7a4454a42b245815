package dev.braid.telemetry.domain;

import java.util.Optional;

/**
 * Which windows the rest of the system hears of. Links that carry a connection are heard every window, because health
 * counts windows and must never mistake silence for a steady link; all others are heard when something changes, and
 * now and then.
 *
 * @param changeRatio the least change of the median or the 95th percentile, as a share of the last one published, and of
 *     the loss ratio; the 99th is nearly the largest sample, and too restless to ask
 * @param repeatUs a link without change is heard again after this time
 */
public record PublishRule(double changeRatio, long repeatUs) {
    public PublishRule {
        if (!(changeRatio >= 0) || repeatUs <= 0) {
            throw new IllegalArgumentException(
                    "The change ratio (%s) must not be negative and the repetition (%d us) must be above zero."
                            .formatted(changeRatio, repeatUs));
        }
    }

    /** Whether to publish the window, given the last one that was published. */
    public boolean due(LinkWindow window, Optional<LinkWindow> published, boolean inUse) {
        return inUse || published.map(last -> differs(window, last)).orElse(true);
    }

    private boolean differs(LinkWindow window, LinkWindow last) {
        return window.down() != last.down()
                || window.endUs() - last.endUs() >= repeatUs
                || moved(window.latencyP50Us(), last.latencyP50Us())
                || moved(window.latencyP95Us(), last.latencyP95Us())
                || Math.abs(window.lossRatio() - last.lossRatio()) > changeRatio;
    }

    private boolean moved(long nowUs, long beforeUs) {
        return Math.abs(nowUs - beforeUs) > changeRatio * beforeUs;
    }
}
