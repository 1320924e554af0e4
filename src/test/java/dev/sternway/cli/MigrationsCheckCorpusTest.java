package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.corpus.Corpus;
import dev.sternway.planner.corpus.LaidOut;
import dev.sternway.planner.folder.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsCheckCorpusTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(names = {"FLYWAY", "GOLANG_MIGRATE", "DIESEL", "FLAT"})
    void saysOfEveryMigrationWhatAPersonExpects(Layout layout) {
        List<String> names = LaidOut.write(Corpus.SHOP.migrations(), layout, dir);
        List<String> expected = new ArrayList<>();
        Corpus.SHOP
                .expected()
                .forEach((name, it) -> expected.add(
                        names.get(expected.size()) + " " + it.outcome() + " " + it.theirs() + " " + it.lossless()));

        CheckedFolder checked = CheckedFolder.of(dir, "--json");

        assertThat(checked.migrations())
                .extracting(it -> String.join(
                        " ",
                        it.path("migration").asText(),
                        it.path("outcome").asText(),
                        it.path("theirs").asText(),
                        it.path("lossless").asText()))
                .containsExactlyElementsOf(expected);
        assertThat(checked.summary().path("migrations").asInt()).isEqualTo(60);
    }
}
