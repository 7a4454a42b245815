package dev.braid.intent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void aWindowThatIsOpenOrComesIsTaken() {
        assertThat(once("2026-03-02T11:00:00Z", "2026-03-02T12:00:01Z").objections(NOW))
                .isEmpty();
        assertThat(once("2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z").objections(NOW))
                .isEmpty();
    }

    @Test
    void aWindowThatIsOverIsRefusedWithBothTimes() {
        assertThat(once("2026-03-02T11:00:00Z", "2026-03-02T12:00:00Z").objections(NOW))
                .containsExactly(
                        new Objection(
                                "spec.window.end_time",
                                "must let the window end after now, 2026-03-02T12:00:00Z, but it ended at 2026-03-02T12:00:00Z"));
    }

    @Test
    void aWindowThatComesAgainIsOverWithItsLastOccurrence() {
        // Mondays: 16 February, 23 February and, were it not for the end, 2 March.
        assertThat(again("2026-02-16T10:00:00Z", "2026-02-16T13:00:00Z", "2026-03-02T10:00:00Z", "", DayOfWeek.MONDAY)
                        .objections(NOW))
                .containsExactly(
                        new Objection(
                                "spec.window.recurrence.until_time",
                                "must let the window end after now, 2026-03-02T12:00:00Z, but it ended at 2026-02-23T13:00:00Z"));
        assertThat(again("2026-02-16T10:00:00Z", "2026-02-16T13:00:00Z", "2026-03-02T10:00:01Z", "", DayOfWeek.MONDAY)
                        .objections(NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/St_Johns", "UTC", "Etc/GMT+3", ""})
    void aZoneOfTheTzDatabaseIsKnown(String timeZone) {
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z", "2026-04-01T00:00:00Z", timeZone)
                        .objections(NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "europe/berlin", "CEST", "+02:00", "Z", "GMT+2", " "})
    void anotherZoneIsRefusedByName(String timeZone) {
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z", "2026-04-01T00:00:00Z", timeZone)
                        .objections(NOW))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.field()).isEqualTo("spec.window.recurrence.time_zone");
                    assertThat(objection.description()).contains("'" + timeZone + "'");
                });
    }

    @Test
    void whatNeverComesAgainIsRefused() {
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z", "2026-03-03T10:00:00Z", "")
                        .objections(NOW))
                .containsExactly(new Objection(
                        "spec.window.recurrence.until_time",
                        "must be after start_time 2026-03-03T10:00:00Z, but is 2026-03-03T10:00:00Z"));
    }

    @Test
    void fourHundredOccurrencesAreTakenAndOneMoreIsNot() {
        // Daily from 3 March 2026: the 400th starts on 6 April 2027.
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z", "2027-04-07T10:00:00Z", "")
                        .objections(NOW))
                .isEmpty();
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z", "2027-04-07T10:00:01Z", "")
                        .objections(NOW))
                .containsExactly(
                        new Objection(
                                "spec.window.recurrence.until_time",
                                "must be at most 2027-04-07T10:00:00Z, the start of occurrence 401, but is 2027-04-07T10:00:01Z"));
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z", "9999-12-31T00:00:00Z", "")
                        .objections(NOW))
                .hasSize(1);
    }

    @Test
    void theLastOccurrenceEndsBeforeTheYearTenThousand() {
        assertThat(once("9999-12-31T23:00:00Z", "9999-12-31T23:59:59Z").objections(NOW))
                .isEmpty();
        assertThat(once("9999-12-31T23:00:00Z", "9999-12-31T23:59:59.000000001Z")
                        .objections(NOW))
                .containsExactly(new Objection(
                        "spec.window.end_time",
                        "must be at most 9999-12-31T23:59:59Z, but is 9999-12-31T23:59:59.000000001Z"));
        assertThat(again("9999-12-29T10:00:00Z", "9999-12-30T00:00:00Z", "9999-12-31T10:00:00Z", "")
                        .objections(NOW))
                .isEmpty();
        assertThat(again("9999-12-29T10:00:00Z", "9999-12-30T00:00:00Z", "9999-12-31T10:00:01Z", "")
                        .objections(NOW))
                .containsExactly(
                        new Objection(
                                "spec.window.recurrence.until_time",
                                "must be at most 9999-12-31T10:00:00Z, as the occurrence that starts then ends after 9999-12-31T23:59:59Z, but is 9999-12-31T10:00:01Z"));
    }

    @Test
    void aWindowMayLastUntilItComesAgainAndNoLonger() {
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-04T10:00:00Z", "2026-03-20T00:00:00Z", "")
                        .objections(NOW))
                .isEmpty();
        assertThat(again("2026-03-03T10:00:00Z", "2026-03-04T10:00:01Z", "2026-03-20T00:00:00Z", "")
                        .objections(NOW))
                .containsExactly(new Objection(
                        "spec.window.end_time",
                        "must not be more than PT24H after start_time, when the window comes again, but is PT24H1S"));
        assertThat(again(
                                "2026-03-03T10:00:00Z",
                                "2026-03-05T10:00:01Z",
                                "2026-03-20T00:00:00Z",
                                "",
                                DayOfWeek.TUESDAY,
                                DayOfWeek.THURSDAY)
                        .objections(NOW))
                .extracting(Objection::field)
                .containsExactly("spec.window.end_time");
    }

    @Test
    void theDayOnWhichClocksGoForwardIsAnHourShorter() {
        // In Berlin 29 March 2026 has 23 hours: a window of 24 does not fit, in UTC it does.
        assertThat(again("2026-03-03T11:00:00Z", "2026-03-04T11:00:00Z", "2026-04-20T00:00:00Z", "Europe/Berlin")
                        .objections(NOW))
                .containsExactly(new Objection(
                        "spec.window.end_time",
                        "must not be more than PT23H after start_time, when the window comes again, but is PT24H"));
        assertThat(again("2026-03-03T11:00:00Z", "2026-03-04T11:00:00Z", "2026-04-20T00:00:00Z", "UTC")
                        .objections(NOW))
                .isEmpty();
    }

    private static Window once(String start, String end) {
        return new Window(Instant.parse(start), Instant.parse(end), Optional.empty());
    }

    private static Window again(String start, String end, String until, String timeZone, DayOfWeek... weekdays) {
        return new Window(
                Instant.parse(start),
                Instant.parse(end),
                Optional.of(new Window.Recurrence(Set.of(weekdays), timeZone, Instant.parse(until))));
    }
}
