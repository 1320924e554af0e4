package dev.sternway.planner.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.planner.Migration;
import dev.sternway.planner.corpus.Corpus;
import dev.sternway.planner.corpus.LaidOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusInEveryLayoutTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ALEMBIC", "DJANGO"}) // their tools write the SQL
    void readsSixtyMigrationsBackAsTheyWere(Layout layout) {
        List<Migration> written = Corpus.SHOP.migrations();
        List<String> names = LaidOut.write(written, layout, dir);

        MigrationFolder read = MigrationFolder.read(dir, Optional.empty(), Map.of());

        assertThat(read.layout()).isEqualTo(layout);
        assertThat(read.migrations()).extracting(Migration::name).isEqualTo(names);
        assertThat(read.migrations()).extracting(it -> it.up().strip()).isEqualTo(stripped(written));
        assertThat(read.migrations())
                .extracting(it -> it.down().map(String::strip))
                .isEqualTo(
                        written.stream().map(it -> it.down().map(String::strip)).toList());
    }

    private static List<String> stripped(List<Migration> migrations) {
        return migrations.stream().map(it -> it.up().strip()).toList();
    }
}
