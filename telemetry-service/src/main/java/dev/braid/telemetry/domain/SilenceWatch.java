package dev.braid.telemetry.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which providers' links have fallen silent. People are called once: an alarm begins when the first link of a provider has
 * been silent for too long, goes on whatever other link of it follows, and is over when all of them have been heard for a
 * while. Links that were never heard are not missed.
 */
public final class SilenceWatch {
    private final long calmUs;
    private final Map<String, Alarm> alarms = new TreeMap<>();

    /**
     * A link that was heard before.
     *
     * @param heardSteadyUs when it was heard last
     * @param boundUs the longest that it may be silent
     */
    public record Heard(String linkId, String providerId, long heardSteadyUs, long boundUs) {
        boolean isSilent(Now now) {
            return now.steadyUs() - heardSteadyUs > boundUs;
        }
    }

    /** The beginning or the end of an alarm. */
    public sealed interface News {
        /** Whose links they are. */
        String providerId();
    }

    /**
     * Links have fallen silent.
     *
     * @param links how many of the provider were ever heard
     * @param silentLinks how many of them are silent
     * @param silentUs for how long the one of them has been that was heard least lately
     */
    public record Silent(String providerId, int links, int silentLinks, long silentUs) implements News {}

    /** All of them are heard again; it took that long. */
    public record Over(String providerId, long durationUs) implements News {}

    private record Count(int links, int silentLinks, long silentUs) {
        Count and(Heard link, Now now) {
            return link.isSilent(now)
                    ? new Count(links + 1, silentLinks + 1, Math.max(silentUs, now.steadyUs() - link.heardSteadyUs()))
                    : new Count(links + 1, silentLinks, silentUs);
        }
    }

    private record Alarm(long sinceSteadyUs, long silentSteadyUs, int silentLinks) {}

    /** @param calmUs how long all links of a provider must have been heard before its next silence is news */
    public SilenceWatch(long calmUs) {
        this.calmUs = calmUs;
    }

    /** Looks at all links that were ever heard and still exist, and says what people must hear of now. */
    public List<News> look(Collection<Heard> links, Now now) {
        Map<String, Count> counts = new TreeMap<>();
        for (Heard link : links) {
            Count before = counts.getOrDefault(link.providerId(), new Count(0, 0, 0));
            counts.put(link.providerId(), before.and(link, now));
        }
        List<News> news = new ArrayList<>();
        counts.forEach((provider, count) -> {
            if (count.silentLinks() > 0) {
                Alarm before = alarms.get(provider);
                if (before == null) {
                    news.add(new Silent(provider, count.links(), count.silentLinks(), count.silentUs()));
                }
                long since = before == null ? now.steadyUs() : before.sinceSteadyUs();
                alarms.put(provider, new Alarm(since, now.steadyUs(), count.silentLinks()));
            }
        });
        alarms.replaceAll((provider, alarm) -> silentLinks(counts, provider) > 0
                ? alarm
                : new Alarm(alarm.sinceSteadyUs(), alarm.silentSteadyUs(), 0));
        alarms.entrySet().removeIf(entry -> {
            Alarm alarm = entry.getValue();
            boolean over = alarm.silentLinks() == 0 && now.steadyUs() - alarm.silentSteadyUs() >= calmUs;
            if (over) {
                news.add(new Over(entry.getKey(), alarm.silentSteadyUs() - alarm.sinceSteadyUs()));
            }
            return over;
        });
        return news;
    }

    private static int silentLinks(Map<String, Count> counts, String providerId) {
        Count count = counts.get(providerId);
        return count == null ? 0 : count.silentLinks();
    }

    /** How many links are silent now, of each provider that has an alarm. */
    public Map<String, Integer> silentLinks() {
        Map<String, Integer> silent = new TreeMap<>();
        alarms.forEach((provider, alarm) -> silent.put(provider, alarm.silentLinks()));
        return silent;
    }
}
