package dev.sternway.document.readers;

import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Roles;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import dev.sternway.plan.Plan;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release the plan is for. */
final class AboutReader implements Reader {
    private static final Pattern DATABASE = Pattern.compile("([\\w.-]+)(?:\\s*\\(([^()]*)\\))?");
    private static final Vocabulary KEYS = Vocabulary.of(
            "id", "plan|plan id|id|document id|migration id|change id",
            "title", "title|plan title",
            "release", "release|release version|release name|target (release|version)|app(lication)? version",
            "feature", "feature|feature name|project|feature ?(/|or|and) ?migration|migration|migration name",
            "environment", "environments?|env|target environment",
            "lead", "(rollback )?lead|rollback (owner|manager|lead)|plan lead",
            "owners", "(plan )?owners?|(plan )?authors?|prepared by|maintained by",
            "date", "date|(release|planned|deployment|migration|rollout|created) ?(date|on)?",
            "reviewed", "(last )?reviewed( on)?|last (updated|review)|review date",
            "review-every", "review every|review (cycle|interval)|reviewed every",
            "database", "database|target database|db",
            "window", "(maintenance|release|low-traffic|deployment) window",
            "format", "format");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        Pairs.take(section.blocks(), KEYS, draft, (field, value) -> take(field, value, draft));
    }

    private static boolean take(String field, Phrase value, Draft draft) {
        Fill metadata = draft.fill("metadata");
        return switch (field) {
            case "date", "reviewed" -> metadata.date(field, value);
            case "review-every" -> metadata.duration(field, value);
            case "owners" -> metadata.names(field, value);
            case "lead" -> !metadata.has(field) && Roles.person(metadata, field, value, "rollback-lead", draft);
            case "id" -> id(metadata, value, draft);
            case "database" -> database(value, draft);
            case "window" -> draft.fill("safeguards").text("maintenance-window", value);
            case "format" -> {
                draft.understand(value.at(), Plan.API_VERSION);
                yield value.text().equals(Plan.API_VERSION);
            }
            default -> metadata.text(field, value);
        };
    }

    private static boolean id(Fill metadata, Phrase value, Draft draft) {
        boolean usable = draft.rendering() || value.text().matches("[A-Za-z0-9.-]{1,80}");
        return usable && metadata.text("id", value);
    }

    /** {@code orders (PostgreSQL 15)} is a target of that name and type. */
    private static boolean database(Phrase value, Draft draft) {
        Matcher named = DATABASE.matcher(value.text().strip());
        if (!named.matches() || draft.object("targets").has(named.group(1))) {
            return false;
        }
        String kind = named.group(2) == null ? "" : named.group(2).toLowerCase(Locale.ROOT);
        String type = kind.contains("postgres") ? "postgresql" : kind.contains("mariadb") ? "mariadb" : "";
        if (type.isEmpty()) {
            draft.fill("safeguards", "backup").text("database", value.with(named.group(1)));
            return true;
        }
        draft.object("targets", named.group(1)).put("type", type);
        draft.place(value.at(), named.group(1));
        draft.understand(value.at(), "postgresql postgres mariadb");
        draft.fill("safeguards", "backup").text("database", value.with(named.group(1)));
        return true;
    }
}
