package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanImportTest {
    private static final Path DOCUMENT = Path.of("src/test/resources/document/saved-cards.md");

    @TempDir
    private Path folder;

    @Test
    void writesThePlanAndItsScripts() throws Exception {
        String said = run(1, DOCUMENT, "--into", plan());

        assertThat(said)
                .contains("rollback/level-1.sql: written", "SW-0218 The input commit", "SW-0219 Dangerous: rm -rf");
        assertThat(said).contains("saved-cards.md:364:1: not placed: ## Appendix: firewall …");
        assertThat(folder.resolve("plan.yaml")).exists();
        assertThat(folder.resolve("rollback/level-2-2.sql")).exists();
    }

    @Test
    void lintNamesOnlyWhatTheDocumentReallyLacks() throws Exception {
        run(1, DOCUMENT, "--into", plan());

        List<Finding> findings = lint();

        assertThat(findings.stream().filter(Finding::isError))
                .extracting(finding -> finding.problem().code() + " "
                        + finding.problem().what().replaceFirst(" \\(.*", ""))
                .containsExactly(
                        "SW-0218 The input phone-number is not filled in",
                        "SW-0202 The target orders has no url",
                        "SW-0201 There is no target flag-service",
                        "SW-0201 There is no target flag-service",
                        "SW-0218 The input orders-url is not filled in",
                        "SW-0211 Level 3 is not filled yet, so the plan cannot be armed",
                        "SW-0219 Dangerous: dropdb --if-exists orders_broken",
                        "SW-0218 The input backup-date is not filled in",
                        "SW-0218 The input moment is not filled in",
                        "SW-0218 The input commit is not filled in",
                        "SW-0219 Dangerous: rm -rf /srv/checkout/cache",
                        "SW-0218 The input cdn-id is not filled in");
    }

    @Test
    void whatIsFilledInIsNoLongerDemanded() throws Exception {
        run(1, DOCUMENT, "--into", plan());
        Path file = folder.resolve("plan.yaml");
        String filled = Files.readString(file)
                .replace("phone: '[Phone Number]'", "phone: +1 555 0103")
                .replace("git revert --no-edit <commit>", "git revert --no-edit 4f2a1c9")
                .replace(
                        "command: rm -rf /srv/checkout/cache",
                        "command: rm -rf /srv/checkout/cache, because: it is built anew")
                .replace("type: postgresql}", "type: postgresql, url: \"jdbc:postgresql://db/orders\"}")
                .replace(
                        "targets:\n",
                        "targets:\n  shop: {type: host, variables: {CDN_ID: E1, ORDERS_URL: \"secret:ORDERS_URL\"}}\n");
        Files.writeString(file, filled);

        assertThat(lint())
                .extracting(finding -> finding.problem().what())
                .noneSatisfy(what -> assertThat(what)
                        .containsAnyOf("phone-number", "commit", "cdn-id", "orders-url", "no url", "rm -rf"))
                .anySatisfy(what -> assertThat(what).contains("backup-date"));
    }

    @Test
    void anotherImportKeepsWhatPeopleEdited() throws Exception {
        run(1, DOCUMENT, "--into", plan());
        Path file = folder.resolve("plan.yaml");
        String edited = "# Ours, with care\n"
                + Files.readString(file)
                        .replace("release: 7.12.0", "release: 7.12.1")
                        .replace("  - No order was lost\n", "")
                        .replace("No order was lost", "Nothing was lost");
        Files.writeString(file, edited);
        Files.writeString(folder.resolve("rollback/level-1.sql"), "-- rewritten\n");

        String said = run(1, DOCUMENT, "--into", plan());

        String now = Files.readString(file);
        assertThat(now)
                .startsWith("# Ours, with care\n")
                .contains("release: 7.12.1", "Nothing was lost", "No order was lost");
        assertThat(folder.resolve("rollback/level-1.sql")).hasContent("-- rewritten");
        assertThat(said).contains("SW-0133", "/metadata/release", "rollback/level-1.sql");
    }

    @Test
    void theSameImportTwiceChangesNothing() throws Exception {
        run(1, DOCUMENT, "--into", plan());
        byte[] first = Files.readAllBytes(folder.resolve("plan.yaml"));

        String said = run(1, DOCUMENT, "--into", plan());

        assertThat(Files.readAllBytes(folder.resolve("plan.yaml"))).isEqualTo(first);
        assertThat(said).doesNotContain("written", "SW-0133");
    }

    @Test
    void anExistingFileThatIsNoPlanIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("plan.yaml"), "- a\n- b: [\n");

        CommandLine line = new CommandLine(new PlanImport());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            assertThat(failure).hasMessageContaining("SW-0134");
            return 2;
        });

        assertThat(line.execute(DOCUMENT.toString(), "--into", plan())).isEqualTo(2);
        assertThat(folder.resolve("plan.yaml")).hasContent("- a\n- b: [");
    }

    @Test
    void machinesGetOneObject() throws Exception {
        JsonNode result = PlanMapper.json().readTree(run(1, DOCUMENT, "--json"));

        assertThat(result.at("/plan/metadata/id").asText()).isEqualTo("saved-cards");
        assertThat(result.at("/files").has("rollback/level-1.sql")).isTrue();
        assertThat(result.at("/findings").findValuesAsText("code")).contains("SW-0218", "SW-0219");
    }

    @Test
    void withoutAPlaceThePlanGoesToStandardOutput() throws Exception {
        assertThat(run(1, DOCUMENT)).startsWith("apiVersion: sternway.dev/v1\n").doesNotContain("SW-0218");
    }

    private List<Finding> lint() {
        Clock clock = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);
        return new Lint(ExecutorCatalogue.standard().schemas(), clock)
                .check(folder, Optional.empty())
                .findings();
    }

    private String plan() {
        return folder.resolve("plan.yaml").toString();
    }

    private static String run(int exit, Path document, String... options) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new PlanImport())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()));
        String[] arguments = new String[options.length + 1];
        arguments[0] = document.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);

        assertThat(line.execute(arguments)).isEqualTo(exit);
        return out.toString();
    }
}
