package dev.sternway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/requirements.md: every part names tests; every test that it, docs/security.md and docs/executor-tests.md name is there. */
class RequirementsTest {
    private static final Path PAGE = Path.of("docs/requirements.md");
    private static final Path SECURITY = Path.of("docs/security.md");
    private static final Path EXECUTORS = Path.of("docs/executor-tests.md");
    private static final List<String> CASES =
            List.of("works", "so already", "away", "half done", "not let in", "cancelled");
    private static final Pattern ELSEWHERE = Pattern.compile("(database|manual|mariadb|migrate|notify|postgres)/.*");

    private static final Path TESTS = Path.of("src/test/java/dev/sternway");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (D\\d)(?:–D\\d)? \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern NAME = Pattern.compile("`([\\w/]+)#(\\w+)`");

    @Test
    void everyPartOfEveryPhaseNamesTests() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(PAGE)).results().toList();
        assertThat(rows).extracting(row -> row.group(1)).contains("D1", "D2", "D3", "D4", "D5", "D6");
        assertThat(rows).as("every row of the table has three columns").hasSize((int) Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| D"))
                .count());
        assertThat(rows)
                .allSatisfy(row -> assertThat(NAME.matcher(row.group(3)).replaceAll(""))
                        .as(row.group(2))
                        .isBlank());
        assertThat(rows).allSatisfy(row -> assertThat(row.group(3)).isNotBlank());
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        assertThat(missing(Files.readString(PAGE))).isEmpty();
        assertThat(missing(Files.readString(SECURITY))).isEmpty();
        assertThat(missing(Files.readString(EXECUTORS))).isEmpty();
    }

    @Test
    void aTestThatIsGoneOrIsNoneAnyMoreIsNamed() {
        assertThat(missing("""
                | D6 | part | `process/InOrderTest#anAbortStopsAllThatRunsBesideIt` `process/InOrderTest#lines` |
                | D6 | part | `process/GoneTest#gone` `process/InOrderTest#goneForGood` |
                """))
                .containsExactly(
                        "`process/InOrderTest#lines`", "`process/GoneTest#gone`", "`process/InOrderTest#goneForGood`");
    }

    @Test
    void everyExecutorOfRestorationHasARowWithATestOrAReasonForEachCase() throws IOException {
        Map<String, List<String>> rows = rows();

        assertThat(rows.keySet())
                .containsExactlyElementsOf(ExecutorCatalogue.standard().all().stream()
                        .map(Executor::uses)
                        .filter(uses -> !ELSEWHERE.matcher(uses).matches())
                        .toList());
        assertThat(rows)
                .allSatisfy((uses, cells) -> assertThat(cells)
                        .hasSize(CASES.size())
                        .allSatisfy(cell -> assertThat(
                                        NAME.matcher(cell).replaceAll("").strip())
                                .as(uses)
                                .matches(rest -> NAME.matcher(cell).find() ? rest.isEmpty() : isSaid(rest))));
    }

    private static boolean isSaid(String cell) {
        return cell.matches("none: [a-z].+");
    }

    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Files.readAllLines(EXECUTORS).stream()
                .filter(line -> line.matches("\\| [a-z-]+/.*"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .forEach(cells -> rows.put(cells.get(0), cells.subList(1, cells.size())));
        return rows;
    }

    private static List<String> missing(String page) {
        return NAME.matcher(page)
                .results()
                .filter(name -> !isThere(TESTS.resolve(name.group(1) + ".java"), name.group(2)))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean isThere(Path file, String method) {
        try {
            return Files.exists(file)
                    && Pattern.compile("(?s)@(Test|ParameterizedTest)\\b((?!\\bvoid\\b).)*\\bvoid " + method + "\\(")
                            .matcher(Files.readString(file))
                            .find();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
