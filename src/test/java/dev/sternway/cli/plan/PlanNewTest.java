package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PlanNewTest {
    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Test
    void onlyWhatPeopleMustDoIsLeft() {
        assertThat(make(folder.resolve("orders"), "--database", "orders")).isZero();

        List<Finding> findings = lint(folder.resolve("orders")).findings();
        assertThat(findings).extracting(it -> it.problem().code()).containsOnly("SW-0218", "SW-0221", "SW-0222");
        assertThat(findings).allSatisfy(it -> assertThat(said.toString()).contains(it.text()));
        assertThat(said.toString())
                .contains("Only people can do the rest:")
                .contains("23 blanks to fill in and 6 warnings");
    }

    @Test
    void aPlanWhoseBlanksAreFilledHasNoErrors() throws Exception {
        Path plan = folder.resolve("orders");
        make(
                plan,
                "--id",
                "ORD-7",
                "--title",
                "Orders: \"split\" # not a comment",
                "--release",
                "1.0",
                "--database",
                "orders");
        for (Path file : RunbookStage.files(plan)) {
            String text = Files.readString(file);
            String inputs = text.contains("\ninputs:") ? text.substring(text.indexOf("\ninputs:")) : "";
            String filled = Pattern.compile("<[a-z][^<>\n]*>")
                    .matcher(text.substring(0, text.length() - inputs.length()))
                    .replaceAll(blank -> blank.group().contains("host of") ? "example.org" : "filled" + blank.start());
            Files.writeString(file, filled + inputs);
        }

        assertThat(lint(plan).errors()).isEmpty();
        Plan read = PlanBundle.ofFolder(plan).plan("production");
        assertThat(read.metadata().id()).isEqualTo("ORD-7");
        assertThat(read.metadata().title()).isEqualTo("Orders: \"split\" # not a comment");
        assertThat(read.targets().get("orders").url()).contains("jdbc:postgresql://example.org:5432/orders");
    }

    @Test
    void nothingThatIsThereIsOverwritten() throws Exception {
        Path script = folder.resolve("orders/rollback/level-1.sql");
        Files.createDirectories(script.getParent());
        Files.writeString(script, "SELECT 1;");

        assertThat(make(folder.resolve("orders"))).isNotZero();

        assertThat(said.toString())
                .contains("SW-0145 There is a rollback/level-1.sql already, and nothing was written");
        assertThat(script).hasContent("SELECT 1;");
        assertThat(folder.resolve("orders/plan.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"--id, MIG 7", "--id, ''", "--database, Orders", "--database, a/b"})
    void aNameThatCannotBeOneIsRefused(String option, String name) {
        assertThat(make(folder.resolve("orders"), option, name)).isNotZero();

        assertThat(said.toString()).contains("SW-0146 '" + name + "' is no fit name");
        assertThat(folder.resolve("orders")).doesNotExist();
    }

    private int make(Path plan, String... options) {
        List<String> arguments = new ArrayList<>(List.of(plan.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new PlanNew())
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static Lint.Result lint(Path plan) {
        return new Lint(ExecutorCatalogue.standard().schemas()).check(plan, Optional.empty());
    }
}
