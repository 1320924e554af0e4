package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for every verb, and the pages that are made of them. */
class EveryVerbTest {
    private static final Path REFERENCE = Path.of("docs", "reference", "cli.md");
    private static final Path CODES = Path.of("docs", "reference", "exit-codes.md");
    private static final int WIDTH = 110;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<String> verbs() {
        return below(Cli.commandLine()).stream()
                .map(line -> line.getCommandSpec().qualifiedName(" ").replaceFirst("^sternway ?", ""));
    }

    static Stream<String> leaves() {
        return below(Cli.commandLine()).stream()
                .filter(line -> line.getSubcommands().isEmpty())
                .map(line -> line.getCommandSpec().qualifiedName(" ").replaceFirst("^sternway ", ""));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void saysHowItIsUsedOnceAndEndsWithZero(String verb) {
        assertThat(run(verb, "--help")).isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("Usage: ")))
                .hasSize(1);
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void refusesAnUnknownOptionWithTwo(String verb) {
        assertThat(run(verb, "--no-such-option")).isEqualTo(Cli.UNUSABLE);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Usage: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void everyVerbThatAsksAServerAnswersInJsonAndTakesAProfile(String verb) {
        CommandSpec spec = spec(verb);

        assertThat(spec.optionsMap().containsKey("--server"))
                .isEqualTo(spec.optionsMap().containsKey("--profile"));
        if (spec.optionsMap().containsKey("--server")) {
            assertThat(spec.optionsMap()).containsKey("--json");
        }
    }

    @Test
    void aRefusalIsJsonWhenJsonIsAskedFor() {
        assertThat(run("status", "--json", "--server", "http://localhost:1")).isEqualTo(Cli.UNUSABLE);

        assertThat(err.toString()).startsWith("{\"code\":\"SW-0902\",");
    }

    @Test
    void theReferenceIsUpToDate() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The command line

                Made of the verbs themselves; `./sternway VERB --help` says the same, `./sternway man VERB | man -l -` as a manual page.
                What they have in common is told in [the terminal](../terminal.md), exit codes stand together in [exit codes](exit-codes.md).
                """);
        for (CommandLine line : below(Cli.commandLine())) {
            line.setUsageHelpWidth(WIDTH);
            String usage = Arrays.stream(line.getUsageMessage(Ansi.OFF).split("\n"))
                    .map(String::stripTrailing)
                    .reduce("", (all, next) -> all + next + "\n");
            page.append("\n## ").append(line.getCommandSpec().qualifiedName(" "));
            page.append("\n\n```text\n").append(usage).append("```\n");
        }
        agrees(REFERENCE, page.toString());
    }

    @Test
    void thePageOfExitCodesIsUpToDateAndEveryVerbHasSome() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Exit codes

                2 always means that the call is wrong or could not be answered; what is wrong stands on standard error, with a [code](../problems.md).

                | verb | exit codes |
                |--|--|
                """);
        var codes = new TreeMap<String, String>();
        leaves().forEach(verb -> {
            List<String> each = new ArrayList<>();
            spec(verb).usageMessage().exitCodeList().forEach((code, meaning) -> each.add(code + " " + meaning));
            assertThat(each).as(verb).isNotEmpty();
            codes.put(verb, String.join("<br>", each));
        });
        codes.forEach((verb, each) ->
                page.append("| `").append(verb).append("` | ").append(each).append(" |\n"));
        agrees(CODES, page.toString());
    }

    @Test
    void bashCompletesVerbsAndTheirOptions(@TempDir Path folder) throws Exception {
        assertThat(run("completion", "bash")).isZero();
        Path script = Files.writeString(folder.resolve("completion.bash"), out.toString());
        String asked =
                "compopt() { :; }; . " + script + "; COMP_WORDS=(sternway sta); COMP_CWORD=1; COMP_LINE='sternway sta';"
                        + " _complete_sternway; echo \"${COMPREPLY[@]}\";"
                        + " COMP_WORDS=(sternway status --w); COMP_CWORD=2; _complete_sternway; echo \"${COMPREPLY[@]}\"";

        assertThat(said("bash", "-c", asked).lines()).containsExactly("status", "--watch");
        assertThat(run("completion", "fish")).isEqualTo(Cli.UNUSABLE);
    }

    @Test
    void everyManualPageIsReadByMan(@TempDir Path folder) throws Exception {
        assertThat(run("man", "--out", folder.toString())).isZero();

        try (Stream<Path> pages = Files.list(folder)) {
            assertThat(pages).hasSize(below(Cli.commandLine()).size());
        }
        assertThat(Files.readString(folder.resolve("sternway-status.1")))
                .contains(".SH NAME\nsternway\\-status \\- ", ".SH EXIT STATUS", "\\fB\\-w, \\-\\-watch\\fR");
        assertThat(run("man", "no-such")).isEqualTo(Cli.UNUSABLE);
    }

    private static String said(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return text;
    }

    private static CommandSpec spec(String verb) {
        CommandLine line = Cli.commandLine();
        for (String word : verb.split(" ")) {
            line = line.getSubcommands().get(word);
        }
        return line.getCommandSpec();
    }

    private int run(String verb, String... more) {
        List<String> words = new ArrayList<>(verb.isEmpty() ? List.of() : List.of(verb.split(" ")));
        words.addAll(List.of(more));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Cli.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
    }

    private static List<CommandLine> below(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(List.of(line));
        line.getSubcommands().values().forEach(verb -> all.addAll(below(verb)));
        return all;
    }

    private static void agrees(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("sternway.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file).as("run with -Dsternway.update=true").exists().hasContent(generated);
    }
}
