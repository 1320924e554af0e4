package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long work says how far it is: in one line of a terminal, in lines of standard error elsewhere, never in the result. */
class ProgressTest {
    private static final String LINE = "\r\u001b[K";

    @TempDir
    private Path folder;

    private Path migrations;

    @BeforeEach
    void twoMigrations() throws IOException {
        migrations = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("V1__people.sql"), "create table people (id int primary key, name text);");
        Files.writeString(migrations.resolve("V2__rename.sql"), "alter table people rename column name to full_name;");
    }

    @Test
    void aTerminalShowsABarThatIsGoneWhenTheResultStandsThere() throws Exception {
        Files.writeString(
                migrations.resolve("V1__people.sql"),
                "create table people (id int primary key, name text); select pg_sleep(1.5);");

        String shown = onTerminal("migrations", "check", migrations.toString());

        assertThat(shown)
                .contains(LINE + "Starting a database of its own ... 0s")
                .contains(LINE + "[....................] 1 of 2: V1__people.sql, 0s")
                .contains(LINE + "[##########..........] 2 of 2: V2__rename.sql, ", "s, about ", "s left" + LINE);
        assertThat(shown.split("\r?\n"))
                .anySatisfy(line -> assertThat(kept(line)).startsWith("Layout flyway, 2 migrations"))
                .anySatisfy(line -> assertThat(kept(line)).startsWith("V1__people.sql  proven-with-salvage"))
                .anySatisfy(line -> assertThat(kept(line)).startsWith("V2__rename.sql  proven"))
                .anySatisfy(line -> assertThat(kept(line)).startsWith("2 migrations in "));
    }

    @Test
    void withoutATerminalEachStepIsALineAndTheResultIsJsonAlone() {
        CheckedFolder checked = CheckedFolder.of(migrations, "--json");

        assertThat(checked.code()).as(checked.err()).isZero();
        assertThat(checked.err().lines())
                .containsSubsequence(
                        "Starting a database of its own ...", "1 of 2: V1__people.sql", "2 of 2: V2__rename.sql");
        assertThat(checked.err()).doesNotContain("\r", "\u001b");
        assertThat(checked.out().lines())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(PlanMapper.json().readTree(line).isObject()).isTrue());
    }

    @Test
    void theLedgerIsReadAndCheckedBeforeTheVerdictStandsThere() throws Exception {
        Entry first = Chain.append(
                Optional.empty(), "rollback-1", Instant.now(), "maria", Entry.Kind.DECIDED, "L2", Map.of());
        Path export = Files.write(
                folder.resolve("ledger.jsonl"),
                List.of(LedgerFile.head(Optional.of("rollback-1")), LedgerFile.line(first)));

        String shown = onTerminal("audit", "verify", "--file", export.toString());

        assertThat(shown).contains(LINE + "Reading /", LINE + "Checking 2 lines ... 0s");
        assertThat(shown.split("\r?\n"))
                .anySatisfy(line -> assertThat(kept(line)).isEqualTo("1 entry of 1 run: intact"));
    }

    /** What a terminal still shows of a line. */
    private static String kept(String line) {
        return line.substring(line.lastIndexOf(LINE) < 0 ? 0 : line.lastIndexOf(LINE) + LINE.length());
    }

    private String onTerminal(String... words) throws Exception {
        Path launcher = ShellPage.launcher(folder.resolve("sternway"));
        String call = "stty columns 100; " + launcher + " " + String.join(" ", List.of(words));
        ProcessBuilder builder = new ProcessBuilder("script", "--quiet", "--return", "--command", call, "/dev/null");
        builder.environment().put("TERM", "xterm");
        Path out = folder.resolve("shown");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        process.getOutputStream().flush();
        int code = process.waitFor();
        String shown = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(code).as(shown).isZero();
        return shown;
    }
}
