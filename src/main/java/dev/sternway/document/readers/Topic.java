package dev.sternway.document.readers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a section is about, by the words of its heading; the first that fits counts. */
enum Topic {
    REPEATED("at a glance|estimated and actual|as they will read|to tick off"),
    INPUTS("to fill in"),
    DANGERS("dangerous commands"),
    UNPLACED("not placed"),
    SOURCES("trigger sources"),
    MATRIX(".*(decision|rollback) matrix.*"),
    LEVEL_1("(level|l) ?1\\b.*"),
    LEVEL_2("(level|l) ?2\\b.*"),
    LEVEL_3("(level|l) ?3\\b.*"),
    HISTORY(".*((execution|rollback|run|rehearsal) history|past runs|previous (runs|executions)|execution log).*"),
    TIMES(".*(time estimates?|estimated times?|timings?|time ?table|times by kind|rollback times?).*"),
    SUCCESS(".*(success|acceptance) criteria.*|.*definition of (success|done).*"),
    ASSUMPTIONS(".*(assumption|precondition|prerequisite).*"),
    PREVENTION(".*prevent.*"),
    RISKS(".*\\brisks?\\b.*"),
    TEMPLATE(".*template.*"),
    BEFORE("before\\b.*", "COMMUNICATION"),
    DURING("during\\b.*", "COMMUNICATION"),
    AFTER("after\\b.*", "COMMUNICATION"),
    COMMUNICATION(".*(communicat|notif|stakeholder|announce).*"),
    CONTACTS(".*(contact|on-?call|phone).*"),
    ROLES(".*(\\broles?\\b|\\bteam\\b).*"),
    RESPONSIBILITIES(".*responsibilit.*"),
    FLAGS(".*feature (flag|toggle|switch).*"),
    AFTERWARDS(
            ".*(post-?(rollback|mortem|incident)(?!.*validat)|follow-?up|incident report|lessons|afterwards|after the).*"),
    PRESERVATION(".*(preserv|maintenance mode|stop (writes|traffic)|contain(ment)?\\b).*|phase 1\\b.*"),
    DATA(
            ".*(data|database|schema) (rollback|recovery|restore|restoration).*|.*roll(ing)? ?back (of )?(the )?data.*|phase 2\\b.*"),
    VALIDATION(".*(validat|verif|monitor|smoke test|post-rollback check).*|phase 4\\b.*"),
    SAFEGUARDS(".*(safeguard|before the|pre-?(release|deployment|migration|rollback)|\\bbackups?\\b).*"),
    RESTORATION(".*(restor|(code|application|service) (rollback|recovery)|redeploy).*|phase 3\\b.*"),
    NO_TRIGGERS(".*(escalat|consider|\\bnot\\b|don't|warning).*", "TRIGGERS"),
    TRIGGERS(".*(trigger|when to roll ?back|rollback (criteria|conditions)).*"),
    DECISION(".*(decision|deciding|decide|authori[sz]|escalation|declare).*|.*\\bt\\+0\\b.*"),
    CHECKLIST("while deciding", "DECISION"),
    LEVELS(".*(rollback|restore) (levels|options|strategies|methods).*"),
    PHASES(".*(phases|procedures?|steps|runbook).*"),
    CHANGES(".*(changes\\b|what (is|was|gets) (changed|released)).*"),
    TARGETS(".*(\\btargets?\\b|affected (systems|services|components)|systems|services|components).*"),
    NOTES("(additional |further )?(notes?|remarks)"),
    ABOUT(".*(overview|summary|metadata|information|general|about|details|identification).*"),
    OTHER("");

    private static final Pattern NUMBER = Pattern.compile(
            "^[^\\p{L}\\p{N}]*(?:(?:(?:part|section)\\s+)?(?:[0-9]+(?:\\.[0-9]+)*[.):]|[0-9]+(?:\\.[0-9]+)+|[ivxIVX]{1,4}[.):]|[a-zA-Z][.):])\\s+)?[^\\p{L}\\p{N}]*");
    /** Below them every topic may begin. */
    private static final Set<Topic> OPEN = EnumSet.of(ABOUT, OTHER, LEVELS, PHASES);

    private final Pattern heading;
    private final Optional<String> only;

    Topic(String heading) {
        this.heading = Pattern.compile(heading);
        this.only = Optional.empty();
    }

    /** @param below the topic under which alone it is looked for */
    Topic(String heading, String below) {
        this.heading = Pattern.compile(heading);
        this.only = Optional.of(below);
    }

    boolean isLevel() {
        return level() > 0;
    }

    /** 1 to 3; 0 when it is no level. */
    int level() {
        return switch (this) {
            case LEVEL_1 -> 1;
            case LEVEL_2 -> 2;
            case LEVEL_3 -> 3;
            default -> 0;
        };
    }

    /** Its steps may have headings of their own. */
    boolean hasSteps() {
        return isLevel()
                || this == PRESERVATION
                || this == DATA
                || this == RESTORATION
                || this == VALIDATION
                || this == SAFEGUARDS;
    }

    /** @param parent the topic of the section above */
    static Topic of(String heading, Topic parent) {
        String plain = NUMBER.matcher(heading.strip())
                .replaceFirst("")
                .toLowerCase(Locale.ROOT)
                .strip();
        return Arrays.stream(values())
                .filter(topic -> topic.heading.matcher(plain).matches())
                .filter(topic -> topic.mayStandBelow(parent))
                .findFirst()
                .orElse(OPEN.contains(parent) ? OTHER : parent);
    }

    private boolean mayStandBelow(Topic parent) {
        if (only.isPresent()) {
            return parent.name().equals(only.get());
        }
        return switch (parent) {
            case ABOUT, OTHER, LEVELS, PHASES -> true;
            case DATA -> isLevel();
            case SAFEGUARDS -> this == PREVENTION || this == ASSUMPTIONS || this == FLAGS || this == COMMUNICATION;
            case TRIGGERS -> this == SOURCES || this == MATRIX;
            case DECISION -> this == MATRIX || this == ROLES || this == CONTACTS;
            case COMMUNICATION -> this == TEMPLATE || this == REPEATED || this == CONTACTS;
            case CONTACTS -> this == RESPONSIBILITIES;
            case ROLES, RESPONSIBILITIES -> this == ROLES || this == CONTACTS || this == RESPONSIBILITIES;
            case AFTERWARDS -> this == HISTORY || this == SUCCESS || this == COMMUNICATION;
            case REPEATED -> this == TIMES;
            default -> false;
        };
    }
}
