package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanDeriveTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void refusesTheUrlOfAnotherDatabase() throws IOException {
        assertThat(derive("--url", "jdbc:mariadb://localhost:1/shop?user=x")).isEqualTo(2);

        assertThat(said.toString()).contains("SW-0474", "mariadb", "[jdbc:mariadb://localhost:1/shop]");
    }

    @Test
    void refusesAPlanWhoseTargetIsAnotherDatabase() throws IOException {
        Path plan = folder.resolve("plan.yaml");
        String text = "targets:\n  shop: {type: mariadb}\n";
        Files.writeString(plan, text);

        assertThat(derive("--into", plan.toString())).isEqualTo(2);

        assertThat(said.toString()).contains("SW-0474", plan + ", targets.shop");
        assertThat(plan).hasContent(text);
    }

    private int derive(String... options) throws IOException {
        Path migration = Files.writeString(folder.resolve("1.sql"), "ALTER TABLE t ADD COLUMN x INT;\n");
        List<String> words = new ArrayList<>(List.of("plan", "derive", "--database", "shop", migration.toString()));
        words.addAll(List.of(options));
        return Cli.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(words.toArray(String[]::new));
    }
}
