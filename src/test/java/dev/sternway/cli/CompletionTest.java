package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sternway completion} prints, in a shell on a terminal where somebody presses the tabulator. */
class CompletionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"bash, bash --norc --noprofile -i", "zsh, zsh -f -i"})
    void theTabulatorCompletesVerbsTheirVerbsAndOptions(String shell, String interactive) throws Exception {
        Path script = folder.resolve("completion");
        try (PrintWriter out = new PrintWriter(script.toFile(), StandardCharsets.UTF_8)) {
            assertThat(Cli.commandLine().setOut(out).execute("completion", shell))
                    .isZero();
        }
        Path typed = Files.writeString(folder.resolve("typed"), """
                . ./completion; sternway() { echo "called:$*:"; }; PS1=
                sternway sta\t
                sternway status --w\t
                sternway plan li\t
                exit
                """);
        Path shown = folder.resolve("shown");
        ProcessBuilder terminal = new ProcessBuilder("script", "--quiet", "--command", interactive, "/dev/null")
                .directory(folder.toFile())
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile());
        terminal.environment().put("HOME", folder.toString());
        terminal.environment().put("TERM", "xterm");
        terminal.start().waitFor();

        assertThat(Files.readString(shown)).contains("called:status:", "called:status --watch:", "called:plan lint:");
    }
}
