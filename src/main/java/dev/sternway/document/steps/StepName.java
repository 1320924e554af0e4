package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.outline.Phrase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of steps: short, on one line, without numbers and times. */
final class StepName {
    private static final int LONGEST = 100;
    private static final Pattern NUMBER = Pattern.compile(
            "^\\s*((?:(?:step|task)\\s+)?\\d+(?:\\.\\d+)*\\s*[.):–—-]|step\\s+\\d+|\\d+(?:\\.\\d+)+)\\s+(?=\\S)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME =
            Pattern.compile("^(.*\\S)\\s*[(\\[]([^()\\[\\]]{2,30})[)\\]]\\s*:?\\s*$", Pattern.DOTALL);

    private StepName() {}

    /** Without the number in front. */
    static Phrase unnumbered(Phrase heading, Draft draft) {
        Matcher number = NUMBER.matcher(heading.text());
        if (!number.find()) {
            return heading;
        }
        draft.understand(heading.at(), number.group());
        return heading.with(heading.text().substring(number.end()));
    }

    /** The name with that of its group in front. */
    static Phrase joined(Phrase group, Phrase name, Draft draft) {
        String first = group.text().strip().replaceAll("[\\s:.]+$", "");
        draft.place(group.at(), first);
        return name.with(first + ": " + name.text().strip());
    }

    static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Gives a step its name, and its estimate when the name tells the time; what is cut off goes into the notes. */
    static void give(Fill step, Phrase given, Draft draft) {
        Matcher time = TIME.matcher(given.text());
        String text = given.text();
        if (time.matches() && Spoken.span(time.group(2)).isPresent()) {
            step.duration("estimate", given.with(time.group(2)));
            text = time.group(1);
        }
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\s*[:：]$", "");
        String name = line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST - 1).replaceAll("\\S*$", "").strip() + " …";
        step.node().set("name", TextNode.valueOf(name.isBlank() ? line : name));
        draft.place(given.at(), line);
        if (line.length() > LONGEST) {
            step.node().put("notes", line);
        }
    }
}
