package dev.braid.telemetry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.telemetry.domain.SilenceWatch.Heard;
import dev.braid.telemetry.domain.SilenceWatch.News;
import dev.braid.telemetry.domain.SilenceWatch.Over;
import dev.braid.telemetry.domain.SilenceWatch.Silent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final long SECOND_US = 1_000_000;
    private static final long BOUND_US = 5 * SECOND_US;

    private final SilenceWatch watch = new SilenceWatch(10 * SECOND_US);
    private final Map<String, Long> heardAt = new TreeMap<>();
    private final List<News> news = new ArrayList<>();
    private long second;

    @Test
    void aProviderWhoseLinksAllFallSilentIsOneAlarmWithOneEnd() {
        links("atlas", 20);
        links("borea", 20);
        run(10, "atlas", "borea");
        assertThat(news).isEmpty();
        run(60, "borea");
        assertThat(news).containsExactly(new Silent("atlas", 20, 20, 6 * SECOND_US));
        assertThat(watch.silentLinks()).isEqualTo(Map.of("atlas", 20));
        run(60, "atlas", "borea");
        assertThat(news).hasSize(2).last().isEqualTo(new Over("atlas", 54 * SECOND_US));
        assertThat(watch.silentLinks()).isEmpty();
    }

    @Test
    void linksThatFollowOneByOneAreTheSameAlarm() {
        links("atlas", 20);
        run(2, "atlas");
        for (int left = 19; left >= 0; left--) {
            hear("atlas", left);
            hear("atlas", left);
        }
        assertThat(news).hasSize(1);
        assertThat(watch.silentLinks()).isEqualTo(Map.of("atlas", 18));
    }

    /** Ten seconds of silence, two of speech, again and again. */
    @Test
    void aSourceThatComesAndGoesIsOneAlarm() {
        links("atlas", 3);
        run(2, "atlas");
        for (int round = 0; round < 30; round++) {
            run(10);
            run(2, "atlas");
        }
        assertThat(news).hasSize(1);
        run(12, "atlas");
        run(10);
        assertThat(news).hasSize(3);
    }

    @Test
    void eachProviderHasItsOwn() {
        links("atlas", 2);
        links("borea", 2);
        run(1, "atlas", "borea");
        run(20);
        assertThat(news).extracting(News::providerId).containsExactly("atlas", "borea");
    }

    @Test
    void aSilentLinkThatIsTakenOutOfTheTopologyEndsIt() {
        links("atlas", 2);
        run(1, "atlas");
        run(10);
        heardAt.clear();
        run(12);
        assertThat(news).hasSize(2).last().isInstanceOf(Over.class);
    }

    private void links(String provider, int count) {
        IntStream.range(0, count).forEach(number -> heardAt.put("%s-%02d".formatted(provider, number), 0L));
    }

    private void run(int seconds, String... speaking) {
        for (int i = 0; i < seconds; i++) {
            second++;
            heardAt.replaceAll((link, at) ->
                    List.of(speaking).contains(link.substring(0, link.indexOf('-'))) ? second * SECOND_US : at);
            look();
        }
    }

    /** The first so many links of the provider are heard. */
    private void hear(String provider, int count) {
        second++;
        IntStream.range(0, count)
                .forEach(number -> heardAt.put("%s-%02d".formatted(provider, number), second * SECOND_US));
        look();
    }

    private void look() {
        List<Heard> links = heardAt.entrySet().stream()
                .map(it -> new Heard(
                        it.getKey(), it.getKey().substring(0, it.getKey().indexOf('-')), it.getValue(), BOUND_US))
                .toList();
        news.addAll(watch.look(links, new Now(second * SECOND_US, second * SECOND_US)));
    }
}
