package dev.sternway.document.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.outline.Block.Code;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A block of code as steps. */
final class Commands {
    private static final Set<String> SHELLS =
            Set.of("bash", "sh", "shell", "zsh", "console", "terminal", "shell-session");
    private static final Set<String> SQL =
            Set.of("sql", "psql", "postgres", "postgresql", "pgsql", "plpgsql", "mysql", "mariadb");
    private static final Pattern STATEMENT = Pattern.compile(
            "(?is)(--[^\\n]*\\n\\s*)*(select|with|insert|update|delete|alter|create|drop|truncate|begin|grant|revoke|set)\\s.*");
    private static final Pattern QUERY =
            Pattern.compile("(?is)(?:\\s*--[^\\n]*\\n)*\\s*(?:select|with)\\s[^;]*;?\\s*(?:--[^\\n]*\\s*)?");
    private static final Pattern PROGRAM = Pattern.compile(
            "(?s)(sudo |\\./|cd |kubectl |helm |git |docker |docker-compose |psql |pg_|mysql|systemctl |curl |aws |gcloud |az |npm |yarn |mvn |\\./mvnw |python3? |ssh |scp |rm |cp |mv |redis-cli |nginx |service |flyway |liquibase |alembic |terraform |ansible|export |echo ).*");
    private static final Pattern EXPECTED = Pattern.compile(
            "(?i)(?:expected|expects?|should (?:be|return|show)|must (?:be|return))[^\\n\\w-]*(?:result|output|status|http|count)?[:\\s]*(-?\\w+)\\s*(?:rows?)?\\s*$");

    private final Draft draft;

    Commands(Draft draft) {
        this.draft = draft;
    }

    /**
     * One step.
     *
     * @param comment what the block says about it, or empty
     */
    record Command(String uses, ObjectNode with, String comment) {
        /** What it does, for want of a better name. */
        String shortly() {
            return with.has("path")
                    ? with.path("method").asText() + " " + with.path("path").asText()
                    : with.path("argv")
                            .path(with.path("argv").size() - 1)
                            .asText()
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .findFirst()
                            .orElse("");
        }
    }

    static boolean isSql(Code code) {
        String language = code.language().toLowerCase(Locale.ROOT);
        return SQL.contains(language)
                || language.isEmpty() && STATEMENT.matcher(code.text().strip()).matches();
    }

    static boolean isShell(Code code) {
        String language = code.language().toLowerCase(Locale.ROOT);
        return SHELLS.contains(language)
                || language.isEmpty()
                        && commands(code.text()).stream()
                                .findFirst()
                                .filter(it -> PROGRAM.matcher(it).matches())
                                .isPresent();
    }

    /** A shell block: requests when all of it is curl, else one command for the shell. */
    List<Command> shell(Code code) {
        String text = prompted(code.text());
        List<String> commands = commands(text);
        if (commands.isEmpty()) {
            return List.of();
        }
        List<Command> requests = new ArrayList<>();
        if (commands.stream().allMatch(it -> it.startsWith("curl "))) {
            requests.addAll(requests(text));
        }
        if (requests.size() == commands.size()) {
            draft.understand(code.at(), text);
            return requests;
        }
        ObjectNode with = PlanMapper.json().createObjectNode();
        if (code.language().equalsIgnoreCase("sh")) {
            with.putArray("argv").add(text);
            with.put("shell", true);
        } else {
            with.putArray("argv").add("bash").add("-ec").add(text);
        }
        draft.place(code.at(), text);
        return List.of(new Command("command/run", with, comment(text)));
    }

    private List<Command> requests(String text) {
        List<Command> requests = new ArrayList<>();
        String comment = "";
        for (String part : logical(text)) {
            if (part.startsWith("#")) {
                comment = (comment + " " + part.replaceFirst("^#+\\s*", "")).strip();
            } else {
                String said = comment;
                Curl.inputs(part, draft).ifPresent(inputs -> requests.add(new Command("http/request", inputs, said)));
                comment = "";
            }
        }
        return comment.isEmpty() ? requests : List.of();
    }

    /** A query whose answer is stated is a check; other SQL is a script. */
    Optional<ObjectNode> query(Code code) {
        if (!QUERY.matcher(code.text()).matches()) {
            return Optional.empty();
        }
        ObjectNode with = PlanMapper.json().createObjectNode();
        with.put("query", code.text().strip().replaceFirst(";\\s*$", ""));
        expected(code.text()).ifPresent(it -> with.put("expect", it));
        return Optional.of(with);
    }

    /** What a comment or sentence says the answer must be. */
    static Optional<String> expected(String text) {
        return text.lines()
                .map(EXPECTED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** The first comment of a block. */
    static String comment(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("#") && !line.startsWith("#!") || line.startsWith("--"))
                .map(line -> line.replaceFirst("^(#+|--+)\\s*", ""))
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }

    private static List<String> commands(String text) {
        return logical(prompted(text)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** Lines that are not blank, those that end in a backslash joined with the next. */
    private static List<String> logical(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            open.append(line);
            boolean goesOn = line.endsWith("\\") || quotes(open) % 2 == 1;
            if (goesOn) {
                open.append('\n');
            } else {
                if (!open.toString().isBlank()) {
                    lines.add(open.toString().strip());
                }
                open.setLength(0);
            }
        }
        if (!open.toString().isBlank()) {
            lines.add(open.toString().strip());
        }
        return lines;
    }

    private static long quotes(CharSequence text) {
        return text.toString().strip().startsWith("#")
                ? 0
                : text.chars().filter(c -> c == '\'').count();
    }

    /** Without the prompts, when the block shows a session. */
    private static String prompted(String text) {
        List<String> lines = text.lines().toList();
        boolean session = lines.stream().anyMatch(line -> line.startsWith("$ "));
        return !session
                ? text
                : lines.stream()
                        .filter(line -> line.startsWith("$ ") || line.startsWith("# "))
                        .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
                        .collect(Collectors.joining("\n"));
    }
}
