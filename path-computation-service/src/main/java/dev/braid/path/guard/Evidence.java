package dev.braid.path.guard;

import java.time.Duration;

/**
 * What is believed.
 *
 * @param maxAge older judgements move nothing
 * @param maxMeasureAge nothing moves onto a link that was measured before and not for so long
 * @param suspectRatio where this share of a provider's links turns bad at once, it is its measuring that is doubted ...
 * @param suspectLeast ... if they are at least so many; of fewer it must be all, and the doubt ends
 * @param suspectWithin what is at once; where it is zero nobody is doubted
 */
public record Evidence(
        Duration maxAge, Duration maxMeasureAge, double suspectRatio, int suspectLeast, Duration suspectWithin) {
    public Evidence {
        notNegative("max-evidence-age", maxAge);
        notNegative("max-measure-age", maxMeasureAge);
        notNegative("suspect-within", suspectWithin);
        if (!(suspectRatio > 0 && suspectRatio <= 1)) {
            throw new IllegalArgumentException(
                    "suspect-ratio (%s) must be above 0 and at most 1.".formatted(suspectRatio));
        }
        if (suspectLeast < 2) {
            throw new IllegalArgumentException("suspect-least (%d) must be at least 2.".formatted(suspectLeast));
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("%s (%s) must not be negative.".formatted(name, value));
        }
    }
}
