package dev.braid.intent.sla;

import dev.braid.intent.domain.Intent;
import dev.braid.intent.domain.sla.SlaMonth;
import dev.braid.platform.errors.Refusal;
import java.time.Instant;
import java.util.regex.Pattern;

/** The month that a request names. */
final class MonthOf {
    private static final String FIELD = "month";
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");

    private MonthOf() {}

    /** The month, or the one under way where none is named. */
    static SlaMonth request(String month, Instant now) {
        SlaMonth current = SlaMonth.of(now);
        if (month.isEmpty()) {
            return current;
        }
        if (!MONTH.matcher(month).matches()) {
            throw Refusal.invalid(
                    FIELD, "must be a year and a month such as %s, but is '%s'".formatted(current, month));
        }
        SlaMonth asked = SlaMonth.parse(month);
        if (asked.compareTo(current) > 0) {
            throw Refusal.invalid(FIELD, "must not be after %s, but is %s".formatted(current, asked));
        }
        return asked;
    }

    /** Refuses a month that was over before the intent was there. */
    static void check(SlaMonth month, Intent intent) {
        SlaMonth first = SlaMonth.of(intent.createTime());
        if (month.compareTo(first) < 0) {
            throw Refusal.invalid(
                    FIELD,
                    "must not be before %s, when the intent '%s' was submitted, but is %s"
                            .formatted(first, intent.id().intentId(), month));
        }
    }
}
