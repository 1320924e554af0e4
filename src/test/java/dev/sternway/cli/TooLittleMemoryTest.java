package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that does not fit into memory. */
class TooLittleMemoryTest {
    @TempDir
    private Path folder;

    @Test
    void isToldInOneSentenceWithTheRemedy() throws Exception {
        Path export = Files.write(folder.resolve("ledger.jsonl"), Collections.nCopies(400_000, "x".repeat(200)));
        ProcessBuilder verify = new ProcessBuilder(
                ShellPage.launcher(folder.resolve("sternway")).toString(),
                "audit",
                "verify",
                "--file",
                export.toString());
        verify.environment().put("JDK_JAVA_OPTIONS", "-Xmx64m");
        Process process = verify.redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(shown).isEqualTo(Cli.UNUSABLE);
        assertThat(shown.lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("JDK_JAVA_OPTIONS"),
                        line -> assertThat(line).startsWith("Reading "),
                        line -> assertThat(line)
                                .contains("SW-0912", "more memory than the", "STERNWAY_JAVA_OPTIONS=-Xmx4g"));
    }
}
