package dev.sternway.document;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.component.VEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostMortemInvitationTest {
    private static final Duration TWO_DAYS = Duration.ofHours(48);

    @Test
    void aRollbackOnTuesdayNightIsDiscussedOnThursdayMorning() {
        assertThat(PostMortemInvitation.when(Instant.parse("2026-11-24T22:30:00Z"), TWO_DAYS, ZoneOffset.UTC))
                .isEqualTo("2026-11-26T09:00:00Z");
    }

    @Test
    void aRollbackInTheMorningIsDiscussedTheNextDay() {
        assertThat(PostMortemInvitation.when(Instant.parse("2026-11-24T09:10:00Z"), TWO_DAYS, ZoneOffset.UTC))
                .isEqualTo("2026-11-25T10:00:00Z");
    }

    @Test
    void overTheWeekendTheLimitCountsMoreThanTheWorkingHours() {
        assertThat(PostMortemInvitation.when(Instant.parse("2026-11-27T22:30:00Z"), TWO_DAYS, ZoneOffset.UTC))
                .isEqualTo("2026-11-29T22:00:00Z");
    }

    @Test
    void workingHoursAreThoseOfTheZone() {
        Instant start = PostMortemInvitation.when(
                Instant.parse("2026-11-24T22:30:00Z"), TWO_DAYS, ZoneId.of("America/New_York"));
        assertThat(start).isEqualTo("2026-11-26T14:00:00Z");
    }

    @Test
    void aFullHourNeedsNoRounding() {
        assertThat(PostMortemInvitation.when(Instant.parse("2026-11-24T09:00:00Z"), TWO_DAYS, ZoneOffset.UTC))
                .isEqualTo("2026-11-25T09:00:00Z");
    }

    @Test
    void hoursAreFullOnTheClockOnTheWall() {
        assertThat(PostMortemInvitation.when(
                        Instant.parse("2026-11-24T22:40:00Z"), TWO_DAYS, ZoneId.of("Asia/Kolkata")))
                .isEqualTo("2026-11-26T03:30:00Z");
    }

    @Test
    void theClocksMayChangeInBetween() {
        Instant saturdayNight = Instant.parse("2026-10-24T21:00:00Z");

        assertThat(PostMortemInvitation.when(saturdayNight, TWO_DAYS, ZoneId.of("Europe/Berlin")))
                .isEqualTo("2026-10-26T08:00:00Z");
    }

    @Test
    void calendarsGetARequestInUniversalTimeThatReminds() {
        String text = PostMortemInvitation.of(
                "r1@sternway.dev",
                "Post-mortem: users, tasks; all",
                "line one\nline two",
                Instant.parse("2026-11-26T09:00:00Z").atZone(ZoneOffset.UTC),
                "maria@todo.example",
                List.of("ivan@todo.example"),
                Instant.EPOCH);

        assertThat(text.replace("\r\n ", ""))
                .contains("METHOD:REQUEST\r\n", "DTSTART:20261126T090000Z\r\n", "UID:r1@sternway.dev\r\n")
                .contains("BEGIN:VALARM\r\n", "TRIGGER", "-PT15M\r\n", "mailto:maria@todo.example\r\n")
                .contains("SUMMARY:Post-mortem: users\\, tasks\\; all\r\n", "line one\\nline two\r\n");
    }

    @Test
    void theInvitationParsesAndNamesEverybody() {
        Instant start = Instant.parse("2026-11-26T09:00:00Z");
        String text = PostMortemInvitation.of(
                "r1@sternway.dev",
                "Post-mortem",
                "What happened",
                start.atZone(ZoneId.of("Europe/Berlin")),
                "maria@todo.example",
                List.of("maria@todo.example", "ivan@todo.example"),
                Instant.EPOCH);
        assertThat(Biweekly.parse(text)
                        .first()
                        .validate(biweekly.ICalVersion.V2_0)
                        .getWarnings())
                .as("what RFC 5545 does not allow")
                .isEmpty();
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(75));
        VEvent event = Biweekly.parse(text).first().getEvents().get(0);
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(start);
        assertThat(event.getAttendees()).hasSize(2);
        assertThat(event.getUid().getValue()).isEqualTo("r1@sternway.dev");
    }

    /** The rollback ends in summer time, and the clocks have changed when people meet. */
    @Test
    void theCalendarShowsTheClocksOnTheWallOnBothSidesOfTheChange() {
        Instant saturdayNight = Instant.parse("2026-10-24T21:00:00Z");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant start = PostMortemInvitation.when(saturdayNight, TWO_DAYS, berlin);

        String text = invitation(start, berlin);

        assertThat(text)
                .contains("DTSTART;TZID=Europe/Berlin:20261026T090000\r\n")
                .contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n")
                .containsSubsequence(
                        "BEGIN:STANDARD\r\n",
                        "DTSTART:20261025T030000\r\n",
                        "TZOFFSETFROM:+0200\r\n",
                        "TZOFFSETTO:+0100\r\n",
                        "TZNAME:CET\r\n")
                .contains("BEGIN:DAYLIGHT\r\n", "DTSTART:20270328T020000\r\n");
        assertThat(parsed(text)).isEqualTo("2026-10-26T08:00:00Z");
        assertThat(parsed(invitation(start.minus(Duration.ofDays(3)), berlin)))
                .as("09:00 by summer time's clocks would be 07:00, this is 10:00")
                .isEqualTo("2026-10-23T08:00:00Z");
    }

    @Test
    void aZoneWithoutSummerTimeAndUniversalTimeAreRightToo() {
        Instant start = Instant.parse("2026-11-26T03:30:00Z");

        assertThat(invitation(start, ZoneId.of("Asia/Kolkata")))
                .contains("DTSTART;TZID=Asia/Kolkata:20261126T090000\r\n", "TZOFFSETTO:+0530\r\n");
        assertThat(parsed(invitation(start, ZoneId.of("Asia/Kolkata")))).isEqualTo(start);
        assertThat(parsed(invitation(start, ZoneId.of("America/New_York")))).isEqualTo(start);
        assertThat(invitation(start, ZoneId.of("UTC"))).contains("DTSTART:20261126T033000Z\r\n");
    }

    private static String invitation(Instant start, ZoneId zone) {
        return PostMortemInvitation.of(
                "r1@sternway.dev",
                "Post-mortem",
                "What happened",
                start.atZone(zone),
                "maria@todo.example",
                List.of("maria@todo.example"),
                Instant.EPOCH);
    }

    private static Instant parsed(String text) {
        assertThat(Biweekly.parse(text)
                        .first()
                        .validate(biweekly.ICalVersion.V2_0)
                        .getWarnings())
                .isEmpty();
        return Biweekly.parse(text)
                .first()
                .getEvents()
                .get(0)
                .getDateStart()
                .getValue()
                .toInstant();
    }
}
