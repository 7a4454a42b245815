package dev.braid.intent.domain.sla;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which part of a month's charge is credited for which availability: nothing where no tier applies. */
public record CreditRule(List<Tier> tiers) {
    /** All of something, in millionths of it. */
    public static final int WHOLE_PPM = 1_000_000;

    /** From the highest bound to the lowest, whichever way they come. */
    public CreditRule {
        tiers = tiers.stream()
                .sorted(Comparator.comparingInt(Tier::belowAvailabilityPpm).reversed())
                .toList();
        for (int i = 1; i < tiers.size(); i++) {
            Tier higher = tiers.get(i - 1);
            Tier lower = tiers.get(i);
            if (higher.belowAvailabilityPpm() == lower.belowAvailabilityPpm()
                    || higher.creditSharePpm() >= lower.creditSharePpm()) {
                throw new IllegalArgumentException(
                        "Below %d millionths %d are credited and below %d only %d; a lower availability must earn more."
                                .formatted(
                                        higher.belowAvailabilityPpm(),
                                        higher.creditSharePpm(),
                                        lower.belowAvailabilityPpm(),
                                        lower.creditSharePpm()));
            }
        }
    }

    /** Applies to an availability below the bound; both in millionths. */
    public record Tier(int belowAvailabilityPpm, int creditSharePpm) {
        public Tier {
            check("The availability", belowAvailabilityPpm);
            check("The credit", creditSharePpm);
        }

        /** This part of the charge, rounded down; both in millionths of the currency. */
        public long creditMicros(long chargeMicros) {
            return BigInteger.valueOf(chargeMicros)
                    .multiply(BigInteger.valueOf(creditSharePpm))
                    .divide(BigInteger.valueOf(WHOLE_PPM))
                    .longValueExact();
        }

        private static void check(String what, int ppm) {
            if (ppm < 1 || ppm > WHOLE_PPM) {
                throw new IllegalArgumentException(
                        "%s (%d millionths) is not between 1 and %d.".formatted(what, ppm, WHOLE_PPM));
            }
        }
    }

    /** The tier that counts for what was measured: the lowest of those that apply. */
    public Optional<Tier> tier(SlaFigures figures) {
        return tiers.stream()
                .filter(tier -> figures.isBelow(tier.belowAvailabilityPpm()))
                .reduce((_, lower) -> lower);
    }
}
