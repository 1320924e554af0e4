package dev.sternway.document;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Trigger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;

/** The post-mortem's place in the calendar, and its invitation (RFC 5545). */
public final class PostMortemInvitation {
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime LAST = LocalTime.of(16, 0);
    private static final Duration EARLIEST = Duration.ofHours(24);

    private PostMortemInvitation() {}

    /** The first full working hour at least 24 hours later; when there is none within the limit, the limit itself. */
    public static Instant when(Instant ended, Duration within, ZoneId zone) {
        Instant latest = ended.plus(within);
        ZonedDateTime slot = fullHour(ended.plus(EARLIEST).atZone(zone));
        while (!slot.toInstant().isAfter(latest)) {
            boolean weekday = slot.getDayOfWeek() != DayOfWeek.SATURDAY && slot.getDayOfWeek() != DayOfWeek.SUNDAY;
            LocalTime time = slot.toLocalTime();
            if (weekday && !time.isBefore(OPENS) && !time.isAfter(LAST)) {
                return slot.toInstant();
            }
            slot = slot.plusHours(1);
        }
        return latest.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    }

    private static ZonedDateTime fullHour(ZonedDateTime earliest) {
        ZonedDateTime hour = earliest.truncatedTo(ChronoUnit.HOURS);
        return hour.isBefore(earliest) ? hour.plusHours(1) : hour;
    }

    /**
     * The start stands there as its zone's clocks on the wall show it, with the rules of that zone around it.
     *
     * @param uid the same for the same rollback, so that a second invitation replaces the first
     */
    public static String of(
            String uid,
            String title,
            String text,
            ZonedDateTime start,
            String organizer,
            List<String> attendees,
            Instant now) {
        VEvent event = new VEvent();
        event.setUid(uid);
        event.setDateTimeStamp(Date.from(now));
        event.setSummary(title);
        event.setDescription(text);
        event.setDateStart(Date.from(start.toInstant()), true);
        event.setDuration(new biweekly.util.Duration.Builder().hours(1).build());
        event.setOrganizer(organizer);
        for (String address : attendees) {
            Attendee attendee = new Attendee("", address);
            attendee.setParticipationStatus(ParticipationStatus.NEEDS_ACTION);
            attendee.setRsvp(true);
            event.addAttendee(attendee);
        }
        var before =
                new biweekly.util.Duration.Builder().prior(true).minutes(15).build();
        event.addAlarm(VAlarm.display(new Trigger(before, biweekly.parameter.Related.START), title));
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Sternway//Rollback//EN");
        calendar.setMethod(Method.REQUEST);
        calendar.addEvent(event);
        LocalTimes.around(start).ifPresent(calendar.getTimezoneInfo()::setDefaultTimezone);
        return Biweekly.write(calendar).go();
    }
}
