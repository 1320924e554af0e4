package dev.sternway.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.base.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What others wrote and the board serves is what the registry gave. */
class BroughtAlongTest {
    private static final Path ASSETS = Path.of("src/main/resources/dev/sternway/board/assets");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+/[^`]+)` \\| ([0-9a-f]{64}) \\|");

    @Test
    void everyFileIsAsItWasWrittenDown() throws IOException {
        Map<String, String> written = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("docs/supply-chain.md")));
        while (rows.find()) {
            written.put(rows.group(1), rows.group(2));
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ASSETS, 2)) {
            for (Path file : files.filter(it -> !it.getParent().equals(ASSETS))
                    .filter(Files::isRegularFile)
                    .toList()) {
                found.put(ASSETS.relativize(file).toString(), Digest.of(Files.readAllBytes(file)));
            }
        }
        assertThat(found).isNotEmpty().isEqualTo(written);
    }
}
