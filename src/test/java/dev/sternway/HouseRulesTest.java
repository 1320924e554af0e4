package dev.sternway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes, names and habits of the sources. */
class HouseRulesTest {
    private static final Path MAIN = Path.of("src/main/java/dev/sternway");
    private static final int LONGEST_FILE = 300;
    private static final Pattern BANNED_NAME = Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Dto)\\.java");
    private static final Set<String> BANNED_PACKAGES = Set.of("common", "model", "dto", "util", "impl");

    @Test
    void noFileIsLongerThanThreeHundredLines() throws IOException {
        List<String> long_ = new ArrayList<>();
        for (Path file : sources()) {
            long lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE) {
                long_.add(file + " has " + lines + " lines");
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItManagesAndIsNullMarked() throws IOException {
        for (Path file : sources()) {
            Path description = file.resolveSibling("package-info.java");
            assertThat(description).exists();
            assertThat(Files.readString(description)).contains("@NullMarked").contains("/**");
        }
    }

    @Test
    void namesSayWhatAThingIs() throws IOException {
        for (Path file : sources()) {
            assertThat(file.getFileName().toString()).doesNotMatch(BANNED_NAME);
            assertThat(BANNED_PACKAGES)
                    .doesNotContain(file.getParent().getFileName().toString());
        }
    }

    @Test
    void everyProblemCodeIsDocumented() throws IOException {
        String page = Files.readString(Path.of("docs/problems.md"));
        Map<String, Path> missing = new TreeMap<>();
        for (Path file : sources()) {
            Matcher code = Pattern.compile("\"(SW-\\d{4})\"").matcher(Files.readString(file));
            while (code.find()) {
                if (!page.contains(code.group(1))) {
                    missing.put(code.group(1), file);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain("TODO", "FIXME");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
