package dev.sternway.planner.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.planner.Migration;
import dev.sternway.planner.Outcome;
import dev.sternway.planner.Proof;
import dev.sternway.planner.Theirs;
import dev.sternway.planner.folder.Layout;
import dev.sternway.planner.folder.MigrationFolder;
import dev.sternway.planner.postgres.PostgresProver;
import dev.sternway.planner.scratch.ClonedScratch;
import dev.sternway.planner.scratch.Scratch;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alembic and Django themselves, from the distribution's packages. */
class ToolProjectsTest {
    private static final Path PROJECTS = Path.of("src/test/resources/planner/tool");

    @Test
    void alembicsRevisionsAreProvenAndItsOwnWaysBackTried() throws Exception {
        MigrationFolder folder = read(PROJECTS.resolve("alembic"), Optional.empty());

        assertThat(folder.layout()).isEqualTo(Layout.ALEMBIC);
        assertThat(folder.migrations())
                .extracting(Migration::name)
                .containsExactly("1a2b3c4d5e6f_orders", "2b3c4d5e6f70_currency", "3c4d5e6f7081_no_notes");
        assertThat(folder.migrations()).noneMatch(it -> it.up().contains("alembic_version"));
        List<Proof> proofs = proofs(folder);
        assertThat(proofs)
                .extracting(Proof::outcome)
                .containsExactly(Outcome.PROVEN_WITH_SALVAGE, Outcome.PROVEN_WITH_SALVAGE, Outcome.PROVEN_WITH_SALVAGE);
        assertThat(proofs)
                .extracting(it -> it.theirs().result())
                .containsExactly(Theirs.Result.EQUAL, Theirs.Result.DIFFERENT, Theirs.Result.ERROR);
        assertThat(proofs.get(1).theirs().difference()).contains("orders_total");
        assertThat(proofs.get(2).theirs().difference()).contains("downgrade 3c4d5e6f7081:2b3c4d5e6f70 --sql");
    }

    @Test
    void pythonInADjangoMigrationIsRefusedAndWhatFollowsIsProven() throws Exception {
        String database = PostgresServer.create();
        MigrationFolder folder = read(
                PROJECTS.resolve("django"),
                Optional.of(List.of(
                        "env",
                        "SHOP_DATABASE=" + PostgresServer.url(database).replace("jdbc:postgresql://", "pg://postgres@"),
                        "/usr/bin/python3",
                        "manage.py")));

        assertThat(folder.layout()).isEqualTo(Layout.DJANGO);
        List<Proof> proofs = proofs(folder);
        assertThat(proofs)
                .extracting(it -> it.migration() + " " + it.outcome().word())
                .containsExactly(
                        "shop.0001_initial proven-with-salvage",
                        "shop.0002_currency proven-with-salvage",
                        "shop.0003_round_totals refused",
                        "shop.0004_index_totals proven");
        assertThat(proofs.get(2).reason()).contains("Python code");
        assertThat(proofs.get(3).theirs().result()).isEqualTo(Theirs.Result.EQUAL);
    }

    @Test
    void aToolThatFailsIsNamedWithItsLastWords(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = nowhere\n");

        assertThatThrownBy(() -> read(folder, Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0479")
                .hasMessageContaining("alembic history --verbose")
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> read(folder, Optional.of(List.of("no-such-tool"))))
                .hasMessageContaining("\"no-such-tool\" cannot be started");
    }

    private static MigrationFolder read(Path project, Optional<List<String>> tool) {
        return MigrationFolder.read(project, Optional.empty(), Map.of(), tool);
    }

    private static List<Proof> proofs(MigrationFolder folder) throws Exception {
        String empty = PostgresServer.create();
        List<Proof> proofs = new ArrayList<>();
        try (Scratch scratch = ClonedScratch.of(PostgresServer.url(empty), Optional.of("postgres"), Optional.empty());
                PostgresProver prover = new PostgresProver(scratch)) {
            for (Migration migration : folder.migrations()) {
                proofs.add(prover.prove(migration));
            }
        }
        return proofs;
    }
}
