package dev.sternway.document.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.document.Markdown;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanYaml;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values as Markdown that reads back as the same values. */
final class Words {
    private static final Pattern PLAIN = Pattern.compile("[^\\s,\\[\\]{}\"'`&#!|>%@:]([^\\p{Cntrl},]*[^\\s,])?");
    private static final Pattern TICKS = Pattern.compile("`+");

    private Words() {}

    static String text(String text) {
        return Markdown.whole(text);
    }

    static String text(Optional<String> text) {
        return text.map(Words::text).orElse("");
    }

    /** A word that is meant letter by letter: a role, a path, a target. */
    static String code(String text) {
        if (text.isBlank()
                || Markdown.whole(text).contains("&#")
                || !Markdown.shown(text).equals(text)) {
            return Markdown.whole(text);
        }
        int longest = TICKS.matcher(text)
                .results()
                .mapToInt(it -> it.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(longest + 1);
        String room = longest > 0 ? " " : "";
        return fence + room + text + room + fence;
    }

    static String code(Optional<String> text) {
        return text.map(Words::code).orElse("");
    }

    /** Names in a row; as YAML when one of them could be taken for two. */
    static String codes(List<String> names) {
        return names.stream().allMatch(name -> PLAIN.matcher(name).matches())
                ? String.join(", ", names.stream().map(Words::code).toList())
                : yaml(PlanMapper.json().valueToTree(names));
    }

    /** Texts in a row; as YAML when one of them could be taken for two. */
    static String texts(List<String> texts) {
        return texts.stream().allMatch(text -> PLAIN.matcher(text).matches())
                ? String.join(", ", texts.stream().map(Words::text).toList())
                : yaml(PlanMapper.json().valueToTree(texts));
    }

    static String yaml(JsonNode tree) {
        return code(PlanYaml.line(tree));
    }

    static String word(Enum<?> word) {
        String known = PlanMapper.json().convertValue(word, String.class);
        return known.equals(word.name()) ? known.toLowerCase(Locale.ROOT).replace('_', ' ') : known;
    }

    static String word(Optional<? extends Enum<?>> word) {
        return word.map(Words::word).orElse("");
    }

    /** Exact, unlike what people need: {@code 90d}, {@code 1h30m}, {@code 1s500ms}. */
    static String duration(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toString();
        }
        boolean days = duration.toDays() > 2;
        StringBuilder text = new StringBuilder();
        part(text, days ? duration.toDays() : 0, "d");
        part(text, days ? duration.toHoursPart() : duration.toHours(), "h");
        part(text, duration.toMinutesPart(), "m");
        part(text, duration.toSecondsPart(), "s");
        part(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    static String duration(Optional<Duration> duration) {
        return duration.map(Words::duration).orElse("");
    }

    static String yesNo(boolean yes) {
        return yes ? "yes" : "no";
    }

    private static void part(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }
}
