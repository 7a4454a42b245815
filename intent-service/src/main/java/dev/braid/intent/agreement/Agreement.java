package dev.braid.intent.agreement;

import dev.braid.intent.domain.sla.CreditRule;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.intent.domain.sla.Standing;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings as the domain reads them. What cannot be meant stops the start. */
@Startup
@ApplicationScoped
public class Agreement {
    private static final Pattern TIER =
            Pattern.compile("([0-9]{1,3}(?:[.][0-9]{1,4})?):([0-9]{1,3}(?:[.][0-9]{1,4})?)");
    private static final int PPM_OF_PERCENT_DIGITS = 4;

    private final CreditRule rule;
    private final Standing standing;
    private final Duration grace;

    Agreement(SlaSettings settings) {
        this.rule = rule(settings.tiers());
        this.standing = new Standing(settings.troubleStands(), settings.calmStands(), settings.lateness());
        this.grace = settings.grace();
        if (grace.isNegative()) {
            throw new IllegalArgumentException("braid.intent.sla.grace must not be negative, but is " + grace);
        }
    }

    /** What is credited for months that are not settled yet. */
    public CreditRule rule() {
        return rule;
    }

    /** How long judgements stand. */
    public Standing standing() {
        return standing;
    }

    /** From when on the month is to be settled. */
    public Instant due(SlaMonth month) {
        return month.end().plus(grace);
    }

    static CreditRule rule(List<String> tiers) {
        return new CreditRule(tiers.stream().map(Agreement::tier).toList());
    }

    private static CreditRule.Tier tier(String text) {
        Matcher parts = TIER.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "braid.intent.sla.tiers must be like 99.9:10, in percent with at most four decimals, but holds '%s'"
                            .formatted(text));
        }
        return new CreditRule.Tier(ppm(parts.group(1)), ppm(parts.group(2)));
    }

    private static int ppm(String percent) {
        return new BigDecimal(percent).movePointRight(PPM_OF_PERCENT_DIGITS).intValueExact();
    }
}
