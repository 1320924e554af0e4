package dev.sternway.document;

import biweekly.component.DaylightSavingsTime;
import biweekly.component.Observance;
import biweekly.component.StandardTime;
import biweekly.component.VTimezone;
import biweekly.io.TimezoneAssignment;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import biweekly.util.UtcOffset;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/** A zone for a calendar (VTIMEZONE): how its clocks stand around a moment, so that no program has to know the zone. */
final class LocalTimes {
    private static final LocalDateTime EVER = LocalDateTime.of(1970, 1, 1, 0, 0);

    private LocalTimes() {}

    /** Empty for universal time, which needs none. */
    static Optional<TimezoneAssignment> around(ZonedDateTime moment) {
        ZoneId zone = moment.getZone();
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset() && rules.getOffset(moment.toInstant()).equals(ZoneOffset.UTC)) {
            return Optional.empty();
        }
        VTimezone described = new VTimezone(zone.getId());
        ZoneOffsetTransition last = rules.previousTransition(moment.toInstant().plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(moment.toInstant());
        if (last == null) {
            ZoneOffset offset = rules.getOffset(moment.toInstant());
            add(described, new StandardTime(), EVER, offset, offset, zone.getId());
        } else {
            add(described, last, rules, zone);
        }
        if (next != null) {
            add(described, next, rules, zone);
        }
        return Optional.of(new TimezoneAssignment(TimeZone.getTimeZone(zone), described));
    }

    private static void add(VTimezone described, ZoneOffsetTransition change, ZoneRules rules, ZoneId zone) {
        boolean summer = rules.isDaylightSavings(change.getInstant());
        String name = TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
        add(
                described,
                summer ? new DaylightSavingsTime() : new StandardTime(),
                change.getDateTimeBefore(),
                change.getOffsetBefore(),
                change.getOffsetAfter(),
                name);
    }

    private static void add(
            VTimezone described, Observance times, LocalDateTime onset, ZoneOffset from, ZoneOffset to, String name) {
        times.setDateStart(new ICalDate(
                new DateTimeComponents(
                        onset.getYear(),
                        onset.getMonthValue(),
                        onset.getDayOfMonth(),
                        onset.getHour(),
                        onset.getMinute(),
                        onset.getSecond(),
                        false),
                true));
        times.setTimezoneOffsetFrom(offset(from));
        times.setTimezoneOffsetTo(offset(to));
        times.addTimezoneName(name);
        if (times instanceof DaylightSavingsTime summer) {
            described.addDaylightSavingsTime(summer);
        } else if (times instanceof StandardTime standard) {
            described.addStandardTime(standard);
        }
    }

    private static UtcOffset offset(ZoneOffset offset) {
        return new UtcOffset(offset.getTotalSeconds() * 1000L);
    }
}
