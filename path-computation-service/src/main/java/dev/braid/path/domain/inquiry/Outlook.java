package dev.braid.path.domain.inquiry;

import dev.braid.path.domain.route.Answer;
import java.util.List;

/**
 * The answer to a what-if.
 *
 * @param impacts the worst first, as many as were asked for
 * @param priceAfterMicrosPerHour of the connections that do not break; demands are not counted
 * @param demands one answer for each, all plans or none
 */
public record Outlook(
        List<Impact> impacts,
        int brokenCount,
        int unprotectedCount,
        int movedCount,
        int dearerCount,
        long priceBeforeMicrosPerHour,
        long priceAfterMicrosPerHour,
        double maxUtilisationBefore,
        double maxUtilisationAfter,
        List<Answer> demands) {
    public Outlook {
        impacts = List.copyOf(impacts);
        demands = List.copyOf(demands);
    }
}
