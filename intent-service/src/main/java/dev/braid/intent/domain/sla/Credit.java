package dev.braid.intent.domain.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is given back of a month's charge in one currency, both in millionths of it.
 *
 * @param amountMicros 0 where nothing is
 * @param sequence of the line in the ledger; 0 while there is none
 */
public record Credit(String currencyCode, long chargeMicros, long amountMicros, long sequence) {
    public Credit {
        if (amountMicros < 0 || amountMicros > chargeMicros) {
            throw new IllegalArgumentException("The credit (%d millionths) is not between 0 and the charge (%d)."
                    .formatted(amountMicros, chargeMicros));
        }
    }

    /** What the tier gives back of these charges by currency, in the order of the currencies. */
    static List<Credit> of(Map<String, Long> chargeMicros, Optional<CreditRule.Tier> tier) {
        return chargeMicros.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(charge -> new Credit(
                        charge.getKey(),
                        charge.getValue(),
                        tier.map(it -> it.creditMicros(charge.getValue())).orElse(0L),
                        0))
                .toList();
    }

    /** The same with numbers for those that are given, which follow on the last line of the ledger without a gap. */
    static List<Credit> numbered(List<Credit> credits, long lastSequence) {
        List<Credit> numbered = new ArrayList<>();
        long sequence = lastSequence;
        for (Credit credit : credits) {
            numbered.add(
                    credit.amountMicros() == 0
                            ? credit
                            : new Credit(
                                    credit.currencyCode(), credit.chargeMicros(), credit.amountMicros(), ++sequence));
        }
        return List.copyOf(numbered);
    }
}
