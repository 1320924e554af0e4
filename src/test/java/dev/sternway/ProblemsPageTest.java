package dev.sternway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemsPageTest {
    private static final Pattern CODE = Pattern.compile("SW-\\d{4}");
    private static final Pattern LINE = Pattern.compile("(?m)^\\| (SW-\\d{4}) \\| \\S.* \\| \\S.* \\|$");

    /** Families whose codes are all documented; the others join when they are. */
    private static final Pattern DOCUMENTED = Pattern.compile("SW-0[3456]\\d\\d");

    @Test
    void explainsEveryCodeOfTheSourceOnce() throws IOException {
        List<String> explained = explained();

        assertThat(explained).doesNotHaveDuplicates().isSorted();
        assertThat(thrown()).isSubsetOf(explained);
    }

    private static List<String> explained() throws IOException {
        return LINE.matcher(Files.readString(Path.of("docs/problems.md")))
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    private static TreeSet<String> thrown() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return CODE.matcher(all)
                    .results()
                    .map(MatchResult::group)
                    .filter(code -> DOCUMENTED.matcher(code).matches())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
