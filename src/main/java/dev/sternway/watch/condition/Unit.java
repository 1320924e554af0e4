package dev.sternway.watch.condition;

import dev.sternway.plan.Trigger;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** What a trigger's numbers are, for sentences about them. */
public enum Unit {
    NUMBER(""),
    /** 0 to 1, said as percent. */
    SHARE("%"),
    MILLIS(" ms"),
    A_MINUTE(" a minute"),
    /** 1 when it answers well, 0 otherwise. */
    HEALTH(""),
    /** 1 while the other triggers breach together, 0 otherwise. */
    TOGETHER("");

    private static final int DIGITS = 4;
    private static final int ALL_DIGITS = 12;
    private static final int PERCENT = 100;
    private static final double HALF = 0.5;

    private final String sign;

    Unit(String sign) {
        this.sign = sign;
    }

    /** What the trigger's source answers with; a plain number where that is not known. */
    public static Unit of(Trigger trigger) {
        Trigger.Watch watch = trigger.watch();
        if (watch.http().isPresent()) {
            Trigger.Http http = watch.http().get();
            if (http.latency().isPresent()) {
                return MILLIS;
            }
            if (http.value().isEmpty()) {
                return HEALTH;
            }
            if (http.of().isPresent()) {
                return SHARE;
            }
        }
        if (watch.log().isPresent()) {
            return watch.log().get().of().isPresent() ? SHARE : A_MINUTE;
        }
        if (watch.triggers().isPresent()) {
            return TOGETHER;
        }
        boolean percent = trigger.breach()
                .filter(breach -> breach.contains("%") && !breach.contains("baseline"))
                .isPresent();
        return percent ? SHARE : NUMBER;
    }

    /** Whether there are only two answers, so that none is near the other. */
    public boolean yesOrNo() {
        return this == HEALTH || this == TOGETHER;
    }

    /** Whole numbers whole, others with four digits, and the unit: {@code 12.5%}, {@code 1,200 ms}. */
    public String said(double value) {
        return switch (this) {
            case HEALTH -> value > HALF ? "it answers" : "it does not answer as it should";
            case TOGETHER -> value > HALF ? "the triggers breach together" : "the triggers do not breach together";
            default ->
                scaled(value) == Math.rint(scaled(value))
                        ? exactly(value)
                        : text(new BigDecimal(scaled(value)).round(new MathContext(DIGITS)));
        };
    }

    /** The same with all digits, for numbers that would otherwise look alike. */
    String exactly(double value) {
        return text(new BigDecimal(scaled(value)).round(new MathContext(ALL_DIGITS)));
    }

    private double scaled(double value) {
        return this == SHARE ? value * PERCENT : value;
    }

    private String text(BigDecimal number) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(Math.max(0, number.scale()));
        return format.format(number) + sign;
    }
}
