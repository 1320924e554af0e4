package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.planner.corpus.Corpus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationsCheckOnMariaDbTest {
    private static final Path SHOP = Path.of("src/test/resources/planner/shop-mariadb");

    @Test
    void judgesTheShopsHistoryAsTheTableSays() {
        Map<String, String> expected = new LinkedHashMap<>();
        Corpus.SHOP_MARIADB
                .expected()
                .forEach((name, it) -> expected.put(name, it.outcome() + " " + it.theirs() + " " + it.lossless()));

        CheckedFolder checked = CheckedFolder.of(SHOP, "--database-type", "mariadb", "--json");

        Map<String, String> found = new LinkedHashMap<>();
        for (JsonNode line : checked.migrations()) {
            found.put(
                    line.path("migration").asText(),
                    line.path("outcome").asText() + " " + line.path("theirs").asText() + " "
                            + line.path("lossless").asBoolean());
        }
        assertThat(found).isEqualTo(expected);
        assertThat(checked.code()).isZero();
    }

    @Test
    void saysWhatDoesNotFitTogether() {
        assertThat(CheckedFolder.of(SHOP, "--database-type", "oracle").err()).contains("postgresql, mariadb");
        assertThat(CheckedFolder.of(SHOP, "--database-type", "mariadb", "--soften")
                        .err())
                .contains("--soften is for PostgreSQL");
        assertThat(CheckedFolder.of(SHOP, "--database-type", "mariadb", "--url", "jdbc:postgresql://localhost/x")
                        .err())
                .contains("does not fit --url");
        CheckedFolder unreachable = CheckedFolder.of(SHOP, "--url", "jdbc:mysql://localhost:1/shop");
        assertThat(unreachable.code()).isEqualTo(2);
        assertThat(unreachable.err()).contains("SW-0472", "host and port");
    }
}
