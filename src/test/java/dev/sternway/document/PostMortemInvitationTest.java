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
                Instant.parse("2026-11-26T09:00:00Z"),
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
                start,
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
}
