package dev.sternway.document.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Spoken;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a document left to be filled in, and names it. */
final class Blanks {
    private static final String NAMED =
            "<(?!/)[A-Za-z][A-Za-z0-9_.-]*>|\\{\\{[^{}\\n]{1,40}\\}\\}|\\{[A-Z][A-Z0-9_]{2,40}\\}|\\bYOUR[-_][A-Z][A-Z_-]*";
    private static final Pattern TEXT = Pattern.compile(NAMED
            + "|<(?!/)[A-Za-z][A-Za-z0-9 _./-]{0,40}>"
            + "|(?<![\\w\\]])\\[(?=[^\\]]*[A-Za-z]{2})[A-Za-z0-9][A-Za-z0-9 /_'&+-]{1,60}\\](?!\\()"
            + "|\\$\\{?[A-Z][A-Z0-9_]{2,40}\\}?"
            + "|_{3,}|\\bT\\.?B\\.?[DC]\\b|\\?{3,}|\\bYYYY-MM-DD\\b|\\bX\\.Y\\.Z\\b|\\bX{3,}(?:[- ]X{3,}){0,4}\\b");
    private static final Pattern CODE = Pattern.compile(NAMED
            + "|(?<![\\w$\\]\\[])\\[(?:[A-Z][A-Z0-9_ -]{2,40}|[A-Za-z][\\w-]*(?: [\\w-]+){1,8})\\](?!\\])"
            + "|(?<![\\\\$])\\$(?:\\{[A-Za-z_]\\w*\\}|[A-Za-z_]\\w*)"
            + "|_{5,}|\\bTBD\\b|\\bX\\.Y\\.Z\\b");
    private static final Pattern NAMELESS = Pattern.compile("_+|T\\.?B\\.?[DC]\\.?|\\?+|X[X -]*");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?m)(?:^|[;&|(]|\\b(?:export|local|readonly|declare(?: -\\w+)?)\\s)\\s*([A-Za-z_]\\w*)=|\\bfor\\s+(\\w+)\\s+in\\b|\\bread\\s+(?:-\\w+\\s+)*(\\w+)");
    private static final Set<String> ENVIRONMENT = Set.of(
            "HOME",
            "PATH",
            "PWD",
            "OLDPWD",
            "USER",
            "LOGNAME",
            "SHELL",
            "HOSTNAME",
            "LANG",
            "TMPDIR",
            "RANDOM",
            "SECONDS",
            "IFS",
            "UID",
            "EUID",
            "LINENO",
            "BASH",
            "BASH_SOURCE",
            "EDITOR",
            "TERM",
            "PPID",
            "OPTARG",
            "REPLY");
    private static final Set<String> HTML = Set.of(
            "a", "b", "br", "code", "details", "div", "em", "h1", "h2", "h3", "h4", "hr", "i", "img", "kbd", "li", "ol",
            "p", "pre", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr",
            "u", "ul");
    private static final Set<String> LATER = Set.of("metadata", "decision", "safeguards", "unplaced", "inputs");
    private static final Set<String> CODES = Set.of("argv", "probe", "verify", "query");

    private final Draft draft;
    private final List<String> lines;
    private final Map<String, ObjectNode> named = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final ArrayNode inputs;

    Blanks(Draft draft, List<String> lines, ArrayNode inputs) {
        this.draft = draft;
        this.lines = lines;
        this.inputs = inputs;
    }

    void find() {
        for (String first : List.of("metadata", "decision", "safeguards")) {
            node(draft.tree().path(first), "/" + first, false);
        }
        draft.tree().properties().forEach(field -> {
            if (!LATER.contains(field.getKey())) {
                node(field.getValue(), "/" + field.getKey(), false);
            }
        });
        draft.files().forEach((path, text) -> search(CODE, text, path, Optional.empty()));
    }

    private void node(JsonNode node, String pointer, boolean code) {
        if (node.isTextual()) {
            search(code ? CODE : TEXT, node.asText(), pointer, draft.origin(node));
            return;
        }
        node.properties()
                .forEach(field -> node(
                        field.getValue(),
                        pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        code || CODES.contains(field.getKey())));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                node(node.get(i), pointer + "/" + i, code);
            }
        }
    }

    private void search(Pattern pattern, String text, String place, Optional<Integer> origin) {
        Set<String> assigned = new HashSet<>(ENVIRONMENT);
        if (pattern == CODE) {
            ASSIGNED.matcher(text)
                    .results()
                    .forEach(it -> assigned.add(
                            it.group(1) != null ? it.group(1) : it.group(2) != null ? it.group(2) : it.group(3)));
        }
        pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(blank -> !assigned.contains(blank.replaceAll("[${}]", "")) || !blank.startsWith("$"))
                .filter(blank -> !HTML.contains(blank.replaceAll("[</> ]", "").toLowerCase(Locale.ROOT))
                        || !blank.startsWith("<"))
                .distinct()
                .forEach(blank -> input(blank, place, origin));
    }

    private void input(String blank, String place, Optional<Integer> origin) {
        boolean nameless = NAMELESS.matcher(blank).matches();
        if (!nameless && named.containsKey(blank)) {
            return;
        }
        String name = nameless ? tail(place) : Spoken.slug(blank.replaceAll("([a-z])([A-Z])", "$1-$2"));
        ObjectNode input = inputs.addObject();
        input.put("name", unused(name.isEmpty() ? "blank" : name))
                .put("blank", blank)
                .put("field", place);
        origin.or(() -> line(blank)).ifPresent(line -> input.put("line", line));
        named.put(blank, input);
    }

    /** The last words of a pointer: {@code /contacts/2/phone} is {@code contacts-2-phone}. */
    private static String tail(String pointer) {
        Matcher tail = Pattern.compile("(?:/[^/]*){0,3}$").matcher(pointer);
        return Spoken.slug(tail.find() ? tail.group() : pointer);
    }

    private String unused(String name) {
        String unused = name;
        for (int i = 2; !names.add(unused); i++) {
            unused = name + "-" + i;
        }
        return unused;
    }

    private Optional<Integer> line(String blank) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(blank)) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }
}
