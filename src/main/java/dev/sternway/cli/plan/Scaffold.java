package dev.sternway.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files of a new plan, its blanks written {@code <like this>} and listed as the plan's inputs. */
final class Scaffold {
    private static final List<String> FILES = List.of(
            "plan.yaml",
            "environments/staging.yaml",
            "environments/production.yaml",
            "db/V1__change.sql",
            "rollback/level-1.sql");
    private static final Pattern BLANK = Pattern.compile("<[a-z][^<>\\n]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");
    private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_-]*");

    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * @param database its name on its server, and the target's in the plan
     * @throws ProblemException SW-0146 when the id or the database's name cannot be one
     */
    Scaffold(String id, String title, String release, String database) {
        named(ID, id, "--id", "letters, digits, dots and dashes");
        named(DATABASE, database, "--database", "lower-case letters, digits, _ and -");
        Map<String, String> words = Map.of(
                "id", quoted(id),
                "title", quoted(title),
                "release", quoted(release),
                "database", database,
                "secret", database.toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD");
        for (String file : FILES) {
            String text = read(file);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace("@" + word.getKey() + "@", word.getValue());
            }
            files.put(file, text);
        }
        files.computeIfPresent("plan.yaml", (file, text) -> text.replace("@inputs@\n", inputs()));
    }

    /** @throws ProblemException SW-0145 when one of the files is there already; then nothing is written */
    List<Path> write(Path folder) throws IOException {
        for (String file : files.keySet()) {
            if (Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
                throw ProblemException.of(
                        "SW-0145",
                        "There is a " + file + " already, and nothing was written",
                        folder.toString(),
                        "Name another folder");
            }
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path parent = path.getParent();
            Files.createDirectories(parent == null ? folder : parent);
            written.add(Files.writeString(path, file.getValue()));
        }
        return written;
    }

    private String inputs() {
        TreeSet<String> blanks = new TreeSet<>();
        files.values().stream()
                .map(text -> text.replaceAll("(?m)^#.*", ""))
                .forEach(text -> blanks.addAll(
                        BLANK.matcher(text).results().map(MatchResult::group).toList()));
        return blanks.stream()
                .map(blank -> "  - {name: " + quoted(blank.substring(1, blank.length() - 1)) + ", blank: "
                        + quoted(blank) + "}\n")
                .collect(Collectors.joining());
    }

    private static void named(Pattern pattern, String name, String option, String of) {
        if (!pattern.matcher(name).matches()) {
            throw ProblemException.of("SW-0146", "'" + name + "' is no fit name", option, "Make it of " + of);
        }
    }

    private static String quoted(String text) {
        try {
            return PlanMapper.json().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String read(String file) {
        try (InputStream content = Scaffold.class.getResourceAsStream("scaffold/" + file)) {
            if (content == null) {
                throw new IllegalStateException("no scaffold/" + file);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
